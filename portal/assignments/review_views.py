"""Pages for a human look at a result: the learner asks, a trainer answers."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.assignments import reviews
from portal.assignments.errors import ReviewRefusedError
from portal.assignments.forms import AnswerForm, AskForm
from portal.assignments.models import ReviewRequest, Submission
from portal.assignments.policies import check_can_answer_review
from portal.assignments.selectors import result_for
from portal.assignments.views import result_response, signed_in, visible_submission


@require_POST
@login_required
def ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a learner's request for a human look at a result."""
    submission = visible_submission(request, uuid)
    form = AskForm(request.POST)
    if not form.is_valid():
        return result_response(request, submission, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        reviews.ask_for_review(
            submission=submission,
            why=form.cleaned_data["why"],
            by=signed_in(request),
            at=timezone.now(),
        )
    except ReviewRefusedError as refusal:
        messages.warning(request, str(refusal))
    return redirect(f"{submission.get_absolute_url()}#human-look")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show a trainer what was asked, and take the answer."""
    submission = visible_submission(request, uuid)
    check_can_answer_review(signed_in(request), submission)
    review = ReviewRequest.objects.filter(submission=submission).first()
    if review is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, checks=reviews.correctable_checks(submission))
    if not form.is_bound:
        return _answer_page(request, review, form)
    if not form.is_valid():
        return _answer_page(request, review, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        _save_answer(request, review, form)
    except ReviewRefusedError as refusal:
        form.add_error(None, str(refusal))
        return _answer_page(request, review, form, HTTPStatus.CONFLICT)
    messages.success(request, _("The answer is saved; the learner can see it."))
    return redirect("assignments:marking_queue")


def _save_answer(request: HttpRequest, review: ReviewRequest, form: AnswerForm) -> None:
    reviews.answer_review(
        review=review,
        answer=form.cleaned_data["answer"],
        corrections=form.corrections(),
        by=signed_in(request),
        at=timezone.now(),
    )


def _answer_page(
    request: HttpRequest, review: ReviewRequest, form: AnswerForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    submission: Submission = review.submission
    context = {
        "review": review,
        "submission": submission,
        "result": result_for(submission),
        "form": form,
    }
    return render(request, "assignments/review.html", context, status=status)
