"""How often the values of each column occur: small tables that a page can draw. Pure."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST_VALUES = 8
BINS = 8


@dataclass(frozen=True)
class Bar:
    """One line: a value or a range of numbers, its count, and its length in per cent."""

    label: str
    count: int
    length: int


@dataclass(frozen=True)
class Distribution:
    """The values of one column.

    Attributes:
        column: its name.
        is_number: whether the bars are ranges of numbers.
        bars: the most frequent values, or ranges from small to large.
        others: how many rows hold a value that has no bar.
        blank: how many rows hold none.
    """

    column: str
    is_number: bool
    bars: tuple[Bar, ...]
    others: int
    blank: int


def of_columns(rows: Sequence[Mapping[str, str]]) -> list[Distribution]:
    """Return the distribution of every column, in the order of the file."""
    return [_of_column(name, [row[name] for row in rows]) for name in (rows[0] if rows else {})]


def _of_column(column: str, values: Sequence[str]) -> Distribution:
    filled = [value for value in values if value]
    blank = len(values) - len(filled)
    counts = Counter(filled)
    numbers = _numbers(filled) if len(counts) > MOST_VALUES else None
    if numbers:
        return Distribution(column, True, _ranges(numbers), 0, blank)
    common = counts.most_common(MOST_VALUES)
    shown = sum(count for _value, count in common)
    return Distribution(column, False, _bars(common), len(filled) - shown, blank)


def _numbers(values: Sequence[str]) -> list[float] | None:
    try:
        numbers = [float(value) for value in values]
    except ValueError:
        return None
    return numbers if all(map(math.isfinite, numbers)) else None


def _ranges(numbers: Sequence[float]) -> tuple[Bar, ...]:
    """Count in ranges of the same width; the last one holds its upper end."""
    low, high = min(numbers), max(numbers)
    width = (high - low) / BINS
    places = Counter(min(BINS - 1, int((number - low) / width)) for number in numbers)
    labels = [f"{low + n * width:,.6g} to {low + (n + 1) * width:,.6g}" for n in range(BINS)]
    return _bars([(label, places[n]) for n, label in enumerate(labels)])


def _bars(counts: Sequence[tuple[str, int]]) -> tuple[Bar, ...]:
    largest = max((count for _label, count in counts), default=1) or 1
    return tuple(Bar(label, count, round(100 * count / largest)) for label, count in counts)
