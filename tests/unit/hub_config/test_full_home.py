"""What a learner's server says when its home is full."""

import errno
import resource
from pathlib import Path

import pytest
from tornado import web

from hub_config.exchange import archives, full_home
from hub_config.exchange.errors import HomeFullError


def with_limit(monkeypatch: pytest.MonkeyPatch, soft: int) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _kind: (soft, soft))


@pytest.mark.parametrize("soft", [resource.RLIM_INFINITY, full_home.SMALL_FILE_BYTES + 1])
def test_a_home_with_room_saves(monkeypatch: pytest.MonkeyPatch, soft: int) -> None:
    with_limit(monkeypatch, soft)

    full_home.refuse_to_save(model={}, path="x.ipynb", contents_manager=None)


def test_a_full_home_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with_limit(monkeypatch, full_home.SMALL_FILE_BYTES)
    monkeypatch.setenv("ACADEMY_WORKSPACE_HOME_MB", "20")

    with pytest.raises(web.HTTPError) as refused:
        full_home.refuse_to_save(model={}, path="x.ipynb", contents_manager=None)

    assert refused.value.status_code == 507
    assert "20 MB. Delete files" in str(refused.value.log_message)


@pytest.mark.parametrize("number", full_home.NO_ROOM)
def test_an_exercise_that_does_not_fit_says_so_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def no_room(path: Path, _content: bytes) -> int:
        path.touch()
        raise OSError(number, "no room")

    monkeypatch.setattr(Path, "write_bytes", no_room)

    with pytest.raises(HomeFullError, match="Your workspace is full"):
        archives.write_whole(tmp_path / "first.ipynb", b"x")

    assert list(tmp_path.iterdir()) == []


def test_another_fault_is_not_called_a_full_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_path: Path, _content: bytes) -> int:
        raise OSError(errno.EIO, "disk")

    monkeypatch.setattr(Path, "write_bytes", broken)

    with pytest.raises(OSError, match="disk"):
        archives.write_whole(tmp_path / "first.ipynb", b"x")
