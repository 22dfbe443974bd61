"""How well a person-level file hides each person in it. Pure: rows in, figures out.

k-anonymity (Samarati and Sweeney 1998): the smallest number of persons who share one combination of
the columns a stranger could know. It says nothing about what all members of a group have in common,
so the variety of sensitive values inside each group is measured as well (l-diversity,
Machanavajjhala and others 2007).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SMALLEST_ACCEPTED_K = 10


class UnknownColumnError(ValueError):
    """The file has no column of that name."""


@dataclass(frozen=True)
class Sensitive:
    """How varied one sensitive column is inside the groups."""

    column: str
    least_distinct: int
    largest_share: float


@dataclass(frozen=True)
class Disclosure:
    """What was measured on one file."""

    k: int
    rows: int
    groups: int
    unique: int
    sensitive: tuple[Sensitive, ...]


def measure(
    rows: Sequence[Mapping[str, str]],
    *,
    quasi_identifiers: Sequence[str],
    sensitive: Sequence[str] = (),
) -> Disclosure:
    """Measure a file. An empty file has k = 0 and hides nobody.

    Args:
        rows: one mapping of column to value for each person.
        quasi_identifiers: columns that somebody who knows the person may know.
        sensitive: columns that nobody should learn about a person.

    Raises:
        UnknownColumnError: a column named is not in the rows.
        ValueError: no quasi-identifier is named, which would make any file look safe.
    """
    if not quasi_identifiers:
        raise ValueError("Name at least one column that a stranger could know of a person.")
    if rows:
        _check_columns(rows[0], [*quasi_identifiers, *sensitive])
    keys = [tuple(row[name] for name in quasi_identifiers) for row in rows]
    sizes = Counter(keys)
    return Disclosure(
        k=min(sizes.values(), default=0),
        rows=len(rows),
        groups=len(sizes),
        unique=sum(1 for size in sizes.values() if size == 1),
        sensitive=tuple(_variety(rows, keys, name) for name in sensitive),
    )


def _check_columns(row: Mapping[str, str], names: Iterable[str]) -> None:
    unknown = sorted(set(names) - set(row))
    if unknown:
        raise UnknownColumnError(f"no column named {', '.join(unknown)}")


def _variety(
    rows: Sequence[Mapping[str, str]], keys: Sequence[tuple[str, ...]], column: str
) -> Sensitive:
    by_group: dict[tuple[str, ...], Counter[str]] = {}
    for key, row in zip(keys, rows, strict=True):
        by_group.setdefault(key, Counter())[row[column]] += 1
    return Sensitive(
        column=column,
        least_distinct=min((len(values) for values in by_group.values()), default=0),
        largest_share=max(
            (max(values.values()) / values.total() for values in by_group.values()), default=0.0
        ),
    )
