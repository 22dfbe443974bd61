"""The learner's own page. Nobody else's page exists: every view shows the signed-in person."""

import csv
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.competencies import selectors
from portal.competencies.presentation import evidence_columns, evidence_table, skills_page
from portal.people.looks import looks_at
from portal.people.models import User


@require_safe
@login_required
@never_cache
def my_skills(request: HttpRequest) -> HttpResponse:
    """Show the skill profile of the signed-in person."""
    learner = cast("User", request.user)
    page = skills_page(learner, now=timezone.now())
    context = {"skills": page, "looks": looks_at(learner)}
    return render(request, "competencies/my_skills.html", context)


@require_safe
@login_required
@never_cache
def my_evidence(request: HttpRequest) -> HttpResponse:
    """Give the signed-in person all rows that are kept about them, as CSV."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-evidence.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(evidence_columns())
    writer.writerows(evidence_table(selectors.evidence_of(cast("User", request.user))))
    return response
