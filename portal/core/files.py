"""Content-addressed file store: a file's name is the SHA-256 of its bytes.

A file is whole on the disk before its name exists, so a crash leaves either nothing or all of it.
"""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from django.conf import settings

_SHA256 = re.compile(r"[0-9a-f]{64}")


class StoredFileMissingError(LookupError):
    """A file that a record names is not in the store."""


def path(sha256: str) -> Path:
    """Return where the file with this hash lies, whether or not it is there.

    Raises:
        ValueError: ``sha256`` is not 64 lower-case hexadecimal digits.
    """
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"Not a SHA-256 in hexadecimal: {sha256!r}")
    return Path(settings.FILE_STORE_ROOT) / sha256[:2] / sha256


def put(data: bytes) -> str:
    """Store ``data`` durably and return its SHA-256 in hexadecimal."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = path(sha256)
    if target.is_file():
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    directory = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return sha256


def read(sha256: str) -> bytes:
    """Return the bytes with this hash.

    Raises:
        StoredFileMissingError: the store does not hold it.
    """
    try:
        return path(sha256).read_bytes()
    except FileNotFoundError:
        raise StoredFileMissingError(
            f"The file {sha256[:12]}… is missing from the store. Restore it from a backup."
        ) from None
