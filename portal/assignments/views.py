"""Pages for learners: the exercise, the upload, the result."""

from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from portal.assignments import pages
from portal.assignments.downloads import own_computer_archive, submitted_bytes
from portal.assignments.errors import (
    DatasetWithheldError,
    NotEnrolledError,
    ReleaseIncompleteError,
    SubmissionRefusedError,
    TooLargeError,
)
from portal.assignments.forms import AskForm, UploadForm
from portal.assignments.models import Assignment, Submission
from portal.assignments.policies import can_see_submission, check_can_work_on
from portal.assignments.request_body import MULTIPART_SPARE, announced_length, discard
from portal.assignments.selectors import find_assignment
from portal.assignments.services import Upload, receive_submission
from portal.assignments.uploads import GZIP, IPYNB, MAX_BYTES
from portal.core.files import StoredFileMissingError
from portal.people import looks
from portal.people.models import User


@require_safe
@login_required
@never_cache
def exercise(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    """Show an exercise: what it is, how to work on it, and what came of it so far."""
    assignment = _assignment(course, slug)
    if (course, slug) != (assignment.course_slug, assignment.slug):
        return redirect(assignment)  # it was renamed
    return _exercise_page(request, assignment, UploadForm())


@csrf_exempt  # the token is checked below, after the size: reading it reads the whole body
@require_POST
@login_required
def upload(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    """Take in a notebook from the learner's own computer."""
    assignment = _assignment(course, slug)
    if (announced_length(request) or 0) > MAX_BYTES + MULTIPART_SPARE:
        discard(request)
        return _refused(request, assignment, UploadForm(), TooLargeError())
    answer: HttpResponse = _receive_upload(request, assignment)
    return answer


@csrf_protect
def _receive_upload(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _exercise_page(request, assignment, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        submission = receive_submission(
            learner=signed_in(request),
            assignment=assignment,
            upload=Upload(form.cleaned_data["notebook"].read(), IPYNB),
            via=Submission.Via.UPLOAD,
            idempotency_key=form.cleaned_data["key"],
            at=timezone.now(),
        )
    except (SubmissionRefusedError, ReleaseIncompleteError) as refusal:
        return _refused(request, assignment, form, refusal)
    return redirect(submission)


@require_safe
@login_required
def exercise_files(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    """Hand out the exercise for the learner's own computer."""
    assignment = _assignment(course, slug)
    try:
        learner = signed_in(request)
        check_can_work_on(learner, assignment)
        data = own_computer_archive(assignment, learner=learner, at=timezone.now())
    except (NotEnrolledError, DatasetWithheldError) as refusal:
        raise PermissionDenied(f"{refusal.text} {refusal.next_step}") from None
    except ReleaseIncompleteError as error:
        context = {"assignment": assignment, "error": error}
        return render(request, "assignments/incomplete.html", context, status=error.status)
    return _attachment(data, GZIP, f"{assignment.slug}.tar.gz")


@require_safe
@login_required
@never_cache
def result(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show what came of a submission, or how far it is."""
    return result_response(request, visible_submission(request, uuid), AskForm())


@require_safe
@login_required
@never_cache
def result_state(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say whether the result is there, for the page that waits for it."""
    submission = visible_submission(request, uuid)
    return JsonResponse(
        {
            "state": submission.state,
            "words": submission.get_state_display(),
            "settled": submission.is_settled,
        }
    )


@require_safe
@login_required
def download(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Hand out exactly what was submitted."""
    submission = visible_submission(request, uuid)
    ending = ".tar.gz" if submission.media_type == GZIP else ".ipynb"
    name = f"{submission.assignment.slug}-{submission.attempt}{ending}"
    try:
        return _attachment(submitted_bytes(submission), submission.media_type, name)
    except StoredFileMissingError:
        context = {"assignment": submission.assignment, "error": ReleaseIncompleteError()}
        status = HTTPStatus.SERVICE_UNAVAILABLE
        return render(request, "assignments/incomplete.html", context, status=status)


def result_response(
    request: HttpRequest, submission: Submission, form: AskForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    """Return the result page, with the form that asks for a human look."""
    page = pages.result_page(signed_in(request), submission, now=timezone.now())
    context = {"view": page, "form": form}
    return render(request, "assignments/result.html", context, status=status)


def signed_in(request: HttpRequest) -> User:
    """Return who asks; views come here behind ``login_required``."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def visible_submission(request: HttpRequest, uuid: UUID) -> Submission:
    """Return a submission that the person may see, noting the look; for others there is none."""
    rows = Submission.objects.select_related("assignment", "release", "learner")
    submission = rows.filter(uuid=uuid).first()
    if submission is None or not can_see_submission(signed_in(request), submission):
        raise Http404
    looks.note(
        person=submission.learner,
        by=signed_in(request),
        kind=looks.LookKind.SUBMISSION,
        title=submission.assignment.title,
        at=timezone.now(),
    )
    return submission


def _assignment(course: str, slug: str) -> Assignment:
    assignment = find_assignment(course, slug)
    if assignment is None:
        raise Http404
    return assignment


def _exercise_page(
    request: HttpRequest, assignment: Assignment, form: UploadForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    page = pages.exercise_page(signed_in(request), assignment, now=timezone.now())
    return render(request, "assignments/exercise.html", {"view": page, "form": form}, status=status)


def _refused(
    request: HttpRequest,
    assignment: Assignment,
    form: UploadForm,
    refusal: SubmissionRefusedError | ReleaseIncompleteError,
) -> HttpResponse:
    text = refusal.text if isinstance(refusal, SubmissionRefusedError) else str(refusal.message)
    fresh = UploadForm({"key": UploadForm().initial["key"]}, {})
    fresh.errors.clear()
    fresh.add_error("notebook", f"{text} {refusal.next_step}")
    return _exercise_page(request, assignment, fresh, refusal.status)


def _attachment(data: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
