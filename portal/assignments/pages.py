"""What the exercise page and the result page show, gathered in one place for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from portal.assignments import versions
from portal.assignments.errors import NotEnrolledError, SubmissionRefusedError
from portal.assignments.models import Assignment, Release, ReviewRequest, Submission
from portal.assignments.outline_links import course_of, lesson_links
from portal.assignments.policies import (
    attempts_left,
    can_answer_review,
    can_ask_for_review,
    check_can_submit,
)
from portal.assignments.results import FINAL, MANUAL, PRACTICE, ResultView, TaskResult, shown
from portal.assignments.selectors import result_for, submissions_of
from portal.assignments.states import ReviewState, SubmissionState
from portal.competencies.evidence import SourceKind
from portal.competencies.selectors import changes_for_source
from portal.courses.models import CoursePage
from portal.datasets.models import Dataset
from portal.people.models import User

TAG_COLOURS = {
    SubmissionState.GRADED: "green",
    SubmissionState.REJECTED: "red",
    SubmissionState.HELD: "yellow",
    SubmissionState.AWAITING_MARK: "yellow",
}


@dataclass(frozen=True)
class AttemptRow:
    """One earlier attempt, as the exercise page lists it."""

    submission: Submission
    points: str
    colour: str


@dataclass(frozen=True)
class DatasetUse:
    """A dataset beside the notebook."""

    slug: str
    title: str
    files: Sequence[str]
    licence_name: str
    licence_url: str


@dataclass(frozen=True)
class ExercisePage:
    """Everything that the exercise page shows."""

    assignment: Assignment
    release: Release
    course: CoursePage | None
    datasets: Sequence[DatasetUse]
    attempts: Sequence[AttemptRow]
    attempts_left: int
    refusal: SubmissionRefusedError | None
    checks: dict[str, int]
    points: str

    @property
    def must_enrol(self) -> bool:
        """Whether all that is missing is taking the course."""
        return isinstance(self.refusal, NotEnrolledError)

    @property
    def attempts_words(self) -> str:
        """How many attempts remain, in words."""
        values = {"left": self.attempts_left, "allowed": self.assignment.attempts_allowed}
        return _("%(left)d of %(allowed)d attempts left") % values


def exercise_page(learner: User, assignment: Assignment, *, now: datetime) -> ExercisePage:
    """Gather the exercise page for one learner."""
    release = assignment.latest_release
    if release is None:
        raise Release.DoesNotExist(f"{assignment} has no release")
    mine = submissions_of(learner, course=assignment.course_slug, slug=assignment.slug)
    try:
        check_can_submit(learner, assignment, at=now)
        refusal = None
    except SubmissionRefusedError as error:
        refusal = error
    return ExercisePage(
        assignment=assignment,
        release=release,
        course=course_of(assignment),
        datasets=_datasets(assignment),
        attempts=[_attempt(submission) for submission in mine],
        attempts_left=attempts_left(learner, assignment),
        refusal=refusal,
        checks={
            kind: sum(check["kind"] == kind for check in release.checks)
            for kind in (PRACTICE, FINAL, MANUAL)
        },
        points=shown(release.max_score),
    )


def _attempt(submission: Submission) -> AttemptRow:
    result = result_for(submission)
    return AttemptRow(
        submission=submission,
        points=result.points if result is not None else "",
        colour=TAG_COLOURS.get(SubmissionState(submission.state), ""),
    )


def _datasets(assignment: Assignment) -> list[DatasetUse]:
    slugs = [use["slug"] for use in assignment.datasets]
    known = {row.slug: row for row in Dataset.objects.filter(slug__in=slugs)}
    uses = []
    for use in assignment.datasets:
        row = known.get(use["slug"])
        url = row.licence_url if row is not None else ""
        uses.append(
            DatasetUse(
                slug=use["slug"] if row is not None else "",
                title=row.title if row is not None else use["slug"],
                files=use["files"],
                licence_name=row.licence_name if row is not None else "",
                licence_url=url if url.startswith(("http://", "https://")) else "",
            )
        )
    return uses


@dataclass(frozen=True)
class ShownTask:
    """A task's result with the address of the lesson part behind it."""

    result: TaskResult
    lesson_url: str


@dataclass(frozen=True)
class ResultPage:
    """Everything that the result page shows."""

    submission: Submission
    result: ResultView | None
    tasks: Sequence[ShownTask]
    course: CoursePage | None
    attempts_left: int
    can_submit: bool
    changes: Sequence[str]
    is_mine: bool
    newer: Release | None
    newer_changes: Sequence[str]
    review: ReviewRequest | None
    can_ask_review: bool
    can_answer_review: bool

    @property
    def headline(self) -> str:
        """The page's first sentence."""
        state = self.submission.state
        if state in (SubmissionState.REJECTED, SubmissionState.HELD):
            return self.submission.reason
        if self.result is not None:
            return self.result.headline
        return _("Your submission is safe and is being graded.")

    @property
    def attempts_words(self) -> str:
        """How many attempts remain, in words."""
        allowed = self.submission.assignment.attempts_allowed
        values = {"left": self.attempts_left, "allowed": allowed}
        return _("%(left)d of %(allowed)d attempts left") % values

    @property
    def is_all_right(self) -> bool:
        """Whether there is nothing left to improve."""
        return self.result is not None and all(task.is_right for task in self.result.tasks)

    @property
    def receipt(self) -> list[tuple[str, Any]]:
        """The facts by which the learner can prove what was sent, and when."""
        return [
            (_("Submission"), self.submission.uuid),
            (_("Version of the exercise"), self.submission.release.number),
            (_("SHA-256"), self.submission.sha256),
            (_("Size"), _("%(size)s bytes") % {"size": self.submission.size}),
        ]


def result_page(viewer: User, submission: Submission, *, now: datetime) -> ResultPage:
    """Gather the result page of a submission."""
    result = result_for(submission)
    learner, assignment = submission.learner, submission.assignment
    links = lesson_links(assignment, submission.release.tasks)
    tasks = [ShownTask(t, links.get(t.id, "")) for t in result.tasks] if result else []
    try:
        check_can_submit(learner, assignment, at=now)
        can_submit = True
    except SubmissionRefusedError:
        can_submit = False
    is_mine = viewer.pk == learner.pk
    review = ReviewRequest.objects.filter(submission=submission).first()
    newer = versions.newer_release(submission.release)
    return ResultPage(
        submission=submission,
        result=result,
        tasks=tasks,
        course=course_of(assignment),
        attempts_left=attempts_left(learner, assignment),
        can_submit=can_submit,
        changes=_changes(submission) if is_mine and result is not None else [],
        is_mine=is_mine,
        newer=newer,
        newer_changes=versions.changes(submission.release, newer) if newer else [],
        review=review,
        can_ask_review=can_ask_for_review(viewer, submission),
        can_answer_review=review is not None
        and review.state == ReviewState.ASKED
        and can_answer_review(viewer, submission),
    )


def _changes(submission: Submission) -> list[str]:
    kinds = (SourceKind.GRADE_CELL, SourceKind.HUMAN_MARK)
    return [
        sentence
        for kind in kinds
        for sentence in changes_for_source(submission.learner, kind, submission.uuid)
    ]
