"""Plain words for common errors, and which class names may be shown."""

import pytest

from graders.pipeline.helptexts import help_for, known_name

COMMON = (
    NameError,
    SyntaxError,
    IndentationError,
    TypeError,
    ValueError,
    KeyError,
    IndexError,
    AttributeError,
    ZeroDivisionError,
    FileNotFoundError,
    ModuleNotFoundError,
    NotImplementedError,
    UnboundLocalError,
    MemoryError,
    RecursionError,
    PermissionError,
    KeyboardInterrupt,
)


@pytest.mark.parametrize("kind", COMMON)
def test_common_error_has_words_of_its_own(kind: type[BaseException]) -> None:
    names = [base.__name__ for base in kind.__mro__]

    words = help_for(names)

    assert words
    assert words.endswith(".")
    assert known_name(names, trust_names=False) == kind.__name__


def test_unknown_error_has_none() -> None:
    assert help_for(["OddError", "Exception", "BaseException", "object"]) is None


def test_name_of_a_learners_class_is_shown_only_while_it_can_carry_nothing() -> None:
    assert known_name(["OddError", "Exception"], trust_names=True) == "OddError"
    assert known_name(["OddError", "Exception"], trust_names=False) == "an error"
    assert known_name(["<b>Secret 7</b>Error"], trust_names=True) == "an error"
