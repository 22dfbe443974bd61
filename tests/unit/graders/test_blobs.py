"""Files by content: visible only when whole, checked when read."""

import hashlib
from pathlib import Path

import pytest

from graders.blobs import BlobStore, WrongContentError


def test_written_blob_can_be_read(tmp_path: Path) -> None:
    store, sha = BlobStore(tmp_path / "blobs"), hashlib.sha256(b"ab").hexdigest()
    assert not store.holds(sha)

    writer = store.writer(sha)
    writer.write(b"a")
    assert not store.holds(sha)
    writer.write(b"b")
    writer.finish()

    assert store.read(sha) == b"ab"


def test_wrong_bytes_leave_nothing(tmp_path: Path) -> None:
    store, sha = BlobStore(tmp_path / "blobs"), hashlib.sha256(b"ab").hexdigest()
    writer = store.writer(sha)
    writer.write(b"x")

    with pytest.raises(WrongContentError):
        writer.finish()

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_abandoned_blob_leaves_nothing(tmp_path: Path) -> None:
    writer = BlobStore(tmp_path / "blobs").writer("0" * 64)
    writer.write(b"x")

    writer.abandon()

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_damaged_blob_is_removed(tmp_path: Path) -> None:
    store, sha = BlobStore(tmp_path / "blobs"), hashlib.sha256(b"ab").hexdigest()
    writer = store.writer(sha)
    writer.write(b"ab")
    writer.finish()
    store.path(sha).write_bytes(b"rot")

    with pytest.raises(WrongContentError):
        store.read(sha)

    assert not store.holds(sha)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_only_hashes_are_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongContentError):
        BlobStore(tmp_path / "blobs").path(name)
