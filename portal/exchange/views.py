"""The addresses of the exchange API."""

from http import HTTPStatus
from pathlib import PurePosixPath

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from portal.assignments.downloads import release_archive
from portal.assignments.errors import TooLargeError, UnknownAssignmentError
from portal.assignments.models import Assignment, Submission
from portal.assignments.policies import attempts_left, check_can_work_on
from portal.assignments.selectors import find_assignment, offered_to, submissions_of
from portal.assignments.services import Upload, receive_submission
from portal.assignments.uploads import GZIP
from portal.exchange import problems
from portal.exchange.feedback import feedback_html, feedback_sha256, notebook_id
from portal.exchange.serving import FILTERS, exchange_view, read_body
from portal.people.models import User


@exchange_view(method="GET", parameters=FILTERS)
def assignments(request: HttpRequest, learner: User) -> HttpResponse:
    """List the exercises of the learner's courses."""
    course, slug = request.GET.get("course", ""), request.GET.get("assignment", "")
    rows = offered_to(learner, course=course, slug=slug)
    return JsonResponse([_assignment(row) for row in rows], safe=False)


@exchange_view(method="GET")
def release(request: HttpRequest, learner: User, course: str, assignment: str) -> HttpResponse:
    """Hand out the archive of the newest release."""
    found = _find(course, assignment)
    check_can_work_on(learner, found)
    answer = HttpResponse(release_archive(found, learner=learner), content_type=GZIP)
    answer["Content-Disposition"] = f'attachment; filename="{found.slug}.tar.gz"'
    return answer


@exchange_view(method="POST")
def submit(request: HttpRequest, learner: User, course: str, assignment: str) -> HttpResponse:
    """Take in a submission and answer with its receipt."""
    body = read_body(request, too_large=TooLargeError())
    found = _find(course, assignment)
    now = timezone.now()
    submission = receive_submission(
        learner=learner,
        assignment=found,
        upload=Upload(body, GZIP),
        via=Submission.Via.HUB,
        idempotency_key=request.headers.get("Idempotency-Key", ""),
        at=now,
    )
    is_new = submission.received_at == now
    status = HTTPStatus.CREATED if is_new else HTTPStatus.OK
    return JsonResponse(_receipt(submission), status=status)


@exchange_view(method="GET", parameters=FILTERS)
def submissions(request: HttpRequest, learner: User) -> HttpResponse:
    """List what the learner has submitted."""
    course, slug = request.GET.get("course", ""), request.GET.get("assignment", "")
    rows = submissions_of(learner, course=course, slug=slug)
    return JsonResponse([_submission(row, learner) for row in rows], safe=False)


@exchange_view(method="GET")
def feedback(request: HttpRequest, learner: User, course: str, assignment: str) -> HttpResponse:
    """Hand out the feedback pages of the learner's own submissions."""
    found = find_assignment(course, assignment)  # perhaps by a former address
    if found is not None:
        course, assignment = found.course_slug, found.slug
    rows = submissions_of(learner, course=course, slug=assignment)
    pages = ((row, feedback_html(row)) for row in rows)
    return JsonResponse(
        [
            {"timestamp": row.exchange_timestamp, "notebooks": {notebook_id(row): html}}
            for row, html in pages
            if html is not None
        ],
        safe=False,
    )


@csrf_exempt
def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer an address that the API does not have, in the API's own form."""
    return problems.no_such_address().response()


def _find(course: str, slug: str) -> Assignment:
    found = find_assignment(course, slug)
    if found is None:
        raise UnknownAssignmentError
    return found


def _assignment(row: Assignment) -> dict[str, object]:
    newest = row.releases.all()[0]
    return {
        "course_id": row.course_slug,
        "assignment_id": row.slug,
        "title": row.title,
        "notebooks": [PurePosixPath(newest.notebook_name).stem],
        "release": newest.number,
    }


def _receipt(submission: Submission) -> dict[str, object]:
    return {
        "submission_id": str(submission.uuid),
        "sha256": submission.sha256,
        "received_at": submission.received_at.isoformat(),
        "timestamp": submission.exchange_timestamp,
        "attempt": submission.attempt,
        "attempts_left": attempts_left(submission.learner, submission.assignment),
        "is_blank": submission.is_blank,
        "warnings": _warnings(submission),
        "result_url": f"{settings.PUBLIC_URL}{submission.get_absolute_url()}",
    }


def _warnings(submission: Submission) -> list[dict[str, str]]:
    warnings = []
    if submission.is_blank:
        text = _("Nothing has been filled in yet: your notebook equals the one you started from.")
        warnings.append({"code": "blank", "message": text})
    if submission.extra_files:
        text = _("Only %(name)s is graded; other files were kept with the submission.")
        name = {"name": submission.release.notebook_name}
        warnings.append({"code": "extra_files", "message": text % name})
    return warnings


def _submission(row: Submission, learner: User) -> dict[str, object]:
    return {
        "course_id": row.assignment.course_slug,
        "assignment_id": row.assignment.slug,
        "student_id": learner.username,
        "timestamp": row.exchange_timestamp,
        "submission_id": str(row.uuid),
        "notebooks": [
            {"notebook_id": notebook_id(row), "feedback_sha256": feedback_sha256(row)},
        ],
    }
