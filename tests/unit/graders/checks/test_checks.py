"""The authors' checks: what passes, and the words for what does not."""

import decimal
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from graders.checks import (
    CheckFailed,
    check_frame,
    check_function,
    check_number,
    check_one_of,
    check_series,
    check_text,
    tell,
)
from graders.checks.failure import PublicWords, kind_of, show

FRAME = pd.DataFrame({"year": [1968, 1969], "days": [8.0, 17.5]})
SERIES = pd.Series([8.0, 17.5], index=[1968, 1969])


def failure(check: Callable[..., None], *values: Any, **options: Any) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        check(*values, **options)
    return caught.value


@pytest.mark.parametrize(
    "value", [5, 5.0, np.float64(5.004), np.int8(5), decimal.Decimal(5), np.array(5)]
)
def test_number_within_tolerance_passes(value: Any) -> None:
    check_number(value, 5)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("5", "yours is text"),
        (None, "nothing (None)"),
        (True, "True or False"),
        ([5], "a list"),
        (5 + 1j, "complex"),
        (float("nan"), "missing (NaN)"),
        (500, "share or percentage"),
        (0.05, "share or percentage"),
        (-5, "wrong sign"),
        (5.03, "close"),
        (9, "not the expected one"),
        (float("inf"), "not the expected one"),
    ],
)
def test_wrong_number_is_explained(value: Any, words: str) -> None:
    assert words in failure(check_number, value, 5).hint


def test_hint_gives_no_expected_value_away() -> None:
    found = failure(check_number, 9, 123.456, message="Read the table.")

    assert "123" not in found.hint
    assert (found.expected, found.got, found.words) == ("123.456", "9", "Read the table.")
    assert str(found).startswith("Read the table. Your number is not the expected one.")


def test_text_ignores_case_and_spaces() -> None:
    check_text("  Two   Words ", "two words")
    check_text("b", ["a", "b"])
    assert "empty" in failure(check_text, " ", "a").hint
    assert "a whole number" in failure(check_text, 5, "a").hint
    assert "not the expected one" in failure(check_text, "c", ["a", "b"]).hint


def test_one_of_compares_like_with_like() -> None:
    check_one_of("A", ["a", 1])
    check_one_of(1.0, ["a", 1])
    check_one_of(None, [None])
    failure(check_one_of, True, ["a", 1])
    failure(check_one_of, "1", [1])


def test_frame_in_any_column_order_passes() -> None:
    check_frame(FRAME[["days", "year"]], FRAME)
    check_frame(FRAME.iloc[::-1], FRAME, order=False)
    check_frame(FRAME.set_axis(["x", "y"]), FRAME)


@pytest.mark.parametrize(
    ("value", "options", "words"),
    [
        (FRAME["days"], {}, "a column (Series)"),
        (FRAME[["days"]], {}, "A column is missing"),
        (FRAME.assign(more=1), {}, "not asked for"),
        (FRAME.rename(columns={"days": "Days"}), {}, "names differ"),
        (pd.concat([FRAME, FRAME[["days"]]], axis=1), {}, "same name"),
        (FRAME.head(1), {}, "number of rows"),
        (FRAME.iloc[::-1], {}, "column 'year'; the first difference is in row 1"),
        (FRAME.assign(days=[8.0, 17.6]), {}, "column 'days'; the first difference is in row 2"),
        (FRAME.set_axis([5, 6]), {"index": True}, "(index)"),
    ],
)
def test_wrong_frame_is_explained(value: Any, options: dict[str, Any], words: str) -> None:
    assert words in failure(check_frame, value, FRAME, **options).hint


def test_rows_of_mixed_kinds_cannot_be_matched() -> None:
    value = pd.DataFrame({"year": ["1968", 1969]})

    assert "mixed kinds" in failure(check_frame, value, FRAME[["year"]], order=False).hint


def test_series_may_be_of_another_kind_of_number() -> None:
    check_series(pd.Series([8, 17], index=[1968.0, 1969.0]), SERIES, tolerance=0.6)
    check_series(SERIES.iloc[::-1], SERIES, order=False)
    check_series(SERIES.reset_index(drop=True), SERIES, index=False)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([8.0, 17.5], "a list"),
        (SERIES.head(1), "number of values"),
        (SERIES.iloc[::-1], "(index)"),
        (SERIES + 1, "row 1"),
        (pd.Series([8.0, None], index=SERIES.index), "row 2"),
    ],
)
def test_wrong_series_is_explained(value: Any, words: str) -> None:
    assert words in failure(check_series, value, SERIES).hint


def test_function_is_tried_on_every_case() -> None:
    check_function(lambda a, b: a + b, [((1, 2), 3), (("a", "b"), "ab")])
    check_function(lambda t: t.assign(x=1), [((FRAME,), FRAME.assign(x=1))])
    check_function(lambda t: t["days"], [((FRAME,), FRAME["days"])])


def test_function_gets_its_own_copy_of_each_input() -> None:
    table = pd.DataFrame({"a": [1]})

    check_function(lambda t: t.pop("a").sum(), [((table,), 1), ((table,), 1)])


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (5, "a whole number"),
        (lambda n: None, "Input 1: your function gave nothing back"),
        (lambda n: n, "Input 2: Your function gives a different result."),
        (lambda n: 1 // (n - 1), "Input 1: your function stopped with ZeroDivisionError."),
        (lambda n: "1", "Input 1: Your function gives a different result."),
    ],
)
def test_wrong_function_is_explained(function: Any, words: str) -> None:
    found = failure(check_function, function, [((1,), 1), ((3,), 9)], message="Square it.")

    assert words in found.hint
    assert found.words == "Square it."


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ({"a": [1, 2.0]}, {"a": [1, 2]}),
        ((1, "x"), [1, "x"]),
        ({1, 2}, {2, 1}),
        (np.array([[1.0]]), np.array([[1]])),
        ([None, pd.NA], [float("nan"), None]),
        (pd.Index(["a"]), pd.Index(["a"])),
    ],
)
def test_values_of_many_kinds_agree(got: Any, expected: Any) -> None:
    check_function(lambda: got, [((), expected)])


@pytest.mark.parametrize(
    ("got", "expected"),
    [({"a": 1}, {"b": 1}), ([1], [1, 2]), ({1}, [1]), ([1, 2], np.array([1, 3])), ("a", b"a")],
)
def test_values_that_differ_do_not_agree(got: Any, expected: Any) -> None:
    failure(check_function, lambda: got, [((), expected)])


def test_object_that_equals_everything_agrees_with_nothing() -> None:
    class Anything:
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = object.__hash__

    for expected in (1, "a", [1], {"a": 1}, FRAME, SERIES):
        failure(check_function, Anything, [((), expected)])


def test_told_words_are_marked() -> None:
    assert isinstance(tell("Look again."), PublicWords)
    assert tell("Look again.") == "Look again."


def test_value_is_shown_on_one_short_line() -> None:
    class Rude:
        def __repr__(self) -> str:
            raise RuntimeError

    assert show("a\n  b") == "'a\\n b'"
    assert len(show("x" * 1000)) == 160
    assert show(Rude()) == "a value of type Rude"
    assert kind_of(...) == "three dots (...)"
    assert kind_of(Rude()) == "a value of type Rude"


def test_numpys_numbers_are_shown_as_learners_write_them() -> None:
    assert show(np.float64(0.5)) == "0.5"
    assert show(np.int64(12)) == "12"
