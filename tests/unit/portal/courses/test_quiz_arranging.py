from itertools import permutations
from typing import Any

import pytest
from pydantic import ValidationError

from portal.courses import quiz_arranging, quiz_items
from portal.courses.quiz_arranging import partner_key
from portal.courses.quiz_items import UnreadableAnswerError
from tests.factories.courses import PAIRS, STEPS, matching, ordering

RIGHT = ["ask", "collect", "check", "tell"]
NOMINAL, ORDINAL, RATIO, CUBIC = map(partner_key, ("Nominal", "Ordinal", "Ratio", "Cubic"))


@pytest.mark.parametrize(
    ("order", "score"),
    [
        (RIGHT, 1.0),
        (["ask", "check", "collect", "tell"], 4 / 6),
        (["collect", "check", "tell", "ask"], 0.0),
        (["tell", "check", "collect", "ask"], 0.0),
    ],
)
def test_order_earns_what_its_couples_agree_beyond_chance(order: list[str], score: float) -> None:
    mark = quiz_items.mark(ordering(), order)

    assert mark.score == pytest.approx(score)
    assert mark.is_right is (score == 1)
    assert dict(mark.feedback)["check"] == "Why check stands there."
    assert len(mark.feedback) == 4


def test_only_the_right_order_gets_all() -> None:
    full = [order for order in permutations(RIGHT) if quiz_items.mark(ordering(), order).score == 1]

    assert full == [tuple(RIGHT)]


def test_order_is_read_from_the_place_of_each_line() -> None:
    sent = ["tell:4", "ask:1", "check:2", "collect:3"]

    assert quiz_items.read_answer(ordering(), sent) == ["ask", "check", "collect", "tell"]


@pytest.mark.parametrize(
    "sent",
    [
        [],
        ["ask:1", "collect:2", "check:3"],
        ["ask:1", "collect:2", "check:3", "tell:3"],
        ["ask:1", "collect:2", "check:3", "tell:5"],
        ["ask:1", "collect:2", "check:3", "tell:"],
        ["ask:1", "collect:2", "check:3", "other:4"],
        ["ask:1", "collect:2", "check:3", "tell:²"],
        ["nonsense"],
    ],
)
def test_what_is_no_order_is_sent_back(sent: list[str]) -> None:
    with pytest.raises(UnreadableAnswerError, match="a place of its own"):
        quiz_items.read_answer(ordering(), sent)


def test_an_order_of_lines_that_changed_since_is_not_marked() -> None:
    with pytest.raises(UnreadableAnswerError, match="have changed"):
        quiz_items.mark(ordering(), ["ask", "collect"])


@pytest.mark.parametrize("salt", [f"question-{number}" for number in range(60)])
def test_lines_are_never_shown_in_the_right_order(salt: str) -> None:
    steps = ordering().steps
    shown = quiz_arranging.shuffled(steps, salt)

    assert shown != steps
    assert sorted(step.id for step in shown) == sorted(RIGHT)
    assert shown == quiz_arranging.shuffled(steps, salt)


@pytest.mark.parametrize(
    ("chosen", "score"),
    [
        ((NOMINAL, ORDINAL, RATIO), 1.0),
        # Three lines with four partners: 3/4 right by chance, so (2 - 0.75) / (3 - 0.75).
        ((NOMINAL, ORDINAL, CUBIC), 1.25 / 2.25),
        ((NOMINAL, NOMINAL, NOMINAL), 0.25 / 2.25),
        ((ORDINAL, NOMINAL, CUBIC), 0.0),
    ],
)
def test_matches_earn_right_pairs_beyond_chance(chosen: tuple[str, ...], score: float) -> None:
    answer = [f"{pair['id']}:{key}" for pair, key in zip(PAIRS, chosen, strict=True)]
    mark = quiz_items.mark(matching(), answer)

    assert mark.score == pytest.approx(score)
    assert mark.is_right is (score == 1)


def test_a_chosen_decoy_speaks_before_the_line() -> None:
    mark = quiz_items.mark(matching(), [f"sex:{CUBIC}", f"grade:{ORDINAL}", f"age:{RATIO}"])

    assert dict(mark.feedback)["sex"] == "There is no such scale. It only names."
    assert dict(mark.feedback)["age"] == "It has a true zero."


def test_lines_may_share_a_partner() -> None:
    pairs = [*PAIRS, {"id": "party", "text": "Party", "match": "Nominal", "feedback": "Names."}]
    question = matching(pairs=pairs)
    sent = [f"party:{NOMINAL}", f"sex:{NOMINAL}", f"grade:{ORDINAL}", f"age:{RATIO}"]

    stored = quiz_items.read_answer(question, sent)

    assert stored[0] == f"sex:{NOMINAL}"
    assert quiz_items.mark(question, stored).is_right


@pytest.mark.parametrize(
    "sent",
    [
        [],
        [f"sex:{NOMINAL}", f"grade:{ORDINAL}"],
        [f"sex:{NOMINAL}", f"grade:{ORDINAL}", "age:ratio"],
        [f"sex:{NOMINAL}", f"grade:{ORDINAL}", f"age:{RATIO}", f"other:{RATIO}"],
    ],
)
def test_what_does_not_match_every_line_is_sent_back(sent: list[str]) -> None:
    with pytest.raises(UnreadableAnswerError, match="a partner for every line"):
        quiz_items.read_answer(matching(), sent)


def test_names_of_partners_do_not_tell_their_line() -> None:
    shown = quiz_arranging.partners(matching().pairs, matching().decoys)

    assert sorted(shown) == ["Cubic", "Nominal", "Ordinal", "Ratio"]
    assert not {partner_key(text) for text in shown} & {pair["id"] for pair in PAIRS}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"steps": STEPS[:2]}, "at least 3"),
        ({"steps": [*STEPS, STEPS[0]]}, "same id"),
        ({"steps": [*STEPS, {**STEPS[0], "id": "again"}]}, "same text"),
        ({"pairs": PAIRS}, "only matching questions"),
    ],
)
def test_an_order_that_cannot_be_marked_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        ordering(**changes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"pairs": PAIRS[:2]}, "at least 3"),
        ({"pairs": [{**pair, "match": "Nominal"} for pair in PAIRS]}, "nothing to choose"),
        ({"decoys": [{"text": "Ratio", "feedback": "No."}]}, "right partner"),
    ],
)
def test_matches_that_cannot_be_marked_are_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        matching(**changes)
