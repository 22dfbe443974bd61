"""What can go wrong between the portal and the Hub."""


class HubError(Exception):
    """Base of the Hub client's errors."""


class HubUnavailableError(HubError):
    """The Hub does not answer, or says that it cannot just now."""


class HubTokenError(HubError):
    """The token belongs to nobody: wrong, expired or revoked."""


class HubRefusedError(HubError):
    """The Hub does not allow the portal what it asked: a fault in the set-up."""


class HubAnswerError(HubError):
    """The Hub's answer is not what its documentation promises."""
