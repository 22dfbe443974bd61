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
from portal.reporting import exports, selectors, services
from portal.reporting.charts import Chart, domain_chart
from portal.reporting.errors import DepartmentNotVisibleError
from portal.reporting.figures import CompetencyFigures, level_names
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
    return render(request, "reporting/home.html", {"report": report})


@require_safe
@login_required
@never_cache
def department(request: HttpRequest, code: str) -> HttpResponse:
    """Show one department."""
    report = _report(request, code, form="page")
    context = {
        "report": report,
        "figures": report.figures,
        "sections": [
            Section(name, competencies, domain_chart(name, competencies))
            for name, competencies in report.figures.domains
        ],
        "level_names": level_names(),
        "definitions": definitions(report.figures),
    }
    return render(request, "reporting/department.html", context)


@require_safe
@login_required
@never_cache
def department_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Give one department's figures as CSV."""
    figures = _report(request, code, form="csv").figures
    # The mark at the start tells spreadsheets that the text is UTF-8.
    content = "\ufeff" + exports.as_csv(figures)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    return _attachment(response, f"{figures.code}-{figures.as_of}.csv")


@require_safe
@login_required
@never_cache
def department_xlsx(request: HttpRequest, code: str) -> HttpResponse:
    """Give one department's figures as a workbook."""
    figures = _report(request, code, form="xlsx").figures
    response = HttpResponse(exports.as_xlsx(figures), content_type=_XLSX)
    return _attachment(response, f"{figures.code}-{figures.as_of}.xlsx")


def _report(request: HttpRequest, code: str, *, form: str) -> selectors.DepartmentReport:
    viewer = cast("User", request.user)
    try:
        report = selectors.department_report(viewer, code, at=timezone.now())
    except DepartmentNotVisibleError:
        raise Http404 from None
    services.record_department_view(report=report, by=viewer, form=form)
    return report


def _attachment(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
