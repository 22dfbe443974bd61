"""Writing down who looked at which figures."""

from portal.core import audit
from portal.people.models import User
from portal.reporting.selectors import DepartmentReport, ReportHome


def record_home_view(*, report: ReportHome, by: User) -> None:
    """Record that somebody opened the list of departments."""
    audit.record(
        action="report.viewed",
        by=by,
        data={"departments": [figures.code for figures in report.departments]},
    )


def record_department_view(*, report: DepartmentReport, by: User, form: str) -> None:
    """Record that somebody saw a department's figures.

    Args:
        report: what was shown.
        by: who saw it.
        form: "page", "csv" or "xlsx".
    """
    audit.record(
        action="report.viewed" if form == "page" else "report.downloaded",
        by=by,
        obj=report.department,
        data={
            "form": form,
            "as_of": report.figures.as_of.isoformat(),
            "thresholds": report.figures.thresholds_version,
        },
    )
