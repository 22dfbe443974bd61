"""Pages for trainers: what waits to be marked, and marking it."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.assignments import marking
from portal.assignments.answers import written_answers
from portal.assignments.errors import IllegalTransitionError, MarkRefusedError
from portal.assignments.forms import MarkForm
from portal.assignments.models import Submission
from portal.assignments.policies import check_can_mark
from portal.assignments.selectors import (
    checked_beside_the_learners_code,
    marking_queue,
    result_for,
    review_queue,
)
from portal.assignments.views import signed_in, visible_submission


def _for_trainers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: UUID) -> HttpResponse:
        check_can_mark(signed_in(request))
        return view(request, **kwargs)

    return guarded


@require_safe
@_for_trainers
def queue(request: HttpRequest) -> HttpResponse:
    """List what waits for a mark or for a person's look, oldest first."""
    context = {
        "submissions": marking_queue(),
        "reviews": review_queue(),
        "beside_learners_code": checked_beside_the_learners_code(),
    }
    return render(request, "assignments/marking_queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@_for_trainers
def mark(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one submission's manual parts, and take the points for one of them."""
    submission = visible_submission(request, uuid)
    forms = _forms(request, submission)
    bound = next((form for form in forms.values() if form.is_bound), None)
    if bound is None:
        return _mark_page(request, submission, forms)
    if not bound.is_valid():
        return _mark_page(request, submission, forms, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        _save_mark(request, submission, bound)
    except MarkRefusedError:
        bound.add_error(None, _("This part takes no mark just now. Load the page again."))
        return _mark_page(request, submission, forms, HTTPStatus.CONFLICT)
    messages.success(request, _("The mark is saved; the learner can see it."))
    return redirect("assignments:mark", uuid=uuid)


@require_POST
@_for_trainers
def regrade(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Queue a submission for grading once more."""
    submission = visible_submission(request, uuid)
    try:
        marking.regrade(submission=submission, by=signed_in(request))
        messages.success(request, _("The submission is graded once more."))
    except IllegalTransitionError:
        messages.info(request, _("The submission is being graded already."))
    return redirect(submission)


def _save_mark(request: HttpRequest, submission: Submission, form: MarkForm) -> None:
    marking.mark(
        submission=submission,
        grade_id=request.POST["part"],
        points=form.cleaned_data["points"],
        comment=form.cleaned_data["comment"],
        by=signed_in(request),
        at=timezone.now(),
    )


def _forms(request: HttpRequest, submission: Submission) -> dict[str, MarkForm]:
    """Return a form for each manual part; the one that was sent is bound."""
    points = {check["grade_id"]: float(check["points"]) for check in submission.release.checks}
    sent = request.POST.get("part") if request.method == "POST" else None
    given = {mark.grade_id: mark for mark in submission.marks.all()}
    forms = {}
    for grade_id in marking.manual_checks(submission):
        known = given.get(grade_id)
        forms[grade_id] = MarkForm(
            request.POST if grade_id == sent else None,
            max_points=points[grade_id],
            auto_id=f"{grade_id}_%s",
            initial={"points": known.points, "comment": known.comment} if known else {},
        )
    return forms


def _mark_page(
    request: HttpRequest,
    submission: Submission,
    forms: dict[str, MarkForm],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    texts = written_answers(submission)
    checks = {check["grade_id"]: check for check in submission.release.checks}
    titles = {task["id"]: task["title"] for task in submission.release.tasks}
    parts = [
        {
            "grade_id": grade_id,
            "title": titles.get(checks[grade_id]["task"], grade_id),
            "asked": checks[grade_id]["message"],
            "hints": checks[grade_id]["hints"],
            "answer": texts.get(grade_id, ""),
            "form": form,
        }
        for grade_id, form in forms.items()
    ]
    context = {"submission": submission, "parts": parts, "result": result_for(submission)}
    return render(request, "assignments/mark.html", context, status=status)
