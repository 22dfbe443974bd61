"""Corrections of JupyterHub itself, each with the release in which the fault was seen."""

from __future__ import annotations

from jupyterhub.handlers.base import BaseHandler


def say_how_requests_came() -> None:
    """Let every request say that it did not come with a token, until it shows one.

    JupyterHub 6.1.1 sets ``_token_authenticated`` only where it reads a token from a header, and
    asks for it without a default when a learner's sign-in must be renewed. A learner whose tokens
    the portal revoked would get a server error in place of the way to sign in again.
    """
    BaseHandler._token_authenticated = False
