"""Words for levels: each sentence of an assessment, and each kind of next step."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from portal.competencies import next_steps, pictures, words
from portal.competencies.assessment import Row, assess
from portal.competencies.errors import UnknownThresholdsError
from portal.competencies.evidence import SourceKind, Tier
from portal.competencies.thresholds import current, of_version
from tests.factories.competencies import NOW

THRESHOLDS = current()


def row(**values: Any) -> Row:
    defaults: dict[str, Any] = {
        "score": 1.0,
        "difficulty": -1.5,
        "guess": 0.25,
        "level": 1,
        "tier": Tier.ONLINE.value,
        "source_kind": SourceKind.QUIZ_ITEM.value,
        "observed_at": NOW,
    }
    return Row(**{**defaults, **values})


def quiz(n: int, **values: Any) -> list[Row]:
    return [row(**values) for _ in range(n)]


def code(n: int, **values: Any) -> list[Row]:
    return [row(**{"difficulty": -0.5, "guess": 0.0, "level": 2, **values}) for _ in range(n)]


def marks(n: int, **values: Any) -> list[Row]:
    kind = SourceKind.HUMAN_MARK.value
    given = {"difficulty": 0.5, "level": 3, "source_kind": kind, "tier": Tier.SUPERVISED.value}
    return code(n, **{**given, **values})


def sentence(rows: list[Row], now: datetime = NOW) -> str:
    [found] = assess([rows], thresholds=THRESHOLDS, now=now)
    return words.sentence(found, thresholds=THRESHOLDS, now=now)


def step(rows: list[Row]) -> str:
    [found] = assess([rows], thresholds=THRESHOLDS, now=NOW)
    return next_steps.next_step(found, THRESHOLDS)


def level(rows: list[Row], now: datetime = NOW) -> int:
    return assess([rows], thresholds=THRESHOLDS, now=now)[0].level


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], 0),
        (quiz(2), 0),  # too little
        (quiz(4), 1),
        (quiz(40), 1),  # Awareness questions alone never show Working
        (quiz(4, score=0.0), 0),
        (quiz(4) + code(6), 2),
        (code(30, difficulty=1.5, level=3), 2),  # nobody has judged
        (code(30, difficulty=1.5, level=3) + marks(2), 3),
        (marks(30, difficulty=2.5, level=4), 3),  # expert never by machine
        (quiz(40, tier=Tier.SELF_REPORT.value), 0),
        (quiz(40, source_kind=SourceKind.DIAGNOSTIC.value), 0),
    ],
)
def test_level_of_typical_records(rows: list[Row], expected: int) -> None:
    assert level(rows) == expected


def test_level_fades_and_is_due_for_refresh() -> None:
    rows = quiz(4) + code(6)
    later = NOW + timedelta(days=900)
    [found] = assess([rows], thresholds=THRESHOLDS, now=later)
    assert found.level < found.faded_level == 2
    assert found.refresh_due
    assert "Working was shown, but the evidence has aged: refresh due." in sentence(rows, later)


def test_each_group_may_have_its_own_moment() -> None:
    rows = quiz(4) + code(6)
    moments = [NOW, NOW + timedelta(days=900)]
    together = assess([rows, rows], thresholds=THRESHOLDS, now=moments)
    alone = [assess([rows], thresholds=THRESHOLDS, now=moment)[0] for moment in moments]
    assert [t.mean for t in together] == pytest.approx([a.mean for a in alone])
    assert assess([], thresholds=THRESHOLDS, now=NOW) == []


def test_sentences() -> None:
    old = NOW - timedelta(days=61)
    assert sentence([]) == "Nothing has been recorded yet."
    assert sentence(quiz(1)) == (
        "1 item, 1 at Awareness difficulty, newest today; "
        "80 % range below Awareness to Practitioner. That is too little to name a level."
    )
    assert sentence(quiz(6, observed_at=old) + code(3, observed_at=old)) == (
        "9 items, 3 at Working difficulty, newest 2 months old; "
        "80 % range Awareness to Practitioner."
    )
    assert sentence(code(6)).startswith("6 items, all at Working difficulty")


def test_range_within_one_level_names_it_once() -> None:
    [low] = assess([code(60, score=0.0)], thresholds=THRESHOLDS, now=NOW)
    assert words.span(low) == "below Awareness"
    [mixed] = assess([code(200, score=0.6)], thresholds=THRESHOLDS, now=NOW)
    assert words.span(mixed) == "Awareness"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "today"),
        (1, "1 day"),
        (60, "60 days"),
        (61, "2 months"),
        (700, "23 months"),
        (760, "2 years"),
        (-3, "today"),
    ],
)
def test_ages(days: int, expected: str) -> None:
    assert words.age(NOW - timedelta(days=days), NOW) == expected


def test_next_steps() -> None:
    assert step([]) == (
        "For Awareness: at least 3 more new items at Awareness difficulty or above."
    )
    assert step(quiz(4)) == (
        "For Working: at least 3 more new items at Working difficulty or above."
    )
    assert step(quiz(4) + code(2)) == (
        "For Working: at least 1 more new item at Working difficulty or above."
    )
    assert step(quiz(4) + code(4, score=0.5)) == (
        "For Working: more full scores on new items at Working difficulty, "
        "so that the range narrows."
    )
    assert step(quiz(4) + code(6)).endswith("Part of the work must be judged by a person.")
    unjudged = code(30, difficulty=1.5, level=3)
    assert step(unjudged).startswith("The items for Practitioner are done. Part of the work")
    assert "two assessors judge a portfolio" in step(unjudged + marks(2))


def test_nothing_is_above_the_top() -> None:
    [found] = assess([[]], thresholds=THRESHOLDS, now=NOW)
    top = type(found)(**{**found.__dict__, "level": 4})
    assert next_steps.next_step(top, THRESHOLDS) == ""


def test_counts() -> None:
    assert words.counts_in_words((4, 0, 0, 0, 0)) == "None of 4 shown yet"
    assert words.counts_in_words((2, 1, 1, 0, 0)) == "2 of 4 shown: 1 at Working, 1 at Awareness"
    assert words.profile_in_words((4, 0, 0, 0, 0)).startswith("You have begun")
    assert words.profile_in_words((2, 1, 1, 0, 0)) == (
        "You have shown 2 of 4 competencies: 1 at Working, 1 at Awareness."
    )


def test_changes() -> None:
    none, some, more = assess([[], quiz(4), quiz(4) + code(2)], thresholds=THRESHOLDS, now=NOW)
    [little] = assess([quiz(1)], thresholds=THRESHOLDS, now=NOW)
    assert words.change("Tidying", none, some, NOW).startswith(
        "Tidying: not yet shown → Awareness. 4 items, all at Awareness difficulty, newest today; "
    )
    assert words.change("Tidying", some, more, NOW).startswith("Tidying: still Awareness. 6 items")
    assert words.change("Tidying", none, little, NOW).startswith("Tidying: not yet shown. 1 item")
    assert words.change("Tidying", some, none, NOW).startswith("Tidying: Awareness → not yet shown")
    [better] = assess([quiz(4) + code(9)], thresholds=THRESHOLDS, now=NOW)
    assert "before it was below Awareness to Practitioner" in words.change(
        "Tidying", little, better, NOW
    )


def test_thresholds_are_found_by_version() -> None:
    assert of_version(THRESHOLDS.version) is THRESHOLDS
    with pytest.raises(UnknownThresholdsError, match="1999"):
        of_version("1999")


def test_pictures_stay_inside_and_hide_from_readers() -> None:
    for low, high in ((-9.0, 9.0), (-0.65, 0.35), (5.0, 6.0)):
        picture = pictures.range_picture(low, high, (low + high) / 2, THRESHOLDS.taus)
        assert 'aria-hidden="true"' in picture
        numbers = [float(part.split('"')[0]) for part in picture.split(' x="')[1:]]
        assert all(0 <= number <= 240 for number in numbers)
    assert pictures.range_picture(-0.65, 0.35, 0, THRESHOLDS.taus).count("<rect") == 6
    assert pictures.steps_picture([0, 2]).count("academy-level__point") == 2
