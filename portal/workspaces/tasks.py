"""Jobs of this app. Each is idempotent: it may be delivered more than once."""

from portal.jobs.errors import RetryLaterError
from portal.jobs.registry import JobPolicy, job
from portal.workspaces.errors import HubError
from portal.workspaces.hub import HubClient

# About a day: the Hub may be down, and an ended account must lose its access all the same.
CLOSING_POLICY = JobPolicy(max_attempts=300, time_limit=60, backoff=1.0, backoff_cap=300.0)


@job(policy=CLOSING_POLICY)
def close_workspace(*, username: str) -> str:
    """Take an ended account's Hub tokens away and stop its server."""
    hub = HubClient()
    try:
        tokens = hub.delete_tokens(username)
        stopped = hub.stop_server(username)
    except HubError as error:
        raise RetryLaterError(f"The workspace of {username} is not closed yet: {error}") from error
    if not stopped:
        raise RetryLaterError(f"The server of {username} is stopping.", after=2.0)
    return f"{tokens} tokens deleted, server stopped"
