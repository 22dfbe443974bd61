"""Checks of single answers: numbers and words."""

import math
from collections.abc import Iterable

from graders.checks.compare import as_number, numbers_agree
from graders.checks.failure import fail, kind_of


def check_number(
    value: object,
    expected: float,
    *,
    tolerance: float = 0.005,
    message: str | None = None,
) -> None:
    """Pass when `value` is a number within `tolerance` (absolute) of `expected`.

    Raises:
        CheckFailed: says whether the kind, the size or the sign is wrong.
    """
    number = as_number(value)
    if number is None:
        fail(
            f"A single number is expected here; yours is {kind_of(value)}.",
            words=message,
            got=value,
        )
    if numbers_agree(number, float(expected), tolerance):
        return
    if math.isnan(number):
        hint = "Your number is missing (NaN): look for missing values in the calculation."
    elif (
        number
        and expected
        and any(
            numbers_agree(number * factor, expected, tolerance * max(1.0, factor))
            for factor in (100, 0.01)
        )
    ):
        hint = "Your number is a hundred times too large or too small: share or percentage?"
    elif numbers_agree(-number, expected, tolerance):
        hint = "Your number has the wrong sign."
    elif abs(number - expected) <= 0.01 * abs(expected):
        hint = "Your number is close, but not close enough: check rounding and which rows count."
    else:
        hint = "Your number is not the expected one."
    fail(hint, words=message, expected=expected, got=value)


def check_text(
    value: object,
    expected: str | Iterable[str],
    *,
    message: str | None = None,
) -> None:
    """Pass when `value` is the expected text, or one of several; case and spaces do not count.

    Raises:
        CheckFailed: says whether the kind or the words are wrong.
    """
    accepted = [expected] if isinstance(expected, str) else list(expected)
    if not isinstance(value, str):
        hint = f"Text is expected here; yours is {kind_of(value)}."
        fail(hint, words=message, got=value)
    if _plain(value) not in {_plain(text) for text in accepted}:
        hint = "Your text is empty." if not value.strip() else "Your text is not the expected one."
        fail(hint, words=message, expected=" or ".join(map(repr, accepted)), got=value)


def check_one_of(value: object, options: Iterable[object], *, message: str | None = None) -> None:
    """Pass when `value` is the same as one of the options, number for number, text for text.

    Raises:
        CheckFailed: the value is none of them.
    """
    for option in options:
        if isinstance(option, str):
            if isinstance(value, str) and _plain(value) == _plain(option):
                return
            continue
        wanted, number = as_number(option), as_number(value)
        if wanted is not None and number is not None and numbers_agree(number, wanted, 1e-9):
            return
        if wanted is None and type(value) is type(option) and bool(value == option):
            return
    fail("Your answer is not one of the accepted ones.", words=message, got=value)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
