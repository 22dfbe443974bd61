"""Opening what a learner sent, as if every byte were meant to do harm.

An archive is unpacked in memory only, within limits; nothing from it is ever written under a name
that it chose.
"""

import io
import re
import tarfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from portal.assignments import notebooks
from portal.assignments.errors import (
    NotANotebookError,
    TooLargeError,
    UnsafeArchiveError,
    WrongNotebookError,
)

GZIP = "application/gzip"
IPYNB = "application/x-ipynb+json"
MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 40 * 1024 * 1024
MAX_MEMBERS = 500
MAX_NAME = 300
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
_DRIVE = re.compile(r"^[A-Za-z]:")


@dataclass(frozen=True)
class Upload:
    """What was sent: the bytes, and whether they are an archive or the notebook itself."""

    data: bytes
    media_type: str


@dataclass(frozen=True)
class Opened:
    """What was found inside: the notebook's exact bytes, what they mean, and names besides it."""

    data: bytes
    notebook: notebooks.Notebook
    extra_files: tuple[str, ...] = ()


def open_upload(upload: Upload, *, expected: Sequence[str]) -> Opened:
    """Find the first of the notebooks named ``expected`` in an upload and read it.

    Raises:
        SubmissionRefusedError: one of its kinds, by what is wrong.
    """
    if len(upload.data) > MAX_BYTES:
        raise TooLargeError
    if upload.media_type == IPYNB:
        return Opened(upload.data, notebooks.parse(upload.data))
    if upload.media_type != GZIP:
        raise NotANotebookError
    files = dict(_members(_decompress(upload.data)))
    found = next((name for name in expected if name in files), None)
    if found is None:
        raise WrongNotebookError(expected=expected[0])
    data = files.pop(found)
    if len(data) > MAX_BYTES:
        raise TooLargeError
    return Opened(data, notebooks.parse(data), tuple(sorted(files)))


def _decompress(data: bytes) -> bytes:
    """Unzip at most ``MAX_UNPACKED_BYTES``; a bomb is noticed before it fills the memory."""
    stream = zlib.decompressobj(wbits=31)
    try:
        unpacked = stream.decompress(data, MAX_UNPACKED_BYTES + 1)
    except zlib.error:
        raise _unsafe(_("it is not in gzip format")) from None
    if len(unpacked) > MAX_UNPACKED_BYTES:
        raise TooLargeError
    if not stream.eof:
        raise _unsafe(_("it is cut off"))
    if stream.unused_data.strip(b"\0"):
        raise _unsafe(_("something follows its end"))
    return unpacked


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file; refuse what no submission needs."""
    seen: set[str] = set()
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for count, member in enumerate(archive, start=1):
                if count > MAX_MEMBERS:
                    raise _unsafe(_("it holds more than %d entries") % MAX_MEMBERS)
                name = _safe_name(member)
                if member.isdir():
                    continue
                if name.casefold() in seen:
                    raise _unsafe(_("it holds the same name twice"))
                seen.add(name.casefold())
                stream = archive.extractfile(member)
                yield name, stream.read() if stream else b""
    except (tarfile.TarError, ValueError, OverflowError, EOFError):
        raise _unsafe(_("it is not in tar format, or broken")) from None


def _safe_name(member: tarfile.TarInfo) -> str:
    plain_file = member.isreg() and not member.issparse()
    if not (plain_file or member.isdir()):
        raise _unsafe(_("it holds a link, a device or another special file"))
    if member.size > MAX_UNPACKED_BYTES:
        raise TooLargeError
    path = PurePosixPath(member.name)
    escapes = path.is_absolute() or ".." in path.parts or _DRIVE.match(member.name)
    if escapes or _CONTROL.search(member.name) or len(member.name) > MAX_NAME:
        raise _unsafe(_("a name in it leads outside its folder"))
    return str(path)


def _unsafe(reason: str) -> UnsafeArchiveError:
    return UnsafeArchiveError(reason=reason)
