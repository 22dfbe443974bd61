"""Has the learner's notebook made from a source by a process that ends afterwards.

nbgrader, which makes it, takes some 50 MB once loaded. A grader needs it once for each exercise.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from graders.errors import GradersError

MakeRelease: TypeAlias = Callable[[bytes], bytes]
_REPOSITORY = Path(__file__).resolve().parent.parent
_SECONDS = 60


class ReleaseError(GradersError):
    """The release could not be made; the message is nbgrader's own."""


def release_elsewhere(source: bytes) -> bytes:
    """Make the learner's notebook in a process of its own.

    Raises:
        ReleaseError: nbgrader refuses the source, or does not end.
    """
    command = [sys.executable, "-m", "graders", "release"]
    try:
        done = subprocess.run(
            command, input=source, capture_output=True, timeout=_SECONDS, cwd=_REPOSITORY
        )
    except subprocess.TimeoutExpired:
        raise ReleaseError(f"Making the release took longer than {_SECONDS} s.") from None
    if done.returncode != 0:
        raise ReleaseError(done.stderr.decode(errors="replace").strip())
    return done.stdout
