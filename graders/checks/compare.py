"""Value comparison that checks share: tolerant of number types, strict about everything else."""

import decimal
import fractions
import math
import numbers
from collections.abc import Mapping, Set

import numpy as np
import pandas as pd


def as_number(value: object) -> float | None:
    """The value as a float when it is one real number; True and False are no numbers."""
    if isinstance(value, bool | np.bool_):
        return None
    if isinstance(value, np.ndarray) and value.shape == ():
        value = value.item()
    if isinstance(value, numbers.Real | decimal.Decimal | fractions.Fraction | np.number):
        try:
            return float(value)
        except (TypeError, ValueError, OverflowError):
            return None
    return None


def numbers_agree(got: float, expected: float, tolerance: float) -> bool:
    """Whether two numbers lie within an absolute tolerance; NaN agrees with NaN alone."""
    if math.isnan(got) or math.isnan(expected):
        return math.isnan(got) and math.isnan(expected)
    if math.isinf(got) or math.isinf(expected):
        return got == expected
    return abs(got - expected) <= tolerance


def is_missing(value: object) -> bool:
    """Whether a value is one of the ways to say that there is none."""
    return (
        value is None
        or value is pd.NA
        or value is pd.NaT
        or (isinstance(value, float | np.floating) and math.isnan(value))
    )


def values_agree(got: object, expected: object, tolerance: float) -> bool:
    """Compare two values of any supported kind, numbers within the tolerance."""
    if is_missing(expected) or is_missing(got):
        return is_missing(expected) and is_missing(got)
    wanted = as_number(expected)
    if wanted is not None:
        number = as_number(got)
        return number is not None and numbers_agree(number, wanted, tolerance)
    if isinstance(expected, pd.DataFrame | pd.Series | np.ndarray | pd.Index):
        return _tables_agree(got, expected, tolerance)
    if isinstance(expected, str):
        return isinstance(got, str) and str(got) == str(expected)
    if isinstance(expected, Mapping):
        return (
            isinstance(got, Mapping)
            and got.keys() == expected.keys()
            and all(values_agree(got[key], expected[key], tolerance) for key in expected)
        )
    if isinstance(expected, list | tuple):
        return (
            isinstance(got, list | tuple)
            and len(got) == len(expected)
            and all(values_agree(a, b, tolerance) for a, b in zip(got, expected, strict=True))
        )
    if isinstance(expected, Set):
        return isinstance(got, Set) and set(got) == set(expected)
    return type(got) is type(expected) and bool(got == expected)


def _tables_agree(got: object, expected: object, tolerance: float) -> bool:
    if isinstance(expected, pd.DataFrame):
        return (
            isinstance(got, pd.DataFrame)
            and got.shape == expected.shape
            and list(got.columns) == list(expected.columns)
            and all(
                _tables_agree(got.iloc[:, i], expected.iloc[:, i], tolerance)
                for i in range(expected.shape[1])
            )
        )
    if isinstance(expected, pd.Series):
        return (
            isinstance(got, pd.Series)
            and len(got) == len(expected)
            and values_agree(got.index.tolist(), expected.index.tolist(), tolerance)
            and values_agree(got.tolist(), expected.tolist(), tolerance)
        )
    kinds = (np.ndarray, pd.Index, pd.Series, list, tuple)
    if not isinstance(got, kinds) or not isinstance(expected, np.ndarray | pd.Index):
        return False
    a, b = np.asarray(got, dtype=object), np.asarray(expected, dtype=object)
    return a.shape == b.shape and values_agree(a.ravel().tolist(), b.ravel().tolist(), tolerance)
