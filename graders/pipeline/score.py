"""Points for a cell, by nbgrader's rules with two deliberate differences.

A cell that never ran scores nothing (nbgrader: everything), and words on stderr are no failure
(nbgrader: no points). Pure arithmetic: no clock, no files.
"""

import math
from collections.abc import Sequence

from graders.contract import CellStatus
from graders.pipeline.execute import CellOutcome
from graders.pipeline.source import SourceCell


def score_test(cell: SourceCell, outcome: CellOutcome | None) -> tuple[float, CellStatus]:
    """Score an autograded cell: all points when it ran clean, or the number it ended with."""
    if outcome is None or not outcome.ran:
        return 0.0, CellStatus.NOT_RUN
    if not outcome.ok:
        failed = (outcome.error or {}).get("kinds", ["Error"])
        is_check = "AssertionError" in failed and not (outcome.error or {}).get("remote")
        return 0.0, CellStatus.FAILED if is_check else CellStatus.ERROR
    score = partial_credit(outcome.value, cell.points)
    if score is None:
        return 0.0, CellStatus.ERROR
    if score >= cell.points:
        return score, CellStatus.PASSED
    return score, CellStatus.PARTIAL if score > 0 else CellStatus.FAILED


def partial_credit(value: str | None, points: float) -> float | None:
    """Read the printed form of a test cell's last value as nbgrader does.

    Returns:
        All points when there is no value, when it is no number or a negative one; the number
        itself up to the points; nothing for NaN; None when it is larger, which nbgrader
        refuses too.
    """
    if value is None:
        return points
    try:
        number = float(value)
    except ValueError:
        return points
    if math.isnan(number):
        return 0.0  # nbgrader stores it as it is, and all sums with it are lost
    if number < 0.0:
        return points
    return None if number > points else number


def score_manual(cell: SourceCell, answers: Sequence[str]) -> tuple[float | None, CellStatus]:
    """An answer that a person must read scores None; one left exactly as it was given scores 0.

    Like nbgrader, this leaves an answer whose cell is gone to a person.
    """
    if answers and all(answer == cell.stub for answer in answers):
        return 0.0, CellStatus.FAILED
    return None, CellStatus.MANUAL
