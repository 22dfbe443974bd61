"""Packs a learner's work and unpacks a release; neither trusts the names inside an archive."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from pathlib import Path, PurePosixPath

from hub_config.exchange.errors import (
    BadReleaseError,
    HomeFullError,
    NothingToSubmitError,
    SubmissionTooLargeError,
)
from hub_config.exchange.full_home import NEXT_STEP, NO_ROOM, message

MEBIBYTE = 1024 * 1024
LARGEST_SUBMISSION = 10 * MEBIBYTE
LARGEST_RELEASE = 256 * MEBIBYTE
MOST_RELEASE_FILES = 500
RECORD = ".academy-release.json"


def work_in(folder: Path) -> list[Path]:
    """Return what is handed in: the notebooks at the top of the exercise's folder.

    Datasets, checkpoints, feedback and hidden files stay behind: the graders have their own copy of
    the data. A symbolic link is never followed.

    Raises:
        NothingToSubmitError: when there is no notebook.
    """
    notebooks = (
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.suffix == ".ipynb" and not path.name.startswith(".")
    )
    found = sorted(path for path in notebooks if path.is_file() and not path.is_symlink())
    if not found:
        raise NothingToSubmitError(
            f"There is no notebook in {folder.name}.",
            "Open the exercise again from its page to get a fresh copy.",
        )
    return found


def pack(files: list[Path]) -> tuple[bytes, str]:
    """Return the work as a gzipped tar, and a key that is the same for the same work.

    Raises:
        SubmissionTooLargeError: when the portal would refuse it for its size.
    """
    raw = io.BytesIO()
    key = hashlib.sha256()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in files:
            content = path.read_bytes()
            entry = tarfile.TarInfo(path.name)
            entry.size, entry.mode = len(content), 0o644
            archive.addfile(entry, io.BytesIO(content))
            key.update(f"{path.name}\0{hashlib.sha256(content).hexdigest()}\0".encode())
    packed = gzip.compress(raw.getvalue(), compresslevel=6, mtime=0)
    if len(packed) > LARGEST_SUBMISSION or raw.tell() > 2 * LARGEST_SUBMISSION:
        raise SubmissionTooLargeError(
            f"Your work is too large to hand in ({raw.tell() // MEBIBYTE} MB; at most 10 MB).",
            "Clear large outputs (Edit > Clear Outputs of All Cells), save, and submit again.",
        )
    return packed, key.hexdigest()


def is_complete(folder: Path) -> bool:
    """Tell whether every file of the release that was fetched here is still here."""
    try:
        names = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return bool(names) and all((folder / name).exists() for name in names)
    except (OSError, ValueError, TypeError):
        return False


def unpack_missing(archive: bytes, folder: Path) -> None:
    """Add a release's files to a folder; what is already there is the learner's and is kept.

    A record of the files' names stays behind, so that a deleted one is noticed and fetched again.

    Raises:
        BadReleaseError: when the archive is broken, too large or would write elsewhere.
        HomeFullError: when there is no room for the files.
    """
    try:
        files = _files_of(archive)
    except (tarfile.TarError, OSError, EOFError, zlib.error) as error:
        raise BadReleaseError(
            "The exercise's files arrived damaged.", "Try again; if it goes on, tell your trainer."
        ) from error
    for name, content in files.items():
        target = folder / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, content)
    write_whole(folder / RECORD, json.dumps(sorted(files)).encode())


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Raises:
        HomeFullError: there is no room for it.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
    except OSError as error:
        part.unlink(missing_ok=True)
        if error.errno in NO_ROOM:
            raise HomeFullError(message(), NEXT_STEP) from error
        raise
    part.replace(target)


def _files_of(archive: bytes) -> dict[str, bytes]:
    """Read an archive's plain files; Python 3.11.2's tarfile has no safe extraction of its own."""
    files: dict[str, bytes] = {}
    size = 0
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
        for number, entry in enumerate(tar):
            size += entry.size
            if number >= MOST_RELEASE_FILES or size > LARGEST_RELEASE:
                raise BadReleaseError(
                    "The exercise's files are too large.", "Please tell your trainer."
                )
            if entry.isdir():
                continue
            name = PurePosixPath(entry.name)
            content = tar.extractfile(entry) if entry.isreg() else None
            if content is None or name.is_absolute() or ".." in name.parts or not name.parts:
                raise BadReleaseError(
                    "The exercise's files have unsafe names.", "Please tell your trainer."
                )
            files[str(name)] = content.read()
    return files
