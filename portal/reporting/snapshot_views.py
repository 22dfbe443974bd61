"""Pages and downloads of frozen snapshots for HR. Each look is recorded."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.people.models import User
from portal.reporting import archive, services
from portal.reporting.errors import DepartmentNotVisibleError, SnapshotNotFoundError
from portal.reporting.views import csv_response, department_context, xlsx_response


@require_safe
@login_required
@never_cache
def home(request: HttpRequest, quarter: str) -> HttpResponse:
    """Show the departments of a snapshot."""
    viewer = cast("User", request.user)
    try:
        snapshot, report = archive.snapshot_home(viewer, quarter)
    except SnapshotNotFoundError:
        raise Http404 from None
    services.record_home_view(report=report, by=viewer)
    return render(request, "reporting/home.html", {"report": report, "snapshot": snapshot})


@require_safe
@login_required
@never_cache
def department(request: HttpRequest, quarter: str, code: str) -> HttpResponse:
    """Show one department of a snapshot."""
    found = _report(request, quarter, code, form="page")
    context = {
        **department_context(found.report),
        "snapshot": found.snapshot,
        "before": found.before,
        "gains": found.gains,
    }
    return render(request, "reporting/department.html", context)


@require_safe
@login_required
@never_cache
def department_csv(request: HttpRequest, quarter: str, code: str) -> HttpResponse:
    """Give one department's frozen figures as CSV."""
    return csv_response(_report(request, quarter, code, form="csv").report.figures)


@require_safe
@login_required
@never_cache
def department_xlsx(request: HttpRequest, quarter: str, code: str) -> HttpResponse:
    """Give one department's frozen figures as a workbook."""
    return xlsx_response(_report(request, quarter, code, form="xlsx").report.figures)


def _report(request: HttpRequest, quarter: str, code: str, *, form: str) -> archive.SnapshotReport:
    viewer = cast("User", request.user)
    try:
        found = archive.snapshot_report(viewer, quarter, code)
    except (DepartmentNotVisibleError, SnapshotNotFoundError):
        raise Http404 from None
    services.record_department_view(report=found.report, by=viewer, form=form)
    return found
