"""Checks of tables and columns: shape, names and values, each with its own words."""

import pandas as pd

from graders.checks.compare import values_agree
from graders.checks.failure import fail, kind_of


def check_frame(
    value: object,
    expected: pd.DataFrame,
    *,
    tolerance: float = 1e-6,
    order: bool = True,
    index: bool = False,
    message: str | None = None,
) -> None:
    """Pass when `value` is a table with the expected columns and values.

    Args:
        value: The learner's answer.
        expected: The table it should equal; its columns may stand in any order.
        tolerance: Absolute tolerance for numbers.
        order: Whether the order of rows counts.
        index: Whether row labels count.
        message: The author's words, shown on top.

    Raises:
        CheckFailed: names the first thing that differs: kind, rows, columns or a column's values.
    """
    if not isinstance(value, pd.DataFrame):
        fail(f"A table is expected here; yours is {kind_of(value)}.", words=message, got=value)
    _check_columns(value, expected, message)
    if len(value) != len(expected):
        hint = "Your table has a different number of rows."
        fail(hint, words=message, expected=len(expected), got=len(value))
    mine, wanted = value[list(expected.columns)], expected
    if not order:
        mine, wanted = _sorted(mine, message), _sorted(wanted, message)
    if index and not values_agree(mine.index.tolist(), wanted.index.tolist(), tolerance):
        hint = "The row labels (index) differ."
        fail(hint, words=message, expected=wanted.index.tolist()[:5], got=mine.index.tolist()[:5])
    for position, name in enumerate(wanted.columns):
        _check_values(
            mine.iloc[:, position], wanted.iloc[:, position], tolerance, f"column {name!r}", message
        )


def check_series(
    value: object,
    expected: pd.Series,
    *,
    tolerance: float = 1e-6,
    order: bool = True,
    index: bool = True,
    message: str | None = None,
) -> None:
    """Pass when `value` is a column of values like `expected`; its name does not count.

    Args:
        value: The learner's answer.
        expected: The column it should equal.
        tolerance: Absolute tolerance for numbers.
        order: Whether the order counts; if not, rows are matched by label.
        index: Whether row labels count.
        message: The author's words, shown on top.

    Raises:
        CheckFailed: names the first thing that differs: kind, length, labels or values.
    """
    if not isinstance(value, pd.Series):
        hint = f"A column (Series) is expected here; yours is {kind_of(value)}."
        fail(hint, words=message, got=value)
    if len(value) != len(expected):
        hint = "Your column has a different number of values."
        fail(hint, words=message, expected=len(expected), got=len(value))
    mine, wanted = value, expected
    if not order:
        try:
            mine, wanted = mine.sort_index(), wanted.sort_index()
        except TypeError:
            fail("The row labels are of mixed kinds and cannot be sorted.", words=message)
    if index and not values_agree(mine.index.tolist(), wanted.index.tolist(), tolerance):
        hint = "The row labels (index) differ, or stand in a different order."
        fail(hint, words=message, expected=wanted.index.tolist()[:5], got=mine.index.tolist()[:5])
    _check_values(mine, wanted, tolerance, "your column", message)


def _check_columns(value: pd.DataFrame, expected: pd.DataFrame, message: str | None) -> None:
    mine, wanted = list(value.columns), list(expected.columns)
    if len(set(map(str, mine))) != len(mine):
        fail("Your table has two columns with the same name.", words=message, got=mine)
    missing = [name for name in wanted if name not in mine]
    extra = [name for name in mine if name not in wanted]
    if missing and extra:
        hint = "The column names differ."
    elif missing:
        hint = "A column is missing."
    elif extra:
        hint = "There are columns that were not asked for."
    else:
        return
    fail(hint, words=message, expected=wanted, got=mine)


def _sorted(frame: pd.DataFrame, message: str | None) -> pd.DataFrame:
    try:
        return frame.sort_values(list(frame.columns), ignore_index=True)
    except TypeError:
        fail("A column holds values of mixed kinds, so rows cannot be matched.", words=message)


def _check_values(
    mine: pd.Series, wanted: pd.Series, tolerance: float, what: str, message: str | None
) -> None:
    for row, (a, b) in enumerate(zip(mine.tolist(), wanted.tolist(), strict=True), start=1):
        if not values_agree(a, b, tolerance):
            fail(
                f"Values differ in {what}; the first difference is in row {row}.",
                words=message,
                expected=b,
                got=a,
            )
