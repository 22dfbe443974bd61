"""Values as plain data: what the learner's process and the tests' process hand to each other.

The form can express data only, never code: no pickle, no classes of the learner. Each value is a
plain scalar or a list whose first item names its kind. Decoding trusts nothing but its own tables.
"""

import collections
import datetime as dt
import decimal
import fractions
import types
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

MAX_DEPTH = 60
_MAX_DIGITS = 100_000
_MAX_EXPONENT = 10_000
_MAX_COUNT = 20_000_000
"""Rows that a range or a row label may stand for without storing them."""

Encoded = Any
Encode = Callable[[Any, int], Encoded]
Decode = Callable[[Encoded], Any]


_AS_IT_IS = frozenset({type(None), bool, float, str, bytes})
_DECODED = _AS_IT_IS | {int}


class NotPlainError(TypeError):
    """The value cannot travel as data."""


# ------------------------------------------------------------------------------- to plain data
def encode(value: Any, other: Encode, depth: int = 0) -> Encoded:
    """Turn a value into plain data; `other` deals with what is no data (functions, models…).

    Values of subclasses travel as what they are underneath, so equality tricks stay behind.

    Raises:
        NotPlainError: nested too deeply, or `other` refuses.
    """
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is int:
        return _encode_int(value)
    if depth > MAX_DEPTH:
        raise NotPlainError("the value is nested too deeply")
    for known, scalar in _SCALARS:
        if issubclass(kind, known):
            return scalar(value)
    for known, container in _CONTAINERS:
        if issubclass(kind, known):
            return container(value, other, depth + 1)
    return other(value, depth)


def _items(values: Any, other: Encode, depth: int) -> list[Encoded]:
    # What travels as it is goes without a call: a list may hold millions of numbers.
    return [v if type(v) in _AS_IT_IS else encode(v, other, depth) for v in values]


def _encode_int(value: int) -> Encoded:
    whole = int.__int__(value)
    return whole if -(2**63) <= whole < 2**63 else ["int", hex(whole)]


def _encode_numpy_scalar(value: np.generic) -> Encoded:
    if value.dtype.hasobject or value.dtype.names:
        raise NotPlainError("a structured scalar")
    return ["scalar", value.dtype.str, value.tobytes()]


def _encode_timestamp(value: pd.Timestamp) -> Encoded:
    zone = None if value.tz is None else str(value.tz)
    return ["stamp", int(value.asm8.view("i8")), value.unit, zone]


def _encode_datetime(value: dt.datetime) -> Encoded:
    if value.tzinfo is not None:
        return _encode_timestamp(pd.Timestamp(value))
    return ["datetime", dt.datetime.isoformat(value)]


_SCALARS: tuple[tuple[Any, Callable[[Any], Encoded]], ...] = (
    (bool, bool),
    (np.generic, _encode_numpy_scalar),
    (int, _encode_int),
    (float, float.__float__),
    (str, str.__str__),
    (bytes, lambda value: bytes.__getitem__(value, slice(None))),
    (bytearray, lambda value: ["bytearray", bytes(value)]),
    (complex, lambda value: ["complex", value.real, value.imag]),
    (type(pd.NaT), lambda _value: ["NaT"]),
    (type(pd.NA), lambda _value: ["NA"]),
    (pd.Timestamp, _encode_timestamp),
    (pd.Timedelta, lambda value: ["delta", int(value.asm8.view("i8")), value.unit]),
    (pd.Period, lambda value: ["period", value.ordinal, value.freqstr]),
    (dt.datetime, _encode_datetime),
    (dt.date, lambda value: ["date", dt.date.isoformat(value)]),
    (dt.time, lambda value: ["time", dt.time.isoformat(value)]),
    (dt.timedelta, lambda value: ["timedelta", value.days, value.seconds, value.microseconds]),
    (decimal.Decimal, lambda value: ["decimal", decimal.Decimal.__str__(value)]),
    (fractions.Fraction, lambda value: ["fraction", str(value.numerator), str(value.denominator)]),
    (range, lambda value: ["range", value.start, value.stop, value.step]),
    (type(...), lambda _value: ["..."]),
)


def _encode_dict(value: dict[Any, Any], other: Encode, depth: int) -> Encoded:
    pairs = dict.items(value)
    return ["dict", [[encode(k, other, depth), encode(v, other, depth)] for k, v in pairs]]


