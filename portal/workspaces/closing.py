"""What happens to a workspace when its owner's account ends."""

from portal.people.models import User
from portal.workspaces.tasks import close_workspace


def on_deactivate(user: User) -> None:
    """Queue the end of the person's server and tokens; it is tried until the Hub has done it."""
    close_workspace.enqueue(username=user.username)
