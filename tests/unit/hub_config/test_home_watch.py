"""What follows from how full a home is."""

import os
from pathlib import Path

import pytest

from hub_config.errors import HomeTooFullError
from hub_config.exchange.full_home import SMALL_FILE_BYTES
from hub_config.home_room import MEBIBYTE, Room
from hub_config.home_watch import HomeWatch

FILE_BYTES = 10 * MEBIBYTE


def watch(home: Path, *, for_good: bool = True) -> HomeWatch:
    return HomeWatch(Room(MEBIBYTE), home, file_bytes=FILE_BYTES, for_good=for_good)


def fill(home: Path, megabytes: float) -> None:
    (home / "big").write_bytes(b"x" * int(megabytes * MEBIBYTE))


@pytest.mark.parametrize("for_good", [True, False])
def test_a_home_with_room_takes_large_files(tmp_path: Path, for_good: bool) -> None:
    looking = watch(tmp_path, for_good=for_good)

    looking.look_before_start()

    assert not looking.full
    assert looking.largest_file() == (FILE_BYTES, FILE_BYTES)


def test_a_home_that_does_not_exist_yet_has_room(tmp_path: Path) -> None:
    looking = watch(tmp_path / "new")

    looking.look_before_start()

    assert not looking.full


@pytest.mark.parametrize(
    ("for_good", "hard"),
    [(True, SMALL_FILE_BYTES), (False, FILE_BYTES)],
)
def test_a_full_home_starts_with_small_files(tmp_path: Path, for_good: bool, hard: int) -> None:
    fill(tmp_path, 1.5)
    looking = watch(tmp_path, for_good=for_good)

    looking.look_before_start()

    assert looking.full
    assert looking.largest_file() == (SMALL_FILE_BYTES, hard)


def test_a_home_that_is_far_too_full_does_not_start(tmp_path: Path) -> None:
    fill(tmp_path, 5)

    with pytest.raises(HomeTooFullError, match="1 MB"):
        watch(tmp_path).look_before_start()


def test_a_home_closes_opens_and_is_stopped_only_when_it_goes_on_growing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[int] = []
    monkeypatch.setattr(
        "hub_config.home_watch.limit_files", lambda _pid, size, **_: limits.append(size)
    )
    monkeypatch.setattr("hub_config.home_room.MARGIN", MEBIBYTE)
    looking = watch(tmp_path)
    looking.look_before_start()

    assert not looking.look(os.getpid(), None)
    assert limits == []
    fill(tmp_path, 1.5)
    assert not looking.look(os.getpid(), None)
    assert limits == [SMALL_FILE_BYTES]
    fill(tmp_path, 3)
    assert looking.look(os.getpid(), None)
    fill(tmp_path, 0.1)
    assert not looking.look(os.getpid(), None)
    assert limits == [SMALL_FILE_BYTES, SMALL_FILE_BYTES, FILE_BYTES]