def _encode_tuple(value: tuple[Any, ...], other: Encode, depth: int) -> Encoded:
    fields = getattr(type(value), "_fields", None)
    items = _items(tuple.__iter__(value), other, depth)
    if isinstance(fields, tuple) and all(type(name) is str for name in fields):
        return ["named", list(fields), items]
    return ["tuple", items]


def _view_of(kind: str) -> Callable[[Any, Encode, int], Encoded]:
    return lambda value, other, depth: [kind, _encode_dict(dict(value.mapping), other, depth)]


def _encode_slice(value: slice, other: Encode, depth: int) -> Encoded:
    return ["slice", _items((value.start, value.stop, value.step), other, depth)]


def _encode_array(value: np.ndarray[Any, Any], other: Encode, depth: int) -> Encoded:
    if value.dtype.names:
        raise NotPlainError("a structured array")
    if value.dtype.hasobject:
        return ["objects", list(value.shape), _items(value.ravel().tolist(), other, depth)]
    plain = np.ascontiguousarray(value)
    return ["array", value.dtype.str, list(value.shape), plain.tobytes()]


def _encode_column(value: Any, other: Encode, depth: int) -> Encoded:
    kind = value.dtype
    if isinstance(kind, np.dtype) or type(value) is pd.arrays.NumpyExtensionArray:
        return _encode_array(np.asarray(value), other, depth)
    if isinstance(kind, pd.CategoricalDtype):
        codes = _encode_array(np.asarray(value.codes), other, depth)
        return ["category", codes, _encode_index(kind.categories, other, depth), kind.ordered]
    if isinstance(kind, pd.DatetimeTZDtype):
        return ["zoned", kind.unit, str(kind.tz), value.asi8.tobytes()]
    if isinstance(kind, pd.StringDtype):
        texts = [None if item is pd.NA or item != item else item for item in value.tolist()]
        return ["texts", kind.na_value is not pd.NA, texts]
    if type(kind).__module__.partition(".")[0] == "pandas":
        return ["column", str(kind), _items(value.astype(object).tolist(), other, depth)]
    raise NotPlainError(f"a column of kind {kind}")


def _encode_index(value: pd.Index, other: Encode, depth: int) -> Encoded:
    if isinstance(value, pd.RangeIndex):
        return ["count", value.start, value.stop, value.step, encode(value.name, other, depth)]
    if isinstance(value, pd.MultiIndex):
        levels = [_encode_index(level, other, depth) for level in value.levels]
        codes = [_encode_array(np.asarray(code), other, depth) for code in value.codes]
        return ["levels", levels, codes, _items(value.names, other, depth)]
    freq = getattr(value, "freqstr", None) if isinstance(value, pd.DatetimeIndex) else None
    data = _encode_column(value.array, other, depth)
    return ["index", data, encode(value.name, other, depth), freq]


def _encode_series(value: pd.Series, other: Encode, depth: int) -> Encoded:
    index = _encode_index(value.index, other, depth)
    column = _encode_column(value.array, other, depth)
    return ["series", index, column, encode(value.name, other, depth)]


def _encode_frame(value: pd.DataFrame, other: Encode, depth: int) -> Encoded:
    columns = [_encode_column(value.iloc[:, i].array, other, depth) for i in range(value.shape[1])]
    index = _encode_index(value.index, other, depth)
    return ["frame", index, _encode_index(value.columns, other, depth), columns]


def _encode_interval(value: Any, other: Encode, depth: int) -> Encoded:
    return ["interval", _items((value.left, value.right), other, depth), value.closed]


