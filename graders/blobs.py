"""Files kept by their content: sources and datasets that requests name by SHA-256.

The store is bounded: when a new file makes it larger than allowed, those go that were used longest
ago. It is only a cache, whoever asks for grading sends again what is missing. A file that a
running notebook needs never goes, nor one that came or was used a moment ago, because the request
that it was sent for is still on its way.
"""

import contextlib
import hashlib
import os
import re
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from graders.errors import GradersError

DEFAULT_MAX_BYTES = 2048 * 1024 * 1024
FRESH_SECONDS = 120.0
_NAME = re.compile(r"^[0-9a-f]{64}$")
_INCOMING = "incoming-"


class WrongContentError(GradersError):
    """The bytes are not what their name says; send them again."""


class BlobStore:
    """A directory of immutable files. A file that is there is whole."""

    def __init__(
        self,
        folder: Path,
        max_bytes: int = DEFAULT_MAX_BYTES,
        fresh_seconds: float = FRESH_SECONDS,
    ) -> None:
        """Use (and make) this folder, readable by its owner alone; one program uses it at a time.

        What an earlier program had half received is thrown away.
        """
        self._folder = folder
        self._max_bytes = max_bytes
        self._fresh_seconds = fresh_seconds
        self._lock = threading.Lock()
        self._in_use: Counter[str] = Counter()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in folder.glob(f"*/{_INCOMING}*"):
            path.unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Where a blob lies or would lie."""
        if not _NAME.match(sha256):
            raise WrongContentError("a blob is named by 64 hexadecimal digits")
        return self._folder / sha256[:2] / sha256

    def holds(self, sha256: str) -> bool:
        """Whether the blob is here."""
        return self.path(sha256).is_file()

    @contextlib.contextmanager
    def using(self, names: Iterable[str]) -> Iterator[None]:
        """Keep these blobs for as long as the block runs.

        Raises:
            FileNotFoundError: one of them is not here (any more).
        """
        held = set(names)
        with self._lock:
            for sha256 in held:
                os.utime(self.path(sha256))
            self._in_use.update(held)
        try:
            yield
        finally:
            with self._lock:
                self._in_use.subtract(held)
                self._in_use += Counter()  # forget those that nobody uses

    def read(self, sha256: str) -> bytes:
        """The blob's bytes, checked once more.

        Raises:
            FileNotFoundError: it is not here.
            WrongContentError: the disk gave something else; the file is removed.
        """
        path = self.path(sha256)
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            path.unlink(missing_ok=True)
            raise WrongContentError(f"the file {sha256} was damaged on disk; send it again")
        return data

    def writer(self, sha256: str) -> "BlobWriter":
        """Begin to receive a blob."""
        return BlobWriter(self, self.path(sha256))

    def make_room(self) -> None:
        """Remove what was used longest ago until the store is as small as it must be."""
        with self._lock:
            found = list(self._files())
            total = sum(status.st_size for status, _ in found)
            fresh = time.time() - self._fresh_seconds
            for status, path in sorted(found, key=lambda item: item[0].st_mtime):
                if total <= self._max_bytes or status.st_mtime > fresh:
                    return
                if path.name not in self._in_use and not path.name.startswith(_INCOMING):
                    path.unlink(missing_ok=True)
                    total -= status.st_size

    def _files(self) -> Iterator[tuple[os.stat_result, Path]]:
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(FileNotFoundError):  # an upload that was abandoned just now
                yield path.stat(), path


class BlobWriter:
    """Receives a blob piece by piece; it becomes visible only when whole and right."""

    def __init__(self, store: BlobStore, target: Path) -> None:
        """Write to a temporary file beside the target."""
        target.parent.mkdir(exist_ok=True, mode=0o700)
        self._store = store
        self._target = target
        self._hash = hashlib.sha256()
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=_INCOMING)
        self._temporary = Path(name)
        self._file = os.fdopen(descriptor, "wb")
        self.size = 0

    def write(self, data: bytes) -> None:
        """Add a piece."""
        self._hash.update(data)
        self._file.write(data)
        self.size += len(data)

    def finish(self) -> None:
        """Put the blob in place, and make room where that was too much.

        Raises:
            WrongContentError: the bytes do not have the promised hash.
        """
        if self._hash.hexdigest() != self._target.name:
            self.abandon()
            raise WrongContentError("the bytes do not have the SHA-256 that the address names")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        os.replace(self._temporary, self._target)
        self._store.make_room()

    def abandon(self) -> None:
        """Throw away what has arrived; harmless when done twice or after `finish`."""
        try:
            self._file.close()
        finally:
            self._temporary.unlink(missing_ok=True)
