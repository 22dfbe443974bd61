"""Who may read lessons."""

from django.contrib.auth.models import AnonymousUser

from portal.courses.errors import SignInNeededError
from portal.people.models import User


def check_can_read_lesson(user: User | AnonymousUser | None) -> None:
    """Lessons are for everybody with an account.

    Raises:
        SignInNeededError: nobody is signed in.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        raise SignInNeededError


def can_read_lesson(user: User | AnonymousUser | None) -> bool:
    """Answer whether the user may read lessons."""
    try:
        check_can_read_lesson(user)
    except SignInNeededError:
        return False
    return True
