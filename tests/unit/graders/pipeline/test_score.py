"""Points: nbgrader's rules with the two deliberate differences."""

from typing import Any

import pytest
from nbformat import v4
from nbgrader.utils import determine_grade

from graders.contract import CellStatus
from graders.pipeline.execute import CellOutcome
from graders.pipeline.prepare import RunCell
from graders.pipeline.score import partial_credit, score_manual, score_test
from graders.pipeline.source import CellRole, SourceCell

V4: Any = v4
CELL = SourceCell(CellRole.TEST, "code", "assert x", "t", 2.0, True)
ESSAY = SourceCell(CellRole.MANUAL, "markdown", "", "e", 2.0, False, stub="YOUR ANSWER HERE")


def outcome(**values: Any) -> CellOutcome:
    return CellOutcome(RunCell(0, "", CELL), **{"ran": True, "ok": True, **values})


def nbgraders(value: str | None) -> float:
    """What nbgrader gives for a test cell that ends with this value."""
    cell = V4.new_code_cell(metadata={"nbgrader": {"grade": True, "points": 2, "grade_id": "t"}})
    if value is not None:
        cell.outputs = [V4.new_output("execute_result", data={"text/plain": value})]
    return float(determine_grade(cell)[0] or 0)


@pytest.mark.parametrize(
    "value", [None, "0", "0.0", "1", "1.5", "2", "2.0", "-1", "'x'", "[1]", "True", " 1 "]
)
def test_partial_credit_is_nbgraders(value: str | None) -> None:
    assert partial_credit(value, 2.0) == nbgraders(value)


def test_a_last_value_that_is_no_number_at_all_earns_nothing() -> None:
    """nbgrader gives every point for NaN: such an answer would be worth more than a wrong one."""
    assert nbgraders("nan") == 2.0
    assert partial_credit("nan", 2.0) == 0.0
    assert score_test(CELL, outcome(value="nan")) == (0, CellStatus.FAILED)


def test_more_than_all_points_is_refused_as_nbgrader_does() -> None:
    with pytest.raises(ValueError, match="partial credit cannot be greater"):
        nbgraders("2.5")
    assert partial_credit("2.5", 2.0) is None
    assert score_test(CELL, outcome(value="2.5")) == (0, CellStatus.ERROR)


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (None, (0, CellStatus.NOT_RUN)),
        (outcome(ran=False, ok=False), (0, CellStatus.NOT_RUN)),
        (outcome(), (2, CellStatus.PASSED)),
        (outcome(value="2"), (2, CellStatus.PASSED)),
        (outcome(value="1"), (1, CellStatus.PARTIAL)),
        (outcome(value="0"), (0, CellStatus.FAILED)),
        (outcome(ok=False, error={"kinds": ["AssertionError"]}), (0, CellStatus.FAILED)),
        (outcome(ok=False, error={"kinds": ["KeyError"]}), (0, CellStatus.ERROR)),
        (
            outcome(ok=False, error={"kinds": ["AssertionError"], "remote": {"kinds": []}}),
            (0, CellStatus.ERROR),
        ),
        (outcome(ok=False, ending="died"), (0, CellStatus.ERROR)),
    ],
)
def test_outcome_becomes_points(
    result: CellOutcome | None, expected: tuple[float, CellStatus]
) -> None:
    assert score_test(CELL, result) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], (None, CellStatus.MANUAL)),
        (["YOUR ANSWER HERE"], (0, CellStatus.FAILED)),
        (["YOUR ANSWER HERE", "YOUR ANSWER HERE"], (0, CellStatus.FAILED)),
        (["YOUR ANSWER HERE\n"], (None, CellStatus.MANUAL)),
        (["Mine."], (None, CellStatus.MANUAL)),
        (["YOUR ANSWER HERE", "Mine."], (None, CellStatus.MANUAL)),
        ([""], (None, CellStatus.MANUAL)),
    ],
)
def test_written_answer_waits_for_a_person_unless_untouched(
    answers: list[str], expected: tuple[float | None, CellStatus]
) -> None:
    assert score_manual(ESSAY, answers) == expected
