"""What must be right in the settings for signing in to be safe."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

_LOCKOUT = "axes.backends.AxesStandaloneBackend"


@register(Tags.security)
def password_guessing_is_locked_out(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """The backend that counts attempts must be asked before any that lets somebody in."""
    if next(iter(settings.AUTHENTICATION_BACKENDS), None) == _LOCKOUT:
        return []
    return [
        Error(
            "Nothing counts attempts to guess a password.",
            hint=f"Put {_LOCKOUT} first in AUTHENTICATION_BACKENDS.",
            id="people.E001",
        )
    ]


@register(Tags.security)
def identity_provider_can_sign(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Without a key nobody gets from the portal to a notebook."""
    if settings.OAUTH2_PROVIDER["OIDC_RSA_PRIVATE_KEY"]:
        return []
    return [
        Warning(
            "The identity provider has no signing key: notebooks cannot be opened.",
            hint="Run `python -m portal setup`, or set ACADEMY_OIDC_KEY_FILE.",
            id="people.W001",
        )
    ]
