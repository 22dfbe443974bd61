"""Checks of single answers: numbers and words."""

import math
import re
from collections.abc import Iterable

from graders.checks.compare import as_number, numbers_agree
from graders.checks.failure import fail, kind_of

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")


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


def check_mentions(
    value: object,
    wanted: Iterable[str | float],
    *,
    least_words: int = 0,
    tolerance: float = 0.05,
    message: str | None = None,
) -> None:
    """Pass when a text of the learner's own words names everything that is wanted.

    Args:
        value: The learner's text.
        wanted: Words that must stand in it (case and spaces do not count), and numbers that must.
        least_words: How many words it must have.
        tolerance: Absolute tolerance for numbers.
        message: The author's words, shown on top.

    Raises:
        CheckFailed: says whether the kind, the length, a word or a number is missing.
    """
    if not isinstance(value, str):
        fail(f"Text is expected here; yours is {kind_of(value)}.", words=message, got=value)
    if len(value.split()) < least_words:
        hint = f"Your text should have at least {least_words} words."
        fail(hint, words=message, got=f"{len(value.split())} words")
    text = _plain(value)
    numbers = [float(found) for found in _NUMBER.findall(text.replace(",", "."))]
    for item in wanted:
        if isinstance(item, str):
            if _plain(item) not in text:
                fail("Your text does not name all that is asked for.", words=message, expected=item)
        elif not any(numbers_agree(number, float(item), tolerance) for number in numbers):
            hint = "Your text does not give all the numbers that are asked for."
            fail(hint, words=message, expected=item)


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
