"""Questions answered by arranging: lines put in order, and lines matched with partners. Pure.

Both give partial credit above pure chance, as ``multiple`` does. ``matching`` counts right pairs,
as QTI's map_response does. For ``ordering``, where QTI's own template is all or nothing, the
credit is Kendall's rank correlation: of all pairs of lines, those in the right order less those in
the wrong one. Random answers earn nothing on average, and a reversed order earns nothing at all.
"""

import hashlib
from collections.abc import Collection, Sequence
from itertools import combinations

from portal.datasets.content_file import ContentPart, Line, Slug

FEWEST_LINES, MOST_LINES = 3, 8
_SEPARATOR = ":"


class Step(ContentPart):
    """One line to put in order. Feedback says why it stands where it stands."""

    id: Slug
    text: Line
    feedback: Line


class Pair(ContentPart):
    """One line and the partner it belongs to. Feedback says why the two belong together."""

    id: Slug
    text: Line
    match: Line
    feedback: Line


class Decoy(ContentPart):
    """A partner that belongs to no line. Feedback is for those who choose it."""

    text: Line
    feedback: Line


def partner_key(text: str) -> str:
    """Return the name of a partner in forms: it does not tell which line it belongs to."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def partners(pairs: Sequence[Pair], decoys: Sequence[Decoy]) -> list[str]:
    """Return every partner once, in an order that says nothing."""
    texts = {pair.match for pair in pairs} | {decoy.text for decoy in decoys}
    return sorted(texts, key=partner_key)


def shuffled(steps: Sequence[Step], salt: str) -> list[Step]:
    """Return the steps in an order that is always the same and never the right one."""

    def key(step: Step) -> str:
        return hashlib.sha256(f"{salt} {step.id}".encode()).hexdigest()

    order = sorted(steps, key=key)
    return order if order != list(steps) else [*order[1:], order[0]]


def placed(sent: Collection[str]) -> dict[str, str]:
    """Return what was chosen for each line, from fields that say ``line:choice``."""
    chosen = (field.partition(_SEPARATOR) for field in sent)
    return {line: choice for line, _separator, choice in chosen if line and choice}


def read_order(steps: Sequence[Step], sent: Collection[str]) -> list[str] | None:
    """Return the ids of all steps in the order that was sent, or None when it is no order."""
    places = placed(sent)
    wanted = {str(number) for number in range(1, len(steps) + 1)}
    if set(places) != {step.id for step in steps} or set(places.values()) != wanted:
        return None
    return sorted(places, key=lambda step: int(places[step]))


def read_matches(
    pairs: Sequence[Pair], decoys: Sequence[Decoy], sent: Collection[str]
) -> list[str] | None:
    """Return ``line:partner`` for every line in the question's order, or None when one lacks."""
    chosen = placed(sent)
    known = {partner_key(text) for text in partners(pairs, decoys)}
    if set(chosen) != {pair.id for pair in pairs} or not set(chosen.values()) <= known:
        return None
    return [f"{pair.id}{_SEPARATOR}{chosen[pair.id]}" for pair in pairs]


def order_score(steps: Sequence[Step], order: Sequence[str]) -> float:
    """Return the credit for an order, from 0 to 1."""
    place = {step: number for number, step in enumerate(order)}
    ids = [step.id for step in steps]
    couples = [place[first] < place[second] for first, second in combinations(ids, 2)]
    return max(0.0, (2 * sum(couples) - len(couples)) / len(couples))


def match_score(pairs: Sequence[Pair], decoys: Sequence[Decoy], matches: Sequence[str]) -> float:
    """Return the credit for matches, from 0 to 1."""
    total = len(pairs)
    by_chance = total / len(partners(pairs, decoys))
    right = len(right_lines(pairs, matches))
    return max(0.0, (right - by_chance) / (total - by_chance))


def right_lines(pairs: Sequence[Pair], matches: Sequence[str]) -> set[str]:
    """Return the ids of the lines that got their partner."""
    chosen = placed(matches)
    return {pair.id for pair in pairs if chosen.get(pair.id) == partner_key(pair.match)}


def match_feedback(
    pairs: Sequence[Pair], decoys: Sequence[Decoy], matches: Sequence[str]
) -> list[tuple[str, str]]:
    """Return what to say to each line; a decoy that was chosen speaks first."""
    chosen = placed(matches)
    lured = {partner_key(decoy.text): decoy.feedback for decoy in decoys}
    return [
        (pair.id, " ".join(filter(None, [lured.get(chosen.get(pair.id, "")), pair.feedback])))
        for pair in pairs
    ]


def check_steps(steps: Sequence[Step]) -> None:
    """Refuse steps that cannot be marked.

    Raises:
        ValueError: says what is wrong.
    """
    _check_lines("steps", [step.id for step in steps], [step.text for step in steps])


def check_pairs(pairs: Sequence[Pair], decoys: Sequence[Decoy]) -> None:
    """Refuse pairs that cannot be marked.

    Raises:
        ValueError: says what is wrong.
    """
    _check_lines("pairs", [pair.id for pair in pairs], [pair.text for pair in pairs])
    if len({pair.match for pair in pairs}) < 2:
        raise ValueError("pairs: all lines have the same partner, so there is nothing to choose")
    if {decoy.text for decoy in decoys} & {pair.match for pair in pairs}:
        raise ValueError("decoys: a decoy is the right partner of a line")


def _check_lines(key: str, ids: Sequence[str], texts: Sequence[str]) -> None:
    if len(ids) < FEWEST_LINES:
        raise ValueError(f"{key}: at least {FEWEST_LINES} are needed")
    if len(set(ids)) != len(ids):
        raise ValueError(f"{key}: two have the same id")
    if len(set(texts)) != len(texts):
        raise ValueError(f"{key}: two have the same text")
