"""Errors of the hub's own configuration; each message says what to do next."""

from __future__ import annotations

from http import HTTPStatus

from tornado import web


class HubConfigError(Exception):
    """Anything that keeps the workspaces from starting."""


class SettingsError(HubConfigError):
    """A setting is missing or unusable."""


class ProxyNotInstalledError(HubConfigError):
    """The proxy's node modules are not there."""


class SandboxUnavailableError(HubConfigError):
    """This machine does not allow the sandbox that every learner's server needs."""

    jupyterhub_message = "This machine cannot protect workspaces from each other, so none start."


class WorkspaceStartError(HubConfigError):
    """A learner's server ended before it answered."""

    # What the learner sees; the message itself is for the log.
    jupyterhub_message = "The notebook program ended before it was ready."


class HomeTooFullError(WorkspaceStartError, web.HTTPError):
    """A home holds several times what it may.

    As an HTTP error it reaches the learner's page; the hub says of any other only that it happened.
    """

    jupyterhub_message = (
        "Your workspace holds far more than it may, so it does not start. Nothing was deleted. "
        "Ask your administrator to help you tidy it up."
    )

    def __init__(self, message: str) -> None:
        """Keep the words for the log."""
        web.HTTPError.__init__(self, HTTPStatus.INSUFFICIENT_STORAGE, message)
