"""What a learner's server says when its home is full.

The hub measures homes from outside. It lowers the size that files of a full home may have, for
every program in the sandbox; that is how the server learns of it, and no message has to travel.
"""

from __future__ import annotations

import errno
import os
import resource
from typing import Any

from tornado import web

SMALL_FILE_BYTES = 64 * 1024  # enough for a kernel to start, so that its user can delete files
INSUFFICIENT_STORAGE = 507
NO_ROOM = (errno.EFBIG, errno.ENOSPC, errno.EDQUOT)
NEXT_STEP = (
    "Delete files that you do not need (right-click on one in the list on the left, then Delete), "
    "wait ten seconds, and try again. What you saved before is kept."
)


def is_full() -> bool:
    """Tell whether the hub has found this home to be full."""
    soft, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    return 0 <= soft <= SMALL_FILE_BYTES


def message() -> str:
    """Say that the home is full, and how much it may hold."""
    room = os.environ.get("ACADEMY_WORKSPACE_HOME_MB")
    return f"Your workspace is full: it may hold {room} MB." if room else "Your workspace is full."


def refuse_to_save(**_model: Any) -> None:
    """Refuse before a file is opened for writing, with words that the Lab shows as they are.

    Raises:
        web.HTTPError: the home is full.
    """
    if is_full():
        said = f"{message()} {NEXT_STEP}"
        raise web.HTTPError(INSUFFICIENT_STORAGE, said, reason="Workspace full")
