"""Files by content: visible only when whole, checked when read."""

import hashlib
import os
import time
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


def put(store: BlobStore, content: bytes, *, age: float = 0) -> str:
    sha = hashlib.sha256(content).hexdigest()
    writer = store.writer(sha)
    writer.write(content)
    writer.finish()
    if age:
        then = time.time() - age
        os.utime(store.path(sha), (then, then))
    return sha


def test_a_full_store_loses_what_was_used_longest_ago(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs", max_bytes=250)
    old = put(store, b"a" * 100, age=3000)
    older = put(store, b"b" * 100, age=5000)

    new = put(store, b"c" * 100)

    assert not store.holds(older)
    assert store.holds(old)
    assert store.holds(new)


def test_use_makes_a_blob_young_again(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs", max_bytes=250)
    used = put(store, b"a" * 100, age=5000)
    unused = put(store, b"b" * 100, age=3000)

    with store.using([used]):
        pass
    put(store, b"c" * 100)

    assert store.holds(used)
    assert not store.holds(unused)


def test_a_blob_in_use_stays_until_the_last_user_is_done(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs", max_bytes=10, fresh_seconds=-1)
    needed = put(store, b"a" * 10)

    with store.using([needed]):
        with store.using([needed]):
            pass
        put(store, b"b" * 10)
        assert store.read(needed) == b"a" * 10
    put(store, b"c" * 10)

    assert not store.holds(needed)


def test_what_came_a_moment_ago_stays_for_the_request_that_needs_it(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs", max_bytes=10)

    names = [put(store, letter * 10) for letter in (b"a", b"b", b"c")]

    assert all(store.holds(name) for name in names)


def test_a_missing_blob_cannot_be_used_and_holds_nothing_else(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs", max_bytes=10, fresh_seconds=-1)
    here = put(store, b"a" * 10)

    with pytest.raises(FileNotFoundError), store.using([here, "0" * 64]):
        pass
    put(store, b"b" * 10)

    assert not store.holds(here)


def test_half_received_files_of_an_ended_program_are_thrown_away(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    store.writer("0" * 64).write(b"half")
    whole = put(store, b"whole")

    again = BlobStore(tmp_path / "blobs")

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [whole]
    assert again.holds(whole)
