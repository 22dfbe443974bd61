"""What lets a person in, and ending all of it."""

from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.utils import timezone
from oauth2_provider.models import (
    get_access_token_model,
    get_grant_model,
    get_id_token_model,
    get_refresh_token_model,
)

from portal.people.models import User


@dataclass(frozen=True)
class Ended:
    """How much was ended, for the audit row."""

    sessions: int
    tokens: int


def end_sessions(user: User) -> int:
    """Delete the portal sessions of ``user`` and return their number.

    Sessions do not name their user in a column, so the unexpired ones are read through.
    """
    ended = 0
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
            ended += 1
    return ended


def revoke_tokens(user: User) -> int:
    """Delete every token and unused code by which a program acts for ``user``."""
    ended = 0
    for model in (
        get_grant_model(),
        get_refresh_token_model(),
        get_access_token_model(),
        get_id_token_model(),
    ):
        count, _by_model = model.objects.filter(user=user).delete()
        ended += count
    return ended


def end_all(user: User) -> Ended:
    """End sessions and tokens."""
    return Ended(sessions=end_sessions(user), tokens=revoke_tokens(user))
