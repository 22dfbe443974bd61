"""Kill -9 of the zygote, between and during submissions: there is always an answer."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graders.build import BuiltExercise, release_notebook
from graders.contract import Limits
from graders.engine import Engine
from graders.settings import read_settings
from graders.zygote.pool import ZygotePool
from tests.integration.graders.submissions import grader


@pytest.fixture
def pool() -> Iterator[ZygotePool]:
    pool = ZygotePool(read_settings().uid, recycle_after=5)
    yield pool
    pool.close()


def descendants(pid: int) -> list[int]:
    """Process ids below a process, nearest first."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found: list[int] = []
    pending = [pid]
    while pending:
        below = children.get(pending.pop(0), [])
        found += below
        pending += below
    return found


def test_a_zygote_that_was_begun_is_the_one_that_is_lent(pool: ZygotePool) -> None:
    pool.warm_meanwhile()
    assert pool.pid is None

    with pool.lend() as zygote:
        assert zygote.alive
    assert pool.started == 1


def test_zygote_killed_between_submissions_is_replaced(
    pool: ZygotePool, strikes: BuiltExercise
) -> None:
    grade = grader(Engine(pool, release_notebook), strikes)
    assert grade().score == 10
    first = pool.pid
    assert first is not None

    os.kill(first, signal.SIGKILL)

    assert grade().score == 10
    assert pool.pid != first
    assert pool.started == 2


def test_stopped_zygote_is_replaced(
    pool: ZygotePool, strikes: BuiltExercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graders.zygote.client._SPAWN_SECONDS", 0.5)
    grade = grader(Engine(pool, release_notebook), strikes)
    assert grade().score == 10
    assert pool.pid is not None

    os.kill(descendants(pool.pid)[1], signal.SIGSTOP)

    assert grade().score == 10


def test_killed_inner_process_of_the_zygote_is_noticed(
    pool: ZygotePool, strikes: BuiltExercise
) -> None:
    grade = grader(Engine(pool, release_notebook), strikes)
    assert grade().score == 10
    assert pool.pid is not None

    os.kill(descendants(pool.pid)[-1], signal.SIGKILL)

    assert grade().score == 10


@pytest.mark.parametrize("victim", ["outer", "inner"])
def test_zygote_killed_during_a_submission_costs_no_points(
    pool: ZygotePool, strikes: BuiltExercise, victim: str
) -> None:
    grade = grader(Engine(pool, release_notebook), strikes)
    assert grade().score == 10
    assert pool.pid is not None
    target = pool.pid if victim == "outer" else descendants(pool.pid)[1]
    timer = threading.Timer(0.4, os.kill, (target, signal.SIGKILL))
    timer.start()

    result = grade({"size": "import time\ntime.sleep(1)\nrows = len(strikes)"})

    timer.join()
    assert result.score == 10
    assert pool.started == 2


def test_zygote_killed_again_and_again_still_gives_an_answer(
    pool: ZygotePool, strikes: BuiltExercise
) -> None:
    engine = Engine(pool, release_notebook)
    grade = grader(engine, strikes)
    assert grade().score == 10
    stop = threading.Event()

    def murderer() -> None:
        seen: set[int] = set()
        while not stop.is_set():
            pid = pool.pid
            if pid is not None and pid not in seen:
                seen.add(pid)
                time.sleep(0.3)
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.01)

    thread = threading.Thread(target=murderer)
    thread.start()
    result = grade({"size": "import time\ntime.sleep(1.2)\nrows = 6"})
    stop.set()
    thread.join()

    assert (result.status, result.reason_code) == ("rejected", "grader_ended")
    assert grade().score == 10


def test_learner_process_killed_from_outside_keeps_earlier_points(
    pool: ZygotePool, strikes: BuiltExercise
) -> None:
    grade = grader(Engine(pool, release_notebook), strikes)
    assert grade().score == 10
    assert pool.pid is not None
    before = set(descendants(pool.pid))

    def kill_learner() -> None:
        assert pool.pid is not None
        os.kill(min(set(descendants(pool.pid)) - before), signal.SIGKILL)

    timer = threading.Timer(0.4, kill_learner)
    timer.start()
    result = grade({"means": "import time\ntime.sleep(1)"})
    timer.join()

    assert result.cells["size_final"].score == 2
    assert result.cells["means_final"].score == 0
    assert result.score == 3


def test_zygote_is_recycled_and_leaves_nothing_behind(
    pool: ZygotePool, strikes: BuiltExercise
) -> None:
    grade = grader(Engine(pool, release_notebook), strikes)

    assert [grade().score for _ in range(8)] == [10] * 8

    assert pool.started >= 3
    assert pool.pid is not None
    last = pool.pid
    pool.close()
    assert not Path(f"/proc/{last}").exists()


def test_two_threads_grade_side_by_side(pool: ZygotePool, strikes: BuiltExercise) -> None:
    grade = grader(Engine(pool, release_notebook), strikes)
    scores: list[float] = []

    def many() -> None:
        scores.extend(grade().score for _ in range(6))

    threads = [threading.Thread(target=many) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert scores == [10] * 12


@pytest.mark.parametrize("which", [0, 1], ids=["learner", "tests"])
def test_either_child_killed_keeps_the_points_before(
    pool: ZygotePool, strikes: BuiltExercise, which: int
) -> None:
    """Both children die once the first task was checked; the next submission has its own."""
    grade = grader(Engine(pool, release_notebook), strikes)
    assert grade().score == 10
    assert pool.pid is not None
    before = set(descendants(pool.pid))

    def kill() -> None:
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            found = sorted(set(descendants(pool.pid or 0)) - before)
            if len(found) > which:
                time.sleep(3)
                os.kill(found[which], signal.SIGKILL)
                return
            time.sleep(0.01)

    thread = threading.Thread(target=kill)
    thread.start()
    result = grade(
        {"means": "import time\ntime.sleep(6)\nmeans = None"},
        limits=Limits(seconds=30, cell_seconds=12),
    )
    thread.join()

    assert result.cells["size_final"].score == 2
    assert result.cells["means_final"].score == 0
    assert result.score == 3
    assert grade().score == 10
