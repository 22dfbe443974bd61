"""What a viewer may read of frozen snapshots. Figures come from the snapshot and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from portal.people.models import Department, User
from portal.reporting import words
from portal.reporting.errors import (
    DepartmentNotVisibleError,
    SnapshotNotFoundError,
)
from portal.reporting.figures import DepartmentFigures
from portal.reporting.gain import CompetencyGain, gains
from portal.reporting.models import Snapshot
from portal.reporting.past import frozen_figures
from portal.reporting.policies import check_can_see_reports, visible_departments
from portal.reporting.selectors import DepartmentReport, ReportHome


@dataclass(frozen=True)
class SnapshotReport:
    """One department in one snapshot.

    Attributes:
        snapshot: it.
        report: what the page of today would show, frozen.
        before: quarter of the snapshot before this one; empty when there is none.
        gains: changes since then.
    """

    snapshot: Snapshot
    report: DepartmentReport
    before: str
    gains: tuple[CompetencyGain, ...]


def snapshots(viewer: User) -> QuerySet[Snapshot]:
    """Return all snapshots, the newest first, without their figures.

    Raises:
        PermissionDenied: the viewer may not see reports.
    """
    check_can_see_reports(viewer)
    found: QuerySet[Snapshot] = Snapshot.objects.defer("figures").select_related("taken_by")
    return found


def snapshot_of(quarter: str) -> Snapshot:
    """Return the snapshot of a quarter.

    Raises:
        SnapshotNotFoundError: none was taken.
    """
    found: Snapshot | None = Snapshot.objects.filter(quarter=quarter).first()
    if found is None:
        raise SnapshotNotFoundError(quarter)
    return found


def snapshot_home(viewer: User, quarter: str) -> tuple[Snapshot, ReportHome]:
    """Return what the viewer may see of a snapshot, with findings for each top.

    Raises:
        PermissionDenied: the viewer may not see reports.
        SnapshotNotFoundError: no snapshot was taken of the quarter.
    """
    check_can_see_reports(viewer)
    snapshot = snapshot_of(quarter)
    figures = _visible(viewer, frozen_figures(snapshot))
    codes = {one.code for one in figures}
    tops = [one for one in figures if one.above not in codes]
    return snapshot, ReportHome(
        departments=figures,
        findings=tuple((top, tuple(words.findings(top))) for top in tops),
        quarter=quarter,
    )


def snapshot_report(viewer: User, quarter: str, code: str) -> SnapshotReport:
    """Return one department of a snapshot, with what has changed since the one before.

    Raises:
        PermissionDenied: the viewer may not see reports.
        SnapshotNotFoundError: no snapshot was taken of the quarter.
        DepartmentNotVisibleError: the viewer may not see it, or the snapshot does not hold it.
    """
    check_can_see_reports(viewer)
    snapshot = snapshot_of(quarter)
    visible = _visible(viewer, frozen_figures(snapshot))
    figures = next((one for one in visible if one.code == code), None)
    if figures is None:
        raise DepartmentNotVisibleError(code)
    before = Snapshot.objects.filter(quarter__lt=quarter).order_by("-quarter").first()
    return SnapshotReport(
        snapshot=snapshot,
        report=DepartmentReport(
            figures=figures,
            department=Department.objects.filter(code=code).first(),
            findings=tuple(words.findings(figures)),
            above=_above(figures, visible),
            below=tuple(one for one in visible if one.above == code),
        ),
        before=before.quarter if before else "",
        gains=_gains(before, figures),
    )


def _gains(before: Snapshot | None, now: DepartmentFigures) -> tuple[CompetencyGain, ...]:
    if before is None:
        return ()
    then = next((one for one in frozen_figures(before) if one.code == now.code), None)
    return gains(then, now) if then is not None else ()


def _visible(viewer: User, every: Iterable[DepartmentFigures]) -> tuple[DepartmentFigures, ...]:
    """Return the departments in the viewer's scopes as they are today.

    A department that is no more is seen by those who see the one that was above it then.
    """
    seen = {department.code for department in visible_departments(viewer)}
    there = set(Department.objects.values_list("code", flat=True))
    found = []
    for figures in every:  # those above come first
        if figures.code in seen or (figures.code not in there and figures.above in seen):
            seen.add(figures.code)
            found.append(figures)
    return tuple(found)


def _above(
    figures: DepartmentFigures, visible: Iterable[DepartmentFigures]
) -> tuple[DepartmentFigures, ...]:
    by_code = {one.code: one for one in visible}
    found: list[DepartmentFigures] = []
    while figures.above in by_code:
        figures = by_code[figures.above]
        found.insert(0, figures)
    return tuple(found)
