"""What can go wrong between the portal and the Hub, and with a link to a workspace."""


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


class LaunchError(Exception):
    """Base of what can be wrong with a launch link."""


class BadLaunchLinkError(LaunchError):
    """The link was not made here, or was changed."""


class ExpiredLaunchLinkError(LaunchError):
    """The link is too old; it says where it led, so that a new one can be offered."""

    def __init__(self, *, course: str, slug: str) -> None:
        self.course = course
        self.slug = slug
        super().__init__("the link is too old")
