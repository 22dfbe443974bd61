"""Kill -9 of the grading program in the middle of a submission: nothing is left, nothing lost."""

import os
import signal
import threading
import time
from pathlib import Path

import httpx
import pytest

from tests.integration.graders import sources as make
from tests.integration.graders.test_serve import Server, end, start
from tests.integration.graders.test_survival import descendants

SOURCE = make.source(
    make.answer("a", "x = 1"),
    make.check("t", "assert x == 1"),
    make.answer("b", "y = 2"),
    make.hidden("u", "assert y == 2"),
)
SLOW = make.submission(SOURCE, b="import time\ntime.sleep(3)\ny = 2")


def kill_in_mid_grade(server: Server, idle: set[int]) -> set[int]:
    """Kill the server once both children of a submission run; returns all that it had started."""
    deadline = time.monotonic() + 30
    while len((found := set(descendants(server.process.pid))) - idle) < 2:
        assert time.monotonic() < deadline, "no notebook was started"
        time.sleep(0.01)
    time.sleep(0.3)
    os.kill(server.process.pid, signal.SIGKILL)
    return found


def await_end_of(pids: set[int]) -> set[int]:
    """Those that still live after a while."""
    deadline = time.monotonic() + 10
    while alive := {pid for pid in pids if Path(f"/proc/{pid}").exists()}:
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)
    return alive


def test_killed_server_leaves_nothing_and_its_successor_grades(tmp_path: Path) -> None:
    server = start(tmp_path)
    server.put(SOURCE)
    assert server.grade(SOURCE, SOURCE).json()["score"] == 2
    idle = set(descendants(server.process.pid))
    started: set[int] = set()
    killer = threading.Thread(target=lambda: started.update(kill_in_mid_grade(server, idle)))
    killer.start()

    with pytest.raises(httpx.HTTPError):
        server.grade(SOURCE, SLOW)

    killer.join()
    server.process.wait(10)
    end(server)
    assert len(started - idle) >= 2
    assert await_end_of(started) == set(), "the sandbox outlives the program that started it"
    successor = start(tmp_path)  # over the socket and the files that the dead one left
    try:
        again = successor.grade(SOURCE, SLOW)
        assert again.status_code == 200, "it holds the files that the first one was sent"
        assert again.json()["score"] == 2
    finally:
        end(successor)
