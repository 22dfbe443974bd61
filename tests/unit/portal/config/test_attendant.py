"""What stays of `python -m portal run` once the academy answers."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from portal.config import attendant, supervisor

REPOSITORY = Path(__file__).resolve().parents[4]
# As `run` does it: hold the lock, start a process manager, say which, become the attendant.
RUN = """
import subprocess, sys
from pathlib import Path
from portal.config import supervisor
with supervisor.only_once(Path(sys.argv[1])):
    manager = subprocess.Popen([sys.executable, "-c", sys.argv[2]])
    print(manager.pid, flush=True)
    supervisor.become_attendant(manager.pid)
"""
SLEEPING = "import time; time.sleep(60)"
SLOW_TO_END = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.5), sys.exit(0)))
time.sleep(60)
"""


@pytest.fixture
def blocked() -> Iterator[None]:
    """Block what the attendant waits for, as the program before it does."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, attendant.WAITED_FOR)
    yield
    while signal.sigtimedwait(attendant.WAITED_FOR, 0) is not None:
        pass
    signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(state: Path, manager: str) -> tuple[subprocess.Popen[str], psutil.Process]:
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, str(state), manager],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert run.stdout is not None
    child = psutil.Process(int(run.stdout.readline()))
    deadline = time.monotonic() + 20
    while attendant.__file__ not in psutil.Process(run.pid).cmdline():
        assert time.monotonic() < deadline, "it never became the attendant"
        time.sleep(0.02)
    return run, child


@pytest.mark.parametrize("number", sorted(attendant.ENDING))
def test_each_way_to_end_it_ends_the_process_manager(tmp_path: Path, number: int) -> None:
    run, manager = _start(tmp_path, SLEEPING)

    run.send_signal(number)
    said, _ = run.communicate(timeout=20)

    assert run.returncode == 0
    assert said == f"{attendant.STOPPING}\n{attendant.STOPPED}\n"
    assert not manager.is_running()


def test_a_second_request_to_end_does_not_leave_the_process_manager(tmp_path: Path) -> None:
    run, manager = _start(tmp_path, SLOW_TO_END)
    time.sleep(0.3)  # the process manager sets up its own ending

    run.send_signal(signal.SIGINT)
    time.sleep(0.2)
    run.send_signal(signal.SIGINT)
    run.communicate(timeout=20)

    assert run.returncode == 0
    assert not manager.is_running()


def test_in_the_background_of_a_script_it_is_deaf_to_ctrl_c(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        run, manager = _start(tmp_path, SLEEPING)
    finally:
        signal.signal(signal.SIGINT, before)

    run.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        run.wait(timeout=1)
    assert manager.is_running()

    run.terminate()
    assert run.wait(timeout=20) == 0


def test_a_process_manager_that_ends_by_itself_gives_its_status(tmp_path: Path) -> None:
    run, _manager = _start(tmp_path, "import time; time.sleep(1); raise SystemExit(3)")

    said, _ = run.communicate(timeout=20)

    assert run.returncode == 3
    assert said == f"{attendant.STOPPED}\n"


def test_the_attendant_keeps_the_lock_and_lets_it_go_at_its_end(tmp_path: Path) -> None:
    run, _manager = _start(tmp_path, SLEEPING)

    with pytest.raises(supervisor.StartError, match="already runs"), supervisor.only_once(tmp_path):
        pass
    run.terminate()
    run.communicate(timeout=20)

    with supervisor.only_once(tmp_path):
        pass


def test_the_attendant_has_loaded_next_to_nothing(tmp_path: Path) -> None:
    run, _manager = _start(tmp_path, SLEEPING)

    resident = psutil.Process(run.pid).memory_info().rss / 2**20
    run.terminate()
    run.communicate(timeout=20)

    assert resident < 16


def test_attend_ends_the_process_manager_when_asked(
    blocked: None, capsys: pytest.CaptureFixture[str]
) -> None:
    manager = subprocess.Popen([sys.executable, "-c", SLEEPING])
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)  # other threads block nothing

    assert attendant.attend(manager.pid) == 0

    assert capsys.readouterr().out.endswith(f"{attendant.STOPPED}\n")


def test_attend_passes_on_the_status_of_one_that_ended(blocked: None) -> None:
    manager = subprocess.Popen([sys.executable, "-c", "raise SystemExit(5)"])
    os.waitid(os.P_PID, manager.pid, os.WEXITED | os.WNOWAIT)

    assert attendant.attend(manager.pid) == 5
