"""What earlier snapshots have published, as later reports must take it into account."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.reporting import freezing, history
from portal.reporting.errors import SnapshotDamagedError
from portal.reporting.figures import LEVELS, DepartmentFigures
from portal.reporting.models import Snapshot

Members = Mapping[str, Mapping[str, list[int]]]


@dataclass(frozen=True)
class Past:
    """One snapshot: what it published, and of whom."""

    quarter: str
    figures: tuple[DepartmentFigures, ...]
    members: Members

    def earlier(self, competency: str, now: Mapping[str, Iterable[int]]) -> history.Earlier:
        """Return what suppression needs to know of one competency.

        Args:
            competency: its code.
            now: ids of those assessed today, by department.
        """
        children = children_of(self.figures)
        shown: list[set[str]] = [set() for _ in LEVELS]
        for one in self.figures:
            for found in one.competencies:
                if found.code == competency:
                    for cut, share in enumerate(found.shares):
                        if share.is_shown:
                            shown[cut].add(one.code)
        return history.Earlier(
            departments=frozenset(children),
            atoms=tuple(tuple(history.atoms(children, codes)) for codes in shown),
            moves=history.moves_between(self.members.get(competency, {}), now),
        )


def children_of(figures: Sequence[DepartmentFigures]) -> dict[str, list[str]]:
    """Return the departments just below each, as they stood in the snapshot."""
    found: dict[str, list[str]] = {one.code: [] for one in figures}
    for one in figures:
        if one.above in found:
            found[one.above].append(one.code)
    return found


def frozen_figures(snapshot: Snapshot) -> tuple[DepartmentFigures, ...]:
    """Return the figures of a snapshot, in the order of the tree as it was.

    Raises:
        SnapshotDamagedError: they are not those that were frozen.
    """
    if freezing.fingerprint(snapshot.figures) != snapshot.sha256:
        raise SnapshotDamagedError(snapshot.quarter)
    return freezing.thaw(snapshot.figures, quarter=snapshot.quarter)


def read_past(*, before: str = "") -> tuple[Past, ...]:
    """Return all snapshots, the oldest first.

    Args:
        before: only those of earlier quarters; empty for all.
    """
    found = Snapshot.objects.select_related("basis").order_by("quarter")
    if before:
        found = found.filter(quarter__lt=before)
    return tuple(Past(one.quarter, frozen_figures(one), one.basis.members) for one in found)
