"""What can go wrong with courses."""

from django.utils.translation import gettext as _

from portal.datasets.errors import ContentError, ContentProblem

__all__ = ["ContentError", "ContentProblem", "SignInNeededError"]


class SignInNeededError(PermissionError):
    """Only people who are signed in may see this."""

    def __str__(self) -> str:
        return _("Sign in to read this lesson. You will come back here.")
