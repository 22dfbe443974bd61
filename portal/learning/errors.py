"""What can go wrong while learning, said with what to do next."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


class NotEnrolledError(PermissionDenied):
    """Answers are only taken from those who take the course."""

    def __str__(self) -> str:
        return _("Enrol in the course first; your answers then count for you.")


class UnknownQuestionError(LookupError):
    """The quiz has no such question, or not any more."""

    def __str__(self) -> str:
        return _(
            "This question is no longer part of the quiz. Open the quiz again; "
            "your other answers are kept."
        )
