"""Errors of the hub's own configuration; each message says what to do next."""

from __future__ import annotations


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
