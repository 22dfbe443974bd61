"""Reading across assignments, releases, submissions and their results."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from graders.contract import Mode, ResultStatus
from portal.assignments.models import (
    Assignment,
    FormerAddress,
    GradingRun,
    ManualMark,
    Release,
    ReviewRequest,
    Submission,
)
from portal.assignments.policies import can_try_any
from portal.assignments.results import Mark, ResultView, arrange
from portal.assignments.states import RunState, SubmissionState
from portal.datasets.models import Dataset
from portal.learning.selectors import enrolled_course_uuids
from portal.people.models import User


def published_assignments(*, course: str = "", slug: str = "") -> QuerySet[Assignment]:
    """Return what learners may work on, optionally of one course or of one name."""
    rows = Assignment.objects.published().prefetch_related(
        Prefetch("releases", Release.objects.order_by("-number"))
    )
    if course:
        rows = rows.filter(course_slug=course)
    if slug:
        rows = rows.filter(slug=slug)
    return rows


def offered_to(learner: User, *, course: str = "", slug: str = "") -> QuerySet[Assignment]:
    """Return what this learner may work on: the exercises of the courses that they take."""
    rows = published_assignments(course=course, slug=slug)
    if can_try_any(learner):
        return rows
    return rows.filter(course_uuid__in=enrolled_course_uuids(learner=learner))


def find_assignment(course: str, slug: str) -> Assignment | None:
    """Return a published assignment by its address or by a former one, or None."""
    found = published_assignments(course=course, slug=slug).first()
    if found is not None:
        return found
    former = FormerAddress.objects.filter(course_slug=course, slug=slug)
    return published_assignments().filter(pk__in=former.values("assignment")).first()


def exercise_datasets(assignment: Assignment) -> list[Dataset]:
    """Return the datasets that lie beside an exercise's notebook."""
    return list(Dataset.objects.filter(slug__in=[use["slug"] for use in assignment.datasets]))


def submissions_of(learner: User, *, course: str = "", slug: str = "") -> QuerySet[Submission]:
    """Return a learner's submissions, newest first, ready to be shown with their results."""
    rows = _with_results(Submission.objects.filter(learner=learner))
    if course:
        rows = rows.filter(assignment__course_slug=course)
    if slug:
        rows = rows.filter(assignment__slug=slug)
    return rows


def submissions_with_results(assignment: Assignment) -> QuerySet[Submission]:
    """Return everybody's submissions of an exercise, ready to be read with their results."""
    rows = _with_results(Submission.objects.filter(assignment=assignment))
    return rows.select_related("learner").order_by("learner__username", "-attempt")


def _with_results(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    accepted = GradingRun.objects.filter(state=RunState.ACCEPTED)
    return rows.select_related("assignment", "release").prefetch_related(
        Prefetch("runs", accepted, to_attr="accepted_runs"),
        Prefetch("marks", ManualMark.objects.order_by("marked_at", "pk")),
    )


def result_for(submission: Submission) -> ResultView | None:
    """Return what a submission brought, or None while there is no result."""
    run = accepted_run_of(submission)
    stored: dict[str, Any] = (run.result or {}) if run is not None else {}
    cells: dict[str, Any] = stored.get("cells", {})
    release = submission.release
    if not all(check["grade_id"] in cells for check in release.checks):
        return None  # not graded yet, or turned away as a whole
    return arrange(
        tasks=release.tasks,
        checks=release.checks,
        cells=cells,
        marks={m.grade_id: Mark(m.points, m.comment) for m in submission.marks.all()},
        attempt=submission.attempt,
        printed_beyond_kb=stored.get("printed_beyond_kb"),
    )


def best_of(submissions: Sequence[Submission]) -> tuple[Submission, ResultView] | None:
    """Return the submission with the most points and its result."""
    graded = [(s, result) for s in submissions if (result := result_for(s)) is not None]
    return max(graded, key=lambda pair: pair[1].score) if graded else None


def marking_queue() -> QuerySet[Submission]:
    """Return what waits for a trainer's mark or for a person's look, oldest first."""
    states = [SubmissionState.AWAITING_MARK, SubmissionState.HELD]
    rows = Submission.objects.filter(state__in=states)
    return rows.select_related("assignment", "release", "learner").order_by("received_at")


def checked_beside_the_learners_code() -> QuerySet[Assignment]:
    """Return exercises of whose newest release results came from checks in the learner's process.

    Their checks could not run in a process of their own, so that the results weigh less.
    """
    newest = Release.objects.filter(assignment=OuterRef("pk")).order_by("-number")
    results = GradingRun.objects.filter(
        submission__assignment=OuterRef("pk"),
        submission__release=OuterRef("newest_release"),
        state=RunState.ACCEPTED,
        result__status=ResultStatus.GRADED,
        result__mode=Mode.INPROCESS,
    )
    rows = Assignment.objects.published().annotate(newest_release=Subquery(newest.values("pk")[:1]))
    return rows.filter(Exists(results))


def review_queue() -> QuerySet[ReviewRequest]:
    """Return the results that learners ask a person to look at, oldest first."""
    related = ("submission__assignment", "submission__learner")
    return ReviewRequest.objects.waiting().select_related(*related).order_by("asked_at", "pk")


def accepted_run_of(submission: Submission) -> GradingRun | None:
    """Return the grading run that counts, from what was fetched before where it was."""
    fetched: list[GradingRun] | None = getattr(submission, "accepted_runs", None)
    if fetched is not None:
        return fetched[0] if fetched else None
    return submission.accepted_run
