"""Who asks: the owner of the Hub token, and never anybody whom the request names."""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

from portal.exchange import problems
from portal.people.models import User
from portal.workspaces.errors import HubError, HubTokenError
from portal.workspaces.hub import HubClient

CACHE_SECONDS = 30
"""How long a token that the Hub has revoked may still be believed, at most."""
MAX_TOKEN_LENGTH = 500


def learner_of(request: HttpRequest) -> User:
    """Return the active account to which the request's token belongs.

    Raises:
        ExchangeProblemError: there is no token, or nobody here owns it.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() not in ("token", "bearer") or not token or len(token) > MAX_TOKEN_LENGTH:
        raise problems.no_token()
    user = User.objects.filter(username=_hub_name(token), is_active=True).first()
    if user is None:
        raise problems.unknown_user()
    return user


def _hub_name(token: str) -> str:
    """Return the Hub's name for the token's owner, asked at most once in ``CACHE_SECONDS``."""
    key = "exchange:token:" + hashlib.sha256(token.encode()).hexdigest()
    known: str | None = cache.get(key)
    if known is not None:
        return known
    try:
        identity = HubClient().identify(token)
    except HubTokenError:
        raise problems.unknown_token() from None
    except HubError:
        raise problems.hub_unavailable() from None
    if not identity.is_user:
        raise problems.unknown_user()
    cache.set(key, identity.name, CACHE_SECONDS)
    return identity.name
