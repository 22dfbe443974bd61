"""Files kept by their content: sources and datasets that requests name by SHA-256."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from graders.errors import GradersError

_NAME = re.compile(r"^[0-9a-f]{64}$")


class WrongContentError(GradersError):
    """The bytes are not what their name says; send them again."""


class BlobStore:
    """A directory of immutable files. A file that is there is whole."""

    def __init__(self, folder: Path) -> None:
        """Use (and make) this folder, readable by its owner alone."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def path(self, sha256: str) -> Path:
        """Where a blob lies or would lie."""
        if not _NAME.match(sha256):
            raise WrongContentError("a blob is named by 64 hexadecimal digits")
        return self._folder / sha256[:2] / sha256

    def holds(self, sha256: str) -> bool:
        """Whether the blob is here."""
        return self.path(sha256).is_file()

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
        return BlobWriter(self.path(sha256))


class BlobWriter:
    """Receives a blob piece by piece; it becomes visible only when whole and right."""

    def __init__(self, target: Path) -> None:
        """Write to a temporary file beside the target."""
        target.parent.mkdir(exist_ok=True, mode=0o700)
        self._target = target
        self._hash = hashlib.sha256()
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix="incoming-")
        self._temporary = Path(name)
        self._file = os.fdopen(descriptor, "wb")
        self.size = 0

    def write(self, data: bytes) -> None:
        """Add a piece."""
        self._hash.update(data)
        self._file.write(data)
        self.size += len(data)

    def finish(self) -> None:
        """Put the blob in place.

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

    def abandon(self) -> None:
        """Throw away what has arrived; harmless when done twice or after `finish`."""
        self._file.close()
        self._temporary.unlink(missing_ok=True)
