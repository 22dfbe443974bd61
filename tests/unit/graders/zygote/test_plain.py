"""Values survive the way between the processes, and nothing but values takes it."""

import collections
import datetime as dt
import decimal
import enum
import fractions
import math
import types
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.checks.compare import values_agree
from graders.zygote import plain, wire


def refuse(value: Any, _depth: int = 0) -> Any:
    raise plain.NotPlainError(f"not plain: {value!r}")


def travel(value: Any) -> Any:
    message = wire.unpack(wire.pack({"value": plain.encode(value, refuse)}))
    return plain.decode(message["value"], refuse)


FRAME = pd.DataFrame(
    {
        "whole": [1, 2, 3],
        "part": [1.5, np.nan, -0.0],
        "text": ["a", None, "ü\udc80"],
        "yes": [True, False, True],
        "when": pd.DatetimeIndex(["2020-01-01", "NaT", "2021-05-06"]),
        "zoned": pd.to_datetime(["2020-01-01"] * 3).tz_localize("Europe/Vienna"),
        "kind": pd.Categorical(["x", "y", "x"], ordered=True),
        "nullable": pd.array([1, None, 3], dtype="Int64"),
        "mixed": [1, "b", [2]],
        "span": pd.to_timedelta([1, 2, None], unit="h"),
        "month": pd.period_range("2020-01", periods=3, freq="M"),
    },
    index=pd.Index(["r1", "r2", "r3"], name="row"),
)


def test_frame_of_every_kind_of_column_arrives_as_it_was() -> None:
    pd.testing.assert_frame_equal(travel(FRAME), FRAME, check_freq=False)


@pytest.mark.parametrize(
    "index",
    [
        pd.RangeIndex(2, 8, 3, name="n"),
        pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["x", None]),
        pd.date_range("2020", periods=3, freq="MS"),
        pd.interval_range(0, 3),
        pd.CategoricalIndex(["a", "b"]),
        pd.Index([1.5, None]),
    ],
)
def test_index_arrives_as_it_was(index: pd.Index) -> None:
    pd.testing.assert_index_equal(travel(index), index)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        2**70,
        -(2**63) - 1,
        pytest.param(10**5000, id="very long"),
        1.5,
        complex(1, 2),
        "text",
        b"bytes",
        ...,
        range(1, 9, 2),
        slice(1, None),
        (1, (2, [3, {"a": {4}}])),
        frozenset({1}),
        {(1, 2): [None]},
        dt.date(2020, 1, 2),
        dt.time(3, 4),
        dt.datetime(2020, 1, 2, 3, 4, 5, 6),
        dt.timedelta(days=1, microseconds=5),
        decimal.Decimal("1.10"),
        fractions.Fraction(2, 3),
        pd.Timestamp("2020-01-02", tz="UTC"),
        pd.Timestamp("2020-01-02 03:04:05.123456789"),
        pd.Timedelta("3h"),
        pd.Period("2020-03", "M"),
        pd.Interval(1, 2, closed="both"),
        np.float32(1.5),
        np.datetime64("2020-01-01"),
        np.int8(3),
        {"a": 1, "b": [2]}.keys(),
        {"a": 1}.items(),
        collections.deque([1, (2,)], maxlen=5),
        types.MappingProxyType({"a": [1]}),
    ],
)
def test_scalar_and_container_arrive_as_they_were(value: Any) -> None:
    arrived = travel(value)

    assert arrived == value
    assert type(arrived) is type(value)


def test_values_of_a_dictionary_arrive_as_such() -> None:
    arrived = travel({"a": 1, "b": [2]}.values())

    assert type(arrived) is type({}.values())
    assert list(arrived) == [1, [2]]


def test_missing_values_arrive_as_themselves() -> None:
    assert travel(pd.NA) is pd.NA
    assert travel(pd.NaT) is pd.NaT
    assert math.isnan(travel(float("nan")))


@pytest.mark.parametrize("dtype", ["i1", "f4", "c16", "M8[s]", "U3", "?", object])
def test_array_arrives_as_it_was(dtype: Any) -> None:
    array = np.zeros((2, 3), dtype=dtype)

    arrived = travel(array)

    assert arrived.dtype == array.dtype
    assert arrived.shape == array.shape
    assert arrived.tolist() == array.tolist()


class Everything(int):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


class Point(NamedTuple):
    x: int
    y: list[int]


class Colour(enum.IntEnum):
    RED = 3


class LyingFrame(pd.DataFrame):
    def __eq__(self, other: object) -> Any:
        return True


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (Everything(5), int),
        (Colour.RED, int),
        (collections.Counter("aab"), dict),
        (collections.OrderedDict(a=1), dict),
        (LyingFrame({"a": [1]}), pd.DataFrame),
        (np.str_("x"), np.str_),
    ],
)
def test_subclass_arrives_as_what_it_is_underneath(value: Any, kind: type) -> None:
    arrived = travel(value)

    assert type(arrived) is kind
    if kind is int:
        assert arrived != 6


def test_named_tuple_keeps_its_fields() -> None:
    point = Point(1, [2])

    arrived = travel(point)

    assert (arrived.x, arrived.y, arrived) == (1, [2], (1, [2]))


@pytest.mark.parametrize(
    "value", [object(), print, int, lambda: 0, np.array([(1,)], dtype=[("a", "i4")])]
)
def test_what_is_no_data_is_left_to_the_caller(value: Any) -> None:
    with pytest.raises(plain.NotPlainError):
        plain.encode(value, refuse)


def test_endless_nesting_is_refused() -> None:
    knot: list[Any] = []
    knot.append(knot)

    with pytest.raises(plain.NotPlainError):
        plain.encode(knot, refuse)


@pytest.mark.parametrize(
    "data",
    [
        {},
        ["no such kind", 1],
        ["array", "O", [1], b"12345678"],
        ["array", "i8", [10**12], b""],
        ["array", "V8", [1], b"12345678"],
        ["objects", [5], [1]],
        ["int", "0x" + "f" * 200_000],
        ["frame", ["count", 0, 5, 1, None], ["index", ["texts", True, ["a"]], None, None], []],
        ["levels"],
        [],
        [[]],
        ["column", "x" * 100, []],
        ["reference", 0],
        ["module", "os"],
    ],
)
def test_nonsense_is_refused(data: Any) -> None:
    with pytest.raises(Exception):  # noqa: B017 - any refusal will do
        plain.decode(data, refuse)


LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
KEYS = st.text() | st.integers()


@given(
    st.recursive(
        LEAVES,
        lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner) | st.tuples(inner, inner),
        max_leaves=20,
    )
)
def test_any_nested_data_arrives_as_it_was(value: Any) -> None:
    assert travel(value) == value


@given(st.lists(st.integers(-(10**6), 10**6) | st.none() | st.text(max_size=3), max_size=20))
def test_any_column_arrives_as_it_was(values: list[Any]) -> None:
    series = pd.Series(values, dtype=object)

    assert values_agree(travel(series).tolist(), values, 0)
