"""Pages and downloads for HR. Each look is recorded."""

from dataclasses import dataclass
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.people.models import User
from portal.reporting import archive, exports, selectors, services
from portal.reporting.charts import Chart, domain_chart
from portal.reporting.errors import DepartmentNotVisibleError
from portal.reporting.figures import CompetencyFigures, DepartmentFigures, level_names
from portal.reporting.method import definitions

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Section:
    """A domain as the page shows it."""

    name: str
    competencies: tuple[CompetencyFigures, ...]
    chart: Chart | None


@require_safe
@login_required
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Show the departments that the viewer may see, findings first."""
    viewer = cast("User", request.user)
    report = selectors.report_home(viewer, at=timezone.now())
    services.record_home_view(report=report, by=viewer)
    context = {"report": report, "snapshots": archive.snapshots(viewer)}
    return render(request, "reporting/home.html", context)


@require_safe
@login_required
@never_cache
def department(request: HttpRequest, code: str) -> HttpResponse:
    """Show one department."""
    report = _report(request, code, form="page")
    return render(request, "reporting/department.html", department_context(report))


def department_context(report: selectors.DepartmentReport) -> dict[str, object]:
    """Return what the page of a department shows, of today or of a snapshot."""
    return {
        "report": report,
        "figures": report.figures,
        "sections": [
            Section(name, competencies, domain_chart(name, competencies))
            for name, competencies in report.figures.domains
        ],
        "level_names": level_names(),
        "definitions": definitions(report.figures),
    }


@require_safe
@login_required
@never_cache
def department_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Give one department's figures as CSV."""
    return csv_response(_report(request, code, form="csv").figures)


def csv_response(figures: DepartmentFigures) -> HttpResponse:
    """Return a department's figures as a CSV file."""
    # The mark at the start tells spreadsheets that the text is UTF-8.
    content = "\ufeff" + exports.as_csv(figures)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    return _attachment(response, f"{_file_name(figures)}.csv")


@require_safe
@login_required
@never_cache
def department_xlsx(request: HttpRequest, code: str) -> HttpResponse:
    """Give one department's figures as a workbook."""
    return xlsx_response(_report(request, code, form="xlsx").figures)


def xlsx_response(figures: DepartmentFigures) -> HttpResponse:
    """Return a department's figures as a workbook."""
    response = HttpResponse(exports.as_xlsx(figures), content_type=_XLSX)
    return _attachment(response, f"{_file_name(figures)}.xlsx")


def _report(request: HttpRequest, code: str, *, form: str) -> selectors.DepartmentReport:
    viewer = cast("User", request.user)
    try:
        report = selectors.department_report(viewer, code, at=timezone.now())
    except DepartmentNotVisibleError:
        raise Http404 from None
    services.record_department_view(report=report, by=viewer, form=form)
    return report


def _file_name(figures: DepartmentFigures) -> str:
    return f"{figures.code}-{figures.quarter or figures.as_of}"


def _attachment(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
