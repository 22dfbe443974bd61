"""The grading program's settings; the only place here that reads the environment."""

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parent.parent
_NOBODY = 65534


@dataclass(frozen=True)
class Settings:
    """How this grader is set up.

    Attributes:
        state_dir: Where blobs are kept.
        socket: Where `serve` listens.
        socket_mode: Permission bits of the socket.
        workers: How many submissions are graded at the same time.
        recycle_after: After how many forks the zygote is replaced.
        cache_mb: How large the store of sources and datasets may grow.
        uid: As root, the user that learner code runs as.
    """

    state_dir: Path
    socket: Path
    socket_mode: int
    workers: int
    recycle_after: int
    cache_mb: int
    uid: int


def read_settings() -> Settings:
    """Read settings from the environment, with defaults for one machine."""
    state = Path(os.environ.get("ACADEMY_STATE_DIR") or _REPOSITORY / "var")
    run = Path(os.environ.get("ACADEMY_RUN_DIR") or state / "run")
    return Settings(
        state_dir=state / "grader",
        socket=Path(os.environ.get("ACADEMY_GRADER_SOCKET") or run / "grader.sock"),
        socket_mode=int(os.environ.get("ACADEMY_GRADER_SOCKET_MODE") or "600", 8),
        workers=int(os.environ.get("ACADEMY_GRADER_WORKERS") or 2),
        recycle_after=int(os.environ.get("ACADEMY_GRADER_RECYCLE_AFTER") or 2000),
        cache_mb=int(os.environ.get("ACADEMY_GRADER_CACHE_MB") or 2048),
        uid=int(os.environ.get("ACADEMY_GRADER_UID") or _NOBODY),
    )


@contextlib.contextmanager
def programs_beside_python() -> Iterator[None]:
    """Let programs of this environment be found by name, however Python was started."""
    before = os.environ.get("PATH")
    here = str(Path(sys.executable).parent)
    os.environ["PATH"] = f"{here}{os.pathsep}{before or os.defpath}"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PATH"]
        else:
            os.environ["PATH"] = before
