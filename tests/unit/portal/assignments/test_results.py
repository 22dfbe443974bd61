"""A result in words."""

from typing import Any

import pytest

from portal.assignments.results import Mark, ResultView, arrange, listed, points_of, shown
from tests.factories.assignments import checks

TASKS: list[dict[str, Any]] = [
    {"id": "count", "title": "1. How many?", "lesson": "reading#rows"},
    {"id": "reading", "title": "2) What does it mean?", "lesson": None},
]


def _cells(**scores: float | None) -> dict[str, dict[str, Any]]:
    return {
        name: {"score": score, "status": "manual" if score is None else "failed", "message": "x"}
        for name, score in scores.items()
    }


def _result(*, attempt: int = 1, marks: dict[str, Mark] | None = None, **scores: Any) -> ResultView:
    full = {"count_practice": 1.0, "count_final": 2.0, "reading": None, **scores}
    return arrange(
        tasks=TASKS,
        checks=checks(manual=True),
        cells=_cells(**full),
        marks=marks or {},
        attempt=attempt,
    )


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        (
            {},
            "3 of 6 points. Right: “How many”; a trainer still marks: “What does it mean”.",
        ),
        ({"reading": 3.0}, "6 of 6 points: every task is right."),
        (
            {"count_final": 0.5, "reading": 3.0},
            "4.5 of 6 points. Right: “What does it mean”; not yet: “How many”.",
        ),
        (
            {"count_practice": 0, "count_final": 0, "reading": 0},
            "0 of 6 points. Not yet right: “How many” and “What does it mean”.",
        ),
    ],
)
def test_headline_is_one_sentence(scores: dict[str, Any], sentence: str) -> None:
    assert _result(**scores).headline == sentence


def test_points_stand_apart_for_practice_and_final() -> None:
    result = _result(count_final=0.5)

    assert result.practice_points == "1 of 1 point"
    assert result.final_points == "0.5 of 2 points"


@pytest.mark.parametrize(("attempt", "hints"), [(1, 1), (2, 2), (3, 2)])
def test_hints_grow_with_the_attempts(attempt: int, hints: int) -> None:
    final = _result(attempt=attempt, count_final=0).tasks[0].checks[1]

    assert len(final.hints) == hints


def test_what_is_right_needs_no_hint() -> None:
    assert _result().tasks[0].checks[1].hints == ()


def test_a_mark_takes_the_place_of_the_missing_points() -> None:
    result = _result(marks={"reading": Mark(2.0, "Say who is missing.")})

    reading = result.tasks[1].checks[0]
    assert (reading.score, reading.comment, reading.waits) == (2.0, "Say who is missing.", False)
    assert result.score == 5.0


def test_the_graders_words_are_shown_unless_they_repeat_the_authors() -> None:
    cells = _cells(count_practice=0, count_final=0)
    cells["count_final"]["message"] = "n agrees with the table."

    result = arrange(tasks=TASKS, checks=checks(), cells=cells, marks={}, attempt=1)

    assert [check.came_back for check in result.tasks[0].checks] == ["x", ""]


def test_the_authors_words_at_the_beginning_of_the_graders_are_not_said_twice() -> None:
    cells = _cells(count_practice=0, count_final=0)
    cells["count_final"]["message"] = "n agrees with the table. It is 1 too large."

    result = arrange(tasks=TASKS, checks=checks(), cells=cells, marks={}, attempt=1)

    assert result.tasks[0].checks[1].came_back == "It is 1 too large."


def test_states_of_a_task() -> None:
    assert _result().tasks[0].state == "right"
    assert _result().tasks[1].state == "waits"
    assert _result(count_final=0).tasks[0].state == "partly"
    assert _result(count_final=0, count_practice=0).tasks[0].state == "not_yet"


def test_words_for_points_and_lists() -> None:
    assert shown(7.0) == "7"
    assert shown(6.25) == "6.25"
    assert points_of(0, 1) == "0 of 1 point"
    assert listed(["a", "b", "c", "d", "e"]) == "“a”, “b” and 3 more"


def test_a_notebook_that_printed_too_much_gets_advice() -> None:
    cells = _cells(count_practice=1.0, count_final=2.0)

    loud = arrange(
        tasks=TASKS[:1], checks=checks(), cells=cells, marks={}, attempt=1, printed_beyond_kb=2048
    )
    quiet = arrange(tasks=TASKS[:1], checks=checks(), cells=cells, marks={}, attempt=1)

    assert loud.advice.startswith("Your notebook printed more than 2,048 KB.")
    assert loud.headline == quiet.headline
    assert quiet.advice == ""
