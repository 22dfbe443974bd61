"""Who may work on an exercise and submit, and who may see a submission."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from portal.assignments.errors import (
    AlreadyAskedError,
    AssignmentClosedError,
    AssignmentNotOpenError,
    DatasetWithheldError,
    NoAttemptsLeftError,
    NotEnrolledError,
    NothingToReviewError,
    ReviewRefusedError,
    SubmissionRefusedError,
    UnknownAssignmentError,
)
from portal.assignments.models import Assignment, ReviewRequest, Submission
from portal.assignments.states import SubmissionState
from portal.datasets.selectors import withheld
from portal.learning.selectors import enrolled_course_uuids
from portal.people.models import User
from portal.people.policies import COURSE_EDITORS, TRAINERS, is_trainer, role_names


def can_try_any(user: User) -> bool:
    """Answer whether the user may work on exercises of courses without taking them."""
    return bool(role_names(user) & {TRAINERS, COURSE_EDITORS})


def check_can_work_on(learner: User, assignment: Assignment) -> None:
    """Raise unless the exercise is offered to this learner.

    Raises:
        UnknownAssignmentError: it is not published, or the account has ended.
        NotEnrolledError: it belongs to a course that the learner does not take.
        DatasetWithheldError: its data could give persons away.
    """
    if not learner.is_active or not assignment.is_active or assignment.latest_release is None:
        raise UnknownAssignmentError
    takes_it = assignment.course_uuid in enrolled_course_uuids(learner=learner)
    if not takes_it and not can_try_any(learner):
        raise NotEnrolledError
    if assignment.datasets and withheld([use["slug"] for use in assignment.datasets]):
        raise DatasetWithheldError


def check_can_submit(learner: User, assignment: Assignment, *, at: datetime) -> None:
    """Raise unless the exercise takes a submission of this learner at this moment.

    Raises:
        SubmissionRefusedError: one of its kinds, by what stands in the way.
    """
    check_can_work_on(learner, assignment)
    if assignment.opens_at is not None and at < assignment.opens_at:
        raise AssignmentNotOpenError
    if assignment.closes_at is not None and at >= assignment.closes_at:
        raise AssignmentClosedError
    if attempts_left(learner, assignment) <= 0:
        raise NoAttemptsLeftError(allowed=assignment.attempts_allowed)


def can_submit(learner: User, assignment: Assignment, *, at: datetime) -> bool:
    """Answer whether the exercise takes a submission of this learner at this moment."""
    try:
        check_can_submit(learner, assignment, at=at)
    except SubmissionRefusedError:
        return False
    return True


def attempts_left(learner: User, assignment: Assignment) -> int:
    """Return how many attempts remain; one that could not be graded is no attempt."""
    used = Submission.objects.counted().filter(learner=learner, assignment=assignment).count()
    return max(0, assignment.attempts_allowed - used)


def can_see_submission(user: User, submission: Submission) -> bool:
    """Answer whether the user may open a submission: the learner and trainers may, nobody else."""
    return submission.learner_id == user.pk or is_trainer(user)


def check_can_mark(user: User) -> None:
    """Raise unless the user may mark work and ask for a second grading.

    Raises:
        PermissionDenied: the user is no trainer.
    """
    if not is_trainer(user):
        raise PermissionDenied(_("Only trainers may mark work."))


def can_mark(user: User) -> bool:
    """Answer whether the user may mark the parts that no program can judge."""
    return is_trainer(user)


REVIEWABLE = frozenset(
    {SubmissionState.GRADED, SubmissionState.AWAITING_MARK, SubmissionState.REJECTED}
)
"""States with a result that somebody may doubt; what is held is with the trainers anyway."""


def check_can_ask_for_review(user: User, submission: Submission) -> None:
    """Raise unless the user may ask for a human look at the submission.

    Raises:
        PermissionDenied: it is somebody else's.
        ReviewRefusedError: there is no result yet, or it was asked before.
    """
    if submission.learner_id != user.pk or not user.is_active:
        raise PermissionDenied(_("Only its author may ask for a human look at a result."))
    if submission.state not in REVIEWABLE:
        raise NothingToReviewError
    if ReviewRequest.objects.filter(submission=submission).exists():
        raise AlreadyAskedError


def can_ask_for_review(user: User, submission: Submission) -> bool:
    """Answer whether the user may ask for a human look at the submission."""
    try:
        check_can_ask_for_review(user, submission)
    except (PermissionDenied, ReviewRefusedError):
        return False
    return True


def check_can_answer_review(user: User, submission: Submission) -> None:
    """Raise unless the user may answer a request for a human look at the submission.

    Raises:
        PermissionDenied: the user is no trainer, or the work is the user's own.
    """
    check_can_mark(user)
    if submission.learner_id == user.pk:
        raise PermissionDenied(_("Another trainer has to look at your own work."))


def can_answer_review(user: User, submission: Submission) -> bool:
    """Answer whether the user may answer a request for a human look at the submission."""
    try:
        check_can_answer_review(user, submission)
    except PermissionDenied:
        return False
    return True