_CONTAINERS: tuple[tuple[Any, Callable[[Any, Encode, int], Encoded]], ...] = (
    (list, lambda value, other, depth: ["list", _items(list.__iter__(value), other, depth)]),
    (tuple, _encode_tuple),
    (dict, _encode_dict),
    (set, lambda value, other, depth: ["set", _items(set.__iter__(value), other, depth)]),
    (frozenset, lambda value, other, depth: ["frozen", _items(value, other, depth)]),
    (type({}.keys()), _view_of("keys")),
    (type({}.values()), _view_of("dict values")),
    (type({}.items()), _view_of("items")),
    (
        types.MappingProxyType,
        lambda value, other, depth: ["view", _encode_dict(dict(value), other, depth)],
    ),
    (
        collections.deque,
        lambda value, other, depth: [
            "deque",
            _items(collections.deque.__iter__(value), other, depth),
            value.maxlen,
        ],
    ),
    (np.ndarray, _encode_array),
    (pd.DataFrame, _encode_frame),
    (pd.Series, _encode_series),
    (pd.Index, lambda value, other, depth: ["pandas", _encode_index(value, other, depth)]),
    (
        pd.api.extensions.ExtensionArray,
        lambda value, other, depth: ["values", _encode_column(value, other, depth)],
    ),
    (pd.Interval, _encode_interval),
    (slice, _encode_slice),
)


# ----------------------------------------------------------------------------- from plain data
def decode(data: Encoded, other: Decode) -> Any:
    """Build the value again; `other` deals with kinds that this module does not know.

    Raises:
        Exception: of any kind when the data is nonsense; callers treat all alike.
    """
    if type(data) is not list:
        if type(data) in _DECODED:
            return data
        raise NotPlainError("no value")
    builder = _BUILDERS.get(data[0])
    return other(data) if builder is None else builder(data, other)


def is_hollow(data: Encoded) -> bool:
    """Whether data is a table of numbers without any number in it, which fits to every size."""
    return type(data) is list and data[:1] == ["array"] and len(data[2]) > 1 and 0 in data[2]


def _dtype(name: str) -> np.dtype[Any]:
    kind = np.dtype(name)
    if kind.kind not in "biufcmMSU" or kind.names:
        raise NotPlainError("a kind of array that cannot travel")
    return kind


def _build_array(data: Encoded, other: Decode) -> np.ndarray[Any, Any]:
    if data[0] == "array":
        return np.frombuffer(data[3], _dtype(data[1])).reshape(data[2]).copy()
    values = np.empty(len(data[2]), dtype=object)
    for position, item in enumerate(data[2]):
        values[position] = decode(item, other)
    return values.reshape(data[1])


def _build_column(data: Encoded, other: Decode) -> Any:
    kind = data[0]
    if kind in ("array", "objects"):
        return _build_array(data, other)
    if kind == "category":
        codes = _build_array(data[1], other)
        categories = _build_index(data[2], other)
        return pd.Categorical.from_codes(codes, categories=categories, ordered=bool(data[3]))
    if kind == "zoned":
        moments = np.frombuffer(data[3], "i8").copy().view(f"M8[{data[1]}]")
        return pd.DatetimeIndex(moments).tz_localize("UTC").tz_convert(data[2]).array
    if kind == "texts":
        texts = [None if text is None else str(text) for text in data[2]]
        dtype = pd.StringDtype(na_value=np.nan) if data[1] else pd.StringDtype()
        return pd.array(texts, dtype=dtype)
    if kind == "column" and len(data[1]) <= 60:
        values = [decode(item, other) for item in data[2]]
        other_dtype: Any = pd.api.types.pandas_dtype(data[1])
        return pd.array(values, dtype=other_dtype)
    raise NotPlainError("no column")


def _build_index(data: Encoded, other: Decode) -> pd.Index:
    kind = data[0]
    if kind == "count":
        return pd.RangeIndex(_build_range(data, other), name=decode(data[4], other))
    if kind == "levels":
        levels: Any = [_build_index(level, other) for level in data[1]]
        codes: Any = [_build_array(code, other) for code in data[2]]
        names = [decode(name, other) for name in data[3]]
        return pd.MultiIndex(levels=levels, codes=codes, names=names)
    if kind != "index":
        raise NotPlainError("no index")
    values = _build_column(data[1], other)
    index: Any = pd.Index(values, dtype=values.dtype, name=decode(data[2], other))
    if data[3] and isinstance(index, pd.DatetimeIndex):
        rhythm: Any = index
        rhythm.freq = data[3]
    return index


def _build_interval(data: Encoded, other: Decode) -> Any:
    left, right = _decoded(data[1], other)
    closed: Any = data[2]
    return pd.Interval(left, right, closed=closed)


def _build_series(data: Encoded, other: Decode) -> pd.Series:
    index = _build_index(data[1], other)
    return pd.Series(_build_column(data[2], other), index=index, name=decode(data[3], other))


