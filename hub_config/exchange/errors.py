"""What can go wrong between a workspace and the portal, in words for the learner.

None of these is an nbgrader ExchangeError: its own buttons replace that one's message by another.
"""

from __future__ import annotations


class CourseServerError(Exception):
    """Something about the portal; the message is fit for a learner to read."""

    status = 502
    code = "course_server"

    def __init__(self, message: str, next_step: str = "") -> None:
        """Keep what happened and what to do next apart, so that a page can show both."""
        super().__init__(f"{message} {next_step}".strip())
        self.message = message
        self.next_step = next_step


class CourseServerUnreachableError(CourseServerError):
    """The portal did not answer."""

    status = 503
    code = "course_server_unreachable"


class CourseServerRefusedError(CourseServerError):
    """The portal answered with an error of its own."""

    def __init__(self, status: int, code: str, message: str, next_step: str) -> None:
        """Carry the portal's status and code on to the page."""
        super().__init__(message, next_step)
        self.status = status
        self.code = code


class BadReleaseError(CourseServerError):
    """What the portal sent as an exercise cannot be unpacked safely."""

    code = "bad_release"


class NothingToSubmitError(CourseServerError):
    """The exercise's folder holds no notebook."""

    status = 404
    code = "nothing_to_submit"


class SubmissionTooLargeError(CourseServerError):
    """The work is larger than the portal takes."""

    status = 413
    code = "submission_too_large"


class HomeFullError(CourseServerError):
    """There is no room for what should be written into the learner's home."""

    status = 507
    code = "home_full"
