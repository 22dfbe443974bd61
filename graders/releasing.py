"""Has the learner's notebook made from a source by a process that ends afterwards.

nbgrader, which makes it, takes seconds to load and some 50 MB once loaded. A grader needs it once
for each exercise, and keeps what was made on its disk.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

from graders.errors import GradersError

MakeRelease: TypeAlias = Callable[[bytes], bytes]
_REPOSITORY = Path(__file__).resolve().parent.parent
_SECONDS = 60
_KEPT = 1000


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


class ReleaseShelf:
    """Makes each release once, also when the grader is started anew in between.

    A file's first 32 bytes are the hash of the rest: one that was cut short by a power failure is
    made again. Releases are made one at a time, so that never two processes load nbgrader at once.
    """

    def __init__(self, folder: Path, make: MakeRelease = release_elsewhere) -> None:
        """Keep releases in this folder, which need not exist yet."""
        self._folder = folder
        self._make = make
        self._lock = threading.Lock()
        self._makers = f"{version('nbgrader')} {version('nbformat')}".encode()

    def __call__(self, source: bytes) -> bytes:
        """The learner's notebook of this source.

        Raises:
            ReleaseError: as in `release_elsewhere`.
        """
        path = self._folder / hashlib.sha256(self._makers + b"\n" + source).hexdigest()
        with self._lock:
            found = _read(path)
            if found is None:
                found = self._make(source)
                with contextlib.suppress(OSError):  # a full disk costs time, and no answer
                    self._keep(path, found)
        return found

    def _keep(self, path: Path, made: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".half")
        try:
            half.write_bytes(hashlib.sha256(made).digest() + made)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
        oldest_first = sorted(self._folder.iterdir(), key=lambda kept: kept.stat().st_mtime)
        for old in oldest_first[:-_KEPT]:
            old.unlink(missing_ok=True)


def _read(path: Path) -> bytes | None:
    try:
        kept = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    digest, made = kept[:32], kept[32:]
    return made if hashlib.sha256(made).digest() == digest else None
