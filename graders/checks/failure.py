"""How a check says that an answer is not right yet."""

from numbers import Number
from typing import NoReturn


class PublicWords(str):
    """Words which the author chose to show even when the check itself is hidden."""

    __slots__ = ()


def tell(words: str) -> str:
    """Mark an assertion's message as meant for the learner, also in a hidden check.

    Plain messages of hidden checks stay hidden, because they are part of the tests' source.
    """
    return PublicWords(words)


class CheckFailed(AssertionError):
    """An answer does not fit.

    Attributes:
        hint: What kind of thing is wrong, in words that give no expected value away.
        expected: The expected value in words, shown in visible checks only.
        got: The learner's own value, shortened.
        words: The author's message, always shown.
    """

    def __init__(
        self, hint: str, *, expected: str | None = None, got: str | None = None, words: str | None
    ) -> None:
        """Put the parts together in the order in which a learner reads them."""
        self.hint = hint
        self.expected = expected
        self.got = got
        self.words = words
        parts = [words, hint]
        if expected is not None:
            parts.append(f"Expected: {expected}.")
        if got is not None:
            parts.append(f"Yours: {got}.")
        super().__init__(" ".join(part for part in parts if part))


def fail(hint: str, *, words: str | None, expected: object = None, got: object = None) -> NoReturn:
    """Raise `CheckFailed` with both values shortened to one line."""
    raise CheckFailed(
        hint,
        expected=None if expected is None else show(expected),
        got=None if got is None else show(got),
        words=words,
    )


def show(value: object, limit: int = 160) -> str:
    """Write a value on one short line; never raises, whatever the value does."""
    try:
        text = value if isinstance(value, PublicWords) else repr(_plain(value))
    except Exception:
        text = f"a value of type {type(value).__name__}"
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _plain(value: object) -> object:
    """Give NumPy's numbers as Python's: beginners wrote 0.5 and not np.float64(0.5)."""
    if type(value).__module__ == "numpy" and isinstance(value, Number):
        return value.item()  # type: ignore[attr-defined]  # every NumPy number has it
    return value


def kind_of(value: object) -> str:
    """Name the kind of a value in plain words, such as 'text' or 'a table'."""
    names = {
        "NoneType": "nothing (None)",
        "bool": "True or False",
        "int": "a whole number",
        "float": "a decimal number",
        "str": "text",
        "list": "a list",
        "tuple": "a tuple",
        "dict": "a dictionary",
        "set": "a set",
        "DataFrame": "a table (DataFrame)",
        "Series": "a column (Series)",
        "ndarray": "a NumPy array",
        "Figure": "a chart",
        "Ellipsis": "three dots (...)",
        "ellipsis": "three dots (...)",
    }
    name = type(value).__name__
    return names.get(name, f"a value of type {name}")
