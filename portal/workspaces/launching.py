"""The signed, short-lived ticket from an exercise page to the workspace."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core import signing

from portal.assignments.models import Assignment
from portal.people.models import User
from portal.workspaces.errors import BadLaunchLinkError, ExpiredLaunchLinkError

LIFETIME_SECONDS = 600
_SALT = "portal.workspaces.launch"


@dataclass(frozen=True)
class Launch:
    """Who opens which exercise."""

    user: uuid.UUID
    course: str
    slug: str

    @property
    def workspace_url(self) -> str:
        """Where the Hub starts or finds the workspace and opens the notebook in it."""
        hub = f"{settings.PUBLIC_URL}{settings.HUB_BASE_PATH}hub"
        return f"{hub}/user-redirect/academy/open/{self.course}/{self.slug}"


def launch_token(*, user: User, assignment: Assignment) -> str:
    """Return a token by which this person, and nobody else, opens this exercise soon."""
    launch = {"u": user.uuid.hex, "c": assignment.course_slug, "s": assignment.slug}
    return signing.dumps(launch, salt=_SALT, compress=False)


def read_launch_token(token: str) -> Launch:
    """Return what a token stands for.

    Raises:
        BadLaunchLinkError: it was not made here.
        ExpiredLaunchLinkError: it is older than ``LIFETIME_SECONDS``.
    """
    try:
        launch = _launch(signing.loads(token, salt=_SALT))
        signing.loads(token, salt=_SALT, max_age=LIFETIME_SECONDS)
    except signing.SignatureExpired:
        raise ExpiredLaunchLinkError(course=launch.course, slug=launch.slug) from None
    except signing.BadSignature:
        raise BadLaunchLinkError("the link was not made here") from None
    return launch


def _launch(data: dict[str, str]) -> Launch:
    return Launch(user=uuid.UUID(data["u"]), course=data["c"], slug=data["s"])
