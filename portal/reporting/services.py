"""Taking snapshots, and writing down who looked at which figures."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.competencies.thresholds import current
from portal.core import audit
from portal.people.models import User
from portal.reporting import freezing, house
from portal.reporting.errors import QuarterError
from portal.reporting.models import Snapshot, SnapshotBasis
from portal.reporting.quarters import Quarter
from portal.reporting.selectors import DepartmentReport, ReportHome
from portal.reporting.withholding import without_leaks


@transaction.atomic
def take_snapshot(*, quarter: str, by: User | None, at: datetime) -> tuple[Snapshot, bool]:
    """Freeze what may be published of every department today.

    Args:
        quarter: the name, like 2026Q4: of the running quarter, or the one that has just ended.
        by: who asks for it; None for the system.
        at: now.

    Returns:
        The snapshot of the quarter, and whether it was made now; one that is there stays as it is.

    Raises:
        QuarterError: the name is no quarter, or not one that today's figures may bear.
    """
    wanted = Quarter.parse(quarter)
    found = Snapshot.objects.filter(quarter=str(wanted)).first()
    if found is not None:
        return found, False
    _check_quarter(wanted, at)
    today = timezone.localdate(at)
    computed = house.compute(today)
    figures = freezing.freeze(without_leaks(computed.figures))
    snapshot = Snapshot.objects.create(
        quarter=str(wanted),
        taken_at=at,
        taken_by=by,
        as_of=today,
        thresholds_version=current().version,
        figures=figures,
        sha256=freezing.fingerprint(figures),
    )
    SnapshotBasis.objects.create(snapshot=snapshot, members=computed.members)
    audit.record(
        action="snapshot.taken",
        by=by,
        obj=snapshot,
        data={"quarter": snapshot.quarter, "sha256": snapshot.sha256},
    )
    return snapshot, True


def _check_quarter(wanted: Quarter, at: datetime) -> None:
    running = Quarter.of(timezone.localdate(at))
    if wanted not in (running, running.before):
        raise QuarterError(
            _("Today's figures can be kept as %(running)s or %(before)s, not as %(wanted)s.")
            % {"running": running, "before": running.before, "wanted": wanted}
        )
    newest = Snapshot.objects.order_by("-quarter").values_list("quarter", flat=True).first()
    if newest is not None and Quarter.parse(newest) > wanted:
        raise QuarterError(
            _("Snapshot %(newest)s has been taken already, so %(wanted)s cannot be any more.")
            % {"newest": newest, "wanted": wanted}
        )


def record_home_view(*, report: ReportHome, by: User) -> None:
    """Record that somebody opened the list of departments."""
    audit.record(
        action="report.viewed",
        by=by,
        data={
            "departments": [figures.code for figures in report.departments],
            **({"quarter": report.quarter} if report.quarter else {}),
        },
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
            **({"quarter": report.figures.quarter} if report.figures.quarter else {}),
        },
    )
