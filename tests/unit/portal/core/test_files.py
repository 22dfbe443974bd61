import hashlib
import os
from pathlib import Path

import pytest
from pytest_django import Settings

from portal.core import files


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> Path:
    settings.FILE_STORE_ROOT = tmp_path
    return tmp_path


def test_put_names_a_file_by_its_content(store: Path) -> None:
    sha256 = files.put(b"work")

    assert sha256 == hashlib.sha256(b"work").hexdigest()
    assert files.read(sha256) == b"work"
    assert files.path(sha256) == store / sha256[:2] / sha256


def test_put_twice_keeps_one_file(store: Path) -> None:
    first = files.put(b"work")
    written = files.path(first).stat().st_mtime_ns

    assert files.put(b"work") == first
    assert files.path(first).stat().st_mtime_ns == written
    assert len([p for p in store.rglob("*") if p.is_file()]) == 1


def test_put_leaves_nothing_half_written(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(source: object, target: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", crash)

    with pytest.raises(OSError, match="disk full"):
        files.put(b"work")

    assert [p for p in store.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "0" * 63, "", "0" * 64 + "\n"])
def test_path_takes_hashes_only(name: str) -> None:
    with pytest.raises(ValueError, match="Not a SHA-256"):
        files.path(name)


def test_read_of_a_missing_file_says_so() -> None:
    with pytest.raises(files.StoredFileMissingError, match="Restore it from a backup"):
        files.read("0" * 64)
