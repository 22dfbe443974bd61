"""What can be wrong with a submission or an exercise; each error says what to do next."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class AssignmentsError(Exception):
    """Base of this app's errors."""


class IllegalTransitionError(AssignmentsError):
    """A step that the table of states does not allow."""


class ExerciseSyncError(AssignmentsError):
    """Exercise folders that cannot become releases; carries every problem found."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


class UnknownCourseError(AssignmentsError):
    """No exercise of such a course was ever released."""

    def __init__(self, course: str) -> None:
        super().__init__(f"There is no exercise of a course named {course}. Check the name.")


class ReleaseIncompleteError(AssignmentsError):
    """A file of a release is gone from the store; an administrator must restore it."""

    code: ClassVar[str] = "release_incomplete"
    status: ClassVar[HTTPStatus] = HTTPStatus.SERVICE_UNAVAILABLE
    message: ClassVar[Words] = _(
        "A file of this exercise is missing on the server. Nothing that you did is lost."
    )
    next_step: ClassVar[Words] = _(
        "Please try again later. The administrators can see which file is missing."
    )


class SubmissionRefusedError(AssignmentsError):
    """A submission that was not accepted. Nothing was stored and no attempt was used.

    ``code`` is for programs, ``message`` and ``next_step`` are for the learner, ``status`` is the
    status of every HTTP answer that carries the refusal.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST
    message: ClassVar[Words] = _("This submission cannot be accepted.")
    next_step: ClassVar[Words] = _("Check what you sent and try again.")

    def __init__(self, **details: Any) -> None:
        self.details = details
        super().__init__(self.code)

    @property
    def text(self) -> str:
        """The message with its details filled in."""
        return str(self.message) % self.details if self.details else str(self.message)


class UnknownAssignmentError(SubmissionRefusedError):
    """There is no such exercise, or it is not published."""

    code = "unknown_assignment"
    status = HTTPStatus.NOT_FOUND
    message = _("There is no exercise of this name.")
    next_step = _("Open the exercise again from its course page.")


class NotEnrolledError(SubmissionRefusedError):
    """The exercise belongs to a course that the learner does not take."""

    code = "not_enrolled"
    status = HTTPStatus.FORBIDDEN
    message = _("This exercise belongs to a course that you do not take yet.")
    next_step = _("Your files are untouched. Enrol on the exercise's page, then try again.")


class DatasetWithheldError(SubmissionRefusedError):
    """A dataset of the exercise could give persons away."""

    code = "dataset_withheld"
    status = HTTPStatus.FORBIDDEN
    message = _("This exercise is closed while we protect the people in its dataset better.")
    next_step = _("Nothing of yours was lost. Go on with the course and come back later.")


class AssignmentNotOpenError(SubmissionRefusedError):
    """The exercise takes no submissions yet."""

    code = "assignment_not_open"
    status = HTTPStatus.FORBIDDEN
    message = _("This exercise is not open yet.")
    next_step = _("Your file is untouched. Submit again when the exercise has opened.")


class AssignmentClosedError(SubmissionRefusedError):
    """The exercise takes no submissions any more."""

    code = "assignment_closed"
    status = HTTPStatus.FORBIDDEN
    message = _("This exercise is closed and takes no more submissions.")
    next_step = _("Your file is untouched. Ask your trainer if you need more time.")


class NoAttemptsLeftError(SubmissionRefusedError):
    """The learner has used every attempt."""

    code = "no_attempts_left"
    status = HTTPStatus.CONFLICT
    message = _("You have used all %(allowed)d attempts at this exercise.")
    next_step = _("Your results stay on the exercise page. Ask your trainer for another attempt.")


class TooLargeError(SubmissionRefusedError):
    """What was sent is larger than a submission may be, packed or unpacked."""

    code = "too_large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    message = _("What you sent is larger than 10 MB.")
    next_step = _("Clear large outputs in the notebook, save it and submit again.")


class NotANotebookError(SubmissionRefusedError):
    """The file is no Jupyter notebook."""

    code = "not_a_notebook"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = _("The file is not a Jupyter notebook.")
    next_step = _("Send the .ipynb file of this exercise, as saved by the notebook editor.")


class WrongNotebookError(SubmissionRefusedError):
    """The notebook of this exercise is not in what was sent."""

    code = "wrong_notebook"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message = _("The notebook %(expected)s is not in what you sent.")
    next_step = _("Give the notebook its own name back and submit again.")


class UnsafeArchiveError(SubmissionRefusedError):
    """The archive is broken, or holds paths, links or devices that no submission needs."""

    code = "unsafe_archive"
    status = HTTPStatus.BAD_REQUEST
    message = _("The archive cannot be accepted: %(reason)s.")
    next_step = _("Submit again with the button in the notebook.")


class IdempotencyKeyError(SubmissionRefusedError):
    """The key that makes a repeated request harmless is missing or malformed."""

    code = "bad_idempotency_key"
    status = HTTPStatus.BAD_REQUEST
    message = _("The request carries no usable Idempotency-Key.")
    next_step = _("Send 8 to 200 visible ASCII characters, new for each submission.")


class IdempotencyConflictError(SubmissionRefusedError):
    """The same key came with different content."""

    code = "idempotency_conflict"
    status = HTTPStatus.CONFLICT
    message = _("The same request was already used to send something else.")
    next_step = _("Load the page again and submit once more.")


class BusyError(SubmissionRefusedError):
    """Another submission of the same learner is just being written."""

    code = "busy"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    message = _("Another submission of yours is just being received.")
    next_step = _("Wait a moment and submit again.")


class MarkRefusedError(AssignmentsError):
    """A mark that cannot be given: ``not_manual`` or ``out_of_range``."""


class ReviewRefusedError(AssignmentsError):
    """A request for a human look, or an answer to one, that cannot be taken; says why."""

    message: ClassVar[Words] = _("This cannot be asked or answered just now.")

    def __str__(self) -> str:
        return str(self.message)


class AlreadyAskedError(ReviewRefusedError):
    """The learner has asked for this submission before."""

    message = _("You have asked for a human look at this result already.")


class NothingToReviewError(ReviewRefusedError):
    """There is no result yet, or a person looks at it anyway."""

    message = _("There is no result yet that a person could look at.")


class AlreadyAnsweredError(ReviewRefusedError):
    """A trainer has answered before."""

    message = _("Somebody has answered this already. Load the page again.")


class CorrectionRefusedError(ReviewRefusedError):
    """Points for a check that has none yet, or out of range."""

    message = _("These points cannot be given. Load the page again.")
