"""How well a person-level file hides each person in it. Pure: rows in, figures out.

k-anonymity (Samarati and Sweeney 1998): the smallest number of persons who share one combination of
the columns a stranger could know. It says nothing about what all members of a group have in common,
so the variety of sensitive values inside each group is measured as well (distinct l-diversity,
Machanavajjhala and others 2007), and how far the values of a group are from those of everybody
(t-closeness, Li, Li and Venkatasubramanian 2007): the earth mover's distance, with ordered distance
for numbers and equal distance for everything else.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

SMALLEST_ACCEPTED_K = 10


class UnknownColumnError(ValueError):
    """The file has no column of that name."""


@dataclass(frozen=True)
class Sensitive:
    """How varied one sensitive column is inside the groups.

    Attributes:
        column: its name.
        least_distinct: l, the fewest different values in a group.
        largest_share: largest share that one value has in a group.
        closeness: t, the largest distance of a group from the whole file, from 0 to 1.
    """

    column: str
    least_distinct: int
    largest_share: float
    closeness: float = 0.0


@dataclass(frozen=True)
class Disclosure:
    """What was measured on one file."""

    k: int
    rows: int
    groups: int
    unique: int
    sensitive: tuple[Sensitive, ...]
    suppress: int = 0
    """Rows in groups smaller than ``min_k``: leaving them out would be enough."""

    @property
    def unique_share(self) -> float:
        """Share of persons who stand alone."""
        return self.unique / self.rows if self.rows else 0.0


def measure(
    rows: Sequence[Mapping[str, str]],
    *,
    quasi_identifiers: Sequence[str],
    sensitive: Sequence[str] = (),
    min_k: int = SMALLEST_ACCEPTED_K,
) -> Disclosure:
    """Measure a file. An empty file has k = 0 and hides nobody.

    Args:
        rows: one mapping of column to value for each person.
        quasi_identifiers: columns that somebody who knows the person may know.
        sensitive: columns that nobody should learn about a person.
        min_k: smallest group that is accepted.

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
        suppress=sum(size for size in sizes.values() if size < min_k),
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
        closeness=round(_closeness(list(by_group.values())), 6),
    )


def _closeness(groups: Sequence[Counter[str]]) -> float:
    """Return the largest earth mover's distance between a group and all groups together."""
    whole: Counter[str] = Counter()
    for values in groups:
        whole.update(values)
    order, is_ordered = _ordered(whole)
    return max((_distance(values, whole, order, is_ordered) for values in groups), default=0.0)


def _ordered(values: Iterable[str]) -> tuple[list[str], bool]:
    """Return the values in order, and whether the order means something: all are numbers."""
    try:
        return sorted(values, key=float), True
    except ValueError:
        return sorted(values), False


def _distance(
    group: Counter[str], whole: Counter[str], order: Sequence[str], is_ordered: bool
) -> float:
    differences = [group[v] / group.total() - whole[v] / whole.total() for v in order]
    if not is_ordered:
        return sum(abs(difference) for difference in differences) / 2
    if len(order) < 2:
        return 0.0
    # Earth that must be carried over each step between neighbouring values.
    return sum(abs(carried) for carried in accumulate(differences)) / (len(order) - 1)