def _build_frame(data: Encoded, other: Decode) -> pd.DataFrame:
    index = _build_index(data[1], other)
    columns = {
        position: pd.Series(_build_column(column, other), index=index, copy=False)
        for position, column in enumerate(data[3])
    }
    frame = pd.DataFrame(columns, index=index)
    frame.columns = _build_index(data[2], other)
    return frame


def _build_stamp(data: Encoded, _other: Decode) -> pd.Timestamp:
    moment = pd.Timestamp(np.datetime64(int(data[1]), data[2]))
    return moment if data[3] is None else moment.tz_localize("UTC").tz_convert(data[3])


def _build_named(data: Encoded, other: Decode) -> Any:
    kind = collections.namedtuple("Values", [str(field) for field in data[1]], rename=True)  # type: ignore[misc]
    return kind(*[decode(item, other) for item in data[2]])


def _build_int(data: Encoded, _other: Decode) -> int:
    if len(data[1]) > _MAX_DIGITS:
        raise NotPlainError("a number with too many digits")
    return int(data[1], 16)


def _build_decimal(data: Encoded, _other: Decode) -> decimal.Decimal:
    number = decimal.Decimal(data[1])
    if number.is_finite() and abs(number.adjusted()) > _MAX_EXPONENT:
        raise NotPlainError("a number with too many digits")
    return number


def _build_range(data: Encoded, _other: Decode) -> range:
    numbers = range(data[1], data[2], data[3])
    if abs(data[2] - data[1]) // abs(data[3]) > _MAX_COUNT:
        raise NotPlainError("a range that is too long")
    return numbers


def _build_dict(data: Encoded, other: Decode) -> dict[Any, Any]:
    return {decode(key, other): decode(value, other) for key, value in data[1]}


def _decoded(items: Encoded, other: Decode) -> list[Any]:
    return [v if type(v) in _DECODED else decode(v, other) for v in items]


_BUILDERS: dict[str, Callable[[Encoded, Decode], Any]] = {
    "int": _build_int,
    "scalar": lambda d, _o: np.frombuffer(d[2], _dtype(d[1]))[0],
    "bytearray": lambda d, _o: bytearray(d[1]),
    "complex": lambda d, _o: complex(d[1], d[2]),
    "NaT": lambda _d, _o: pd.NaT,
    "NA": lambda _d, _o: pd.NA,
    "stamp": _build_stamp,
    "delta": lambda d, _o: pd.Timedelta(np.timedelta64(int(d[1]), d[2])),
    "period": lambda d, _o: pd.Period(ordinal=int(d[1]), freq=str(d[2])),
    "datetime": lambda d, _o: dt.datetime.fromisoformat(d[1]),
    "date": lambda d, _o: dt.date.fromisoformat(d[1]),
    "time": lambda d, _o: dt.time.fromisoformat(d[1]),
    "timedelta": lambda d, _o: dt.timedelta(d[1], d[2], d[3]),
    "decimal": _build_decimal,
    "fraction": lambda d, _o: fractions.Fraction(int(d[1]), int(d[2])),
    "range": _build_range,
    "...": lambda _d, _o: ...,
    "list": lambda d, o: _decoded(d[1], o),
    "tuple": lambda d, o: tuple(_decoded(d[1], o)),
    "named": _build_named,
    "dict": lambda d, o: _build_dict(d, o),
    "set": lambda d, o: set(_decoded(d[1], o)),
    "frozen": lambda d, o: frozenset(_decoded(d[1], o)),
    "keys": lambda d, o: _build_dict(d[1], o).keys(),
    "dict values": lambda d, o: _build_dict(d[1], o).values(),
    "items": lambda d, o: _build_dict(d[1], o).items(),
    "view": lambda d, o: types.MappingProxyType(_build_dict(d[1], o)),
    "deque": lambda d, o: collections.deque(_decoded(d[1], o), d[2]),
    "iterator": lambda d, o: iter(_decoded(d[1], o)),
    "array": _build_array,
    "objects": _build_array,
    "frame": _build_frame,
    "series": _build_series,
    "pandas": lambda d, o: _build_index(d[1], o),
    "values": lambda d, o: _build_column(d[1], o),
    "interval": _build_interval,
    "slice": lambda d, o: slice(*_decoded(d[1], o)),
}
