"""How a home is measured: what counts, what cannot be hidden, and where counting ends."""

import os
import resource
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from hub_config import home_room
from hub_config.home_room import MEBIBYTE, Room, Usage, limit_files

ROOM = Room(size=MEBIBYTE, files=100)


def test_sizes_and_files_of_all_places_are_counted(tmp_path: Path) -> None:
    (tmp_path / "home" / "below").mkdir(parents=True)
    (tmp_path / "home" / "below" / "a").write_bytes(b"x" * 100_000)
    (tmp_path / "log").write_bytes(b"x" * 50_000)

    usage = ROOM.measure(tmp_path / "home", tmp_path / "log", tmp_path / "nowhere")

    assert 150_000 <= usage.size <= 180_000
    assert usage.files == 3


def test_a_link_is_not_followed_and_a_second_name_counts_once(tmp_path: Path) -> None:
    home, outside = tmp_path / "home", tmp_path / "outside"
    home.mkdir()
    outside.mkdir()
    (outside / "big").write_bytes(b"x" * 2 * MEBIBYTE)
    (home / "dir").symlink_to(outside)
    (home / "file").symlink_to(outside / "big")
    (home / "one").write_bytes(b"x" * 200_000)
    os.link(home / "one", home / "two")

    usage = ROOM.measure(home)

    assert usage.files == 4
    assert usage.size < 300_000
    (tmp_path / "swapped").symlink_to(outside)
    with pytest.raises(OSError, match="swapped"):
        ROOM.measure(tmp_path / "swapped")


def test_a_sparse_file_counts_as_what_it_takes(tmp_path: Path) -> None:
    with (tmp_path / "sparse").open("wb") as out:
        out.truncate(100 * MEBIBYTE)

    assert ROOM.measure(tmp_path).size < MEBIBYTE


def test_a_fifo_or_a_socket_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")

    assert ROOM.measure(tmp_path).files == 1


def test_counting_ends_where_more_changes_nothing(tmp_path: Path) -> None:
    for number in range(600):
        (tmp_path / str(number)).touch()

    assert ROOM.measure(tmp_path).files == home_room.REFUSE_AT * ROOM.files + 1


def test_what_lies_too_deep_counts_as_too_much_and_costs_few_handles(tmp_path: Path) -> None:
    here = tmp_path
    handle = os.open(here, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=handle)
        below = os.open("d", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = below
    os.close(handle)
    before = len(os.listdir("/proc/self/fd"))
    try:
        usage = ROOM.measure(tmp_path)
    finally:
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)

    assert ROOM.exceeded_by(usage)
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_what_is_closed_to_us_counts_as_too_much(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)

    assert ROOM.exceeded_by(ROOM.measure(tmp_path))


def test_a_directory_that_changes_meanwhile_is_no_fault(tmp_path: Path) -> None:
    stop = threading.Event()

    def churn() -> None:
        while not stop.is_set():
            (tmp_path / "d").mkdir(exist_ok=True)
            (tmp_path / "d").rmdir()
            os.mkfifo(tmp_path / "d")
            (tmp_path / "d").unlink()

    thread = threading.Thread(target=churn)
    thread.start()
    try:
        for _ in range(300):
            assert ROOM.measure(tmp_path).files <= 1
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize(
    ("usage", "times", "expected"),
    [
        (Usage(MEBIBYTE, 100), 1, False),
        (Usage(MEBIBYTE + 1, 0), 1, True),
        (Usage(0, 101), 1, True),
        (Usage(2 * MEBIBYTE, 200), 2, False),
        (Usage(0, 201), 2, True),
    ],
)
def test_a_room_is_exceeded_by_size_or_by_number(usage: Usage, times: int, expected: bool) -> None:
    assert ROOM.exceeded_by(usage, times) is expected


def test_the_ceiling_leaves_room_to_tidy_up_above_what_was_there() -> None:
    at_start = Usage(300 * MEBIBYTE, 900)

    assert ROOM.ceiling(Usage(0, 0)).size == home_room.MARGIN
    assert not ROOM.ceiling(at_start).exceeded_by(at_start)


def test_files_are_limited_in_every_process_below_and_opened_again() -> None:
    code = "import subprocess, sys; subprocess.run(['sleep', '60']) if sys.argv[1:] else None"
    with subprocess.Popen([sys.executable, "-c", code, "x"]) as parent:
        try:
            child = _child_of(parent.pid)

            limit_files(os.getpid(), 1000, for_good=False)
            closed = [resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in (parent.pid, child)]
            limit_files(os.getpid(), 5000, for_good=False)
            again = [resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in (parent.pid, child)]
        finally:
            parent.kill()
            os.kill(child, 9)

    assert [soft for soft, _ in closed] == [1000, 1000]
    assert [soft for soft, _ in again] == [5000, 5000]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] not in (1000, 5000)


@pytest.mark.parametrize(("mask", "expected"), [("000001fffeffffff", False), ("1000000", True)])
def test_the_right_to_raise_limits_is_read_from_the_kernel(
    tmp_path: Path, mask: str, expected: bool
) -> None:
    (tmp_path / "status").write_text(f"Name:\tx\nCapPrm:\t0\nCapEff:\t{mask}\n")

    assert home_room.may_raise_limits(tmp_path / "status") is expected


@pytest.mark.skipif(not home_room.may_raise_limits(), reason="hard limits cannot be raised here")
def test_a_limit_for_good_is_hard_and_can_be_lifted() -> None:
    with subprocess.Popen(["sleep", "60"]) as child:
        try:
            limit_files(os.getpid(), 1000, for_good=True)
            closed = resource.prlimit(child.pid, resource.RLIMIT_FSIZE)
            limit_files(os.getpid(), 5000, for_good=True)
            again = resource.prlimit(child.pid, resource.RLIMIT_FSIZE)
        finally:
            child.kill()

    assert (closed, again) == ((1000, 1000), (5000, 5000))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root meets other users' processes")
def test_another_users_process_is_limited_as_that_user() -> None:
    with subprocess.Popen(["sleep", "60"], user=200_001, group=200_001, extra_groups=[]) as child:
        try:
            limit_files(os.getpid(), 1000, for_good=False, uid=200_001)
            closed = resource.prlimit(os.getpid(), resource.RLIMIT_FSIZE)[0], _soft_of(child.pid)
            limit_files(os.getpid(), 5000, for_good=False, uid=200_001)
            again = _soft_of(child.pid)
        finally:
            child.kill()

    assert closed[1:] == ("1000",)
    assert closed[0] not in (1000, 5000)
    assert again == "5000"


def _soft_of(pid: int) -> str:
    lines = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return next(line for line in lines if line.startswith("Max file size")).split()[3]


def _child_of(pid: int) -> int:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    for _ in range(200):
        if listed.read_text().split():
            return int(listed.read_text().split()[0])
        threading.Event().wait(0.05)
    raise AssertionError("the process started no other")
