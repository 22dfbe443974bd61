"""Checks of a learner's function on inputs that it has not seen."""

import copy
from collections.abc import Callable, Iterable
from typing import Any, cast

import pandas as pd

from graders.checks.compare import values_agree
from graders.checks.failure import CheckFailed, fail, kind_of
from graders.checks.tables import check_frame, check_series


def check_function(
    function: object,
    cases: Iterable[tuple[tuple[object, ...], object]],
    *,
    tolerance: float = 1e-6,
    message: str | None = None,
) -> None:
    """Pass when the function returns the expected value for every case.

    Args:
        function: The learner's function.
        cases: Pairs of arguments (a tuple) and expected value. Each call gets its own copy.
        tolerance: Absolute tolerance for numbers.
        message: The author's words, shown on top.

    Raises:
        CheckFailed: names the case that differs, never its arguments.
    """
    if not callable(function):
        hint = f"A function is expected here; yours is {kind_of(function)}."
        fail(hint, words=message, got=function)
    call = cast("Callable[..., Any]", function)
    for number, (arguments, expected) in enumerate(cases, start=1):
        place = f"Input {number}:"
        try:
            got = call(*copy.deepcopy(arguments))
        except Exception as error:
            hint = f"{place} your function stopped with {type(error).__name__}."
            fail(hint, words=message)
        if got is None and expected is not None:
            hint = f"{place} your function gave nothing back: is there a return?"
            fail(hint, words=message)
        try:
            _check_result(got, expected, tolerance, message)
        except CheckFailed as failure:
            raise CheckFailed(
                f"{place} {failure.hint}",
                expected=failure.expected,
                got=failure.got,
                words=message,
            ) from None


def _check_result(got: object, expected: object, tolerance: float, message: str | None) -> None:
    if isinstance(expected, pd.DataFrame):
        check_frame(got, expected, tolerance=tolerance, message=message)
    elif isinstance(expected, pd.Series):
        check_series(got, expected, tolerance=tolerance, message=message)
    elif not values_agree(got, expected, tolerance):
        hint = "Your function gives a different result."
        fail(hint, words=message, expected=expected, got=got)
