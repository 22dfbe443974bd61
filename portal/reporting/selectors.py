"""What a viewer may read. Only published figures leave this module."""

from dataclasses import dataclass
from datetime import datetime

from portal.people.models import Department, User
from portal.reporting import house, words
from portal.reporting.errors import DepartmentNotVisibleError
from portal.reporting.figures import DepartmentFigures
from portal.reporting.policies import check_can_see_reports, visible_departments


@dataclass(frozen=True)
class DepartmentReport:
    """The report of one department.

    Attributes:
        department: it; None when a snapshot holds one that is no more.
    """

    figures: DepartmentFigures
    department: Department | None
    findings: tuple[str, ...]
    above: tuple[DepartmentFigures, ...]
    below: tuple[DepartmentFigures, ...]


@dataclass(frozen=True)
class ReportHome:
    """All departments that a viewer may see.

    Attributes:
        quarter: of the snapshot; empty for the figures of today.
    """

    departments: tuple[DepartmentFigures, ...]
    findings: tuple[tuple[DepartmentFigures, tuple[str, ...]], ...]
    quarter: str = ""

    @property
    def first(self) -> DepartmentFigures | None:
        """The first department, from which the page takes day and version."""
        return self.departments[0] if self.departments else None


def report_home(viewer: User, *, at: datetime) -> ReportHome:
    """Return what the viewer may see, in the order of the tree, with findings for each top.

    Raises:
        PermissionDenied: the viewer may not see reports.
    """
    check_can_see_reports(viewer)
    departments = visible_departments(viewer)
    figures = tuple(_figures(department.code, at) for department in departments)
    paths = [department.path for department in departments]
    tops = [
        own
        for department, own in zip(departments, figures, strict=True)
        if not any(p != department.path and department.path.startswith(p) for p in paths)
    ]
    return ReportHome(
        departments=figures,
        findings=tuple((top, tuple(words.findings(top))) for top in tops),
    )


def department_report(viewer: User, code: str, *, at: datetime) -> DepartmentReport:
    """Return the report of one department.

    Raises:
        PermissionDenied: the viewer may not see reports.
        DepartmentNotVisibleError: the department is not in the viewer's scope, or there is none.
    """
    check_can_see_reports(viewer)
    departments = visible_departments(viewer)
    department = next((d for d in departments if d.code == code), None)
    if department is None:
        raise DepartmentNotVisibleError(code)
    figures = _figures(code, at)
    return DepartmentReport(
        figures=figures,
        department=department,
        findings=tuple(words.findings(figures)),
        above=tuple(
            _figures(other.code, at)
            for other in departments
            if other != department and department.path.startswith(other.path)
        ),
        below=tuple(
            _figures(other.code, at)
            for other in departments
            if other.path.startswith(department.path) and other.depth == department.depth + 1
        ),
    )


def _figures(code: str, at: datetime) -> DepartmentFigures:
    figures = house.figures_of(code, at=at)
    if figures is None:
        raise DepartmentNotVisibleError(code)
    return figures
