"""A running academy with a state directory and port of its own, for tests and measurements."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil

from portal.config.processes import run_directory

REPOSITORY = Path(__file__).resolve().parents[1]
START_SECONDS = 420


def free_port_pair() -> int:
    """Return a port that is free together with the next one."""
    for port in range(18600, 18700, 2):
        try:
            for number in (port, port + 1):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", number))
        except OSError:
            continue
        return port
    raise RuntimeError("No two neighbouring ports are free between 18600 and 18700.")


def _heed_ctrl_c() -> None:
    """Let the child end by Ctrl-C even where a shell runs the tests in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Academy:
    """A running academy with its own state directory and port."""

    def __init__(self, state: Path, port: int | None = None) -> None:
        self.state = state
        self.port = port or free_port_pair()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = state.parent / "run.log"
        self.run_dir = run_directory(state)
        self.process: subprocess.Popen[bytes] | None = None

    def environment(self) -> dict[str, str]:
        """Return the caller's environment without anything of ours in it."""
        ours = ("ACADEMY_", "JUPYTERHUB_", "CONFIGPROXY_", "DJANGO_", "PYTEST_")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        return {**kept, "ACADEMY_STATE_DIR": str(self.state)}

    def start(self) -> float:
        """Start and return the seconds until it answered."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "portal", "run", "--port", str(self.port)],
                cwd=REPOSITORY,
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_heed_ctrl_c,
            )
        while "Stop with Ctrl-C" not in self.log.read_text().rsplit("Preparing", 1)[-1]:
            if self.process.poll() is not None or time.monotonic() - began > START_SECONDS:
                raise RuntimeError(f"The academy did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.2)
        return time.monotonic() - began

    def stop(self, number: signal.Signals = signal.SIGINT) -> list[psutil.Process]:
        """Stop as Ctrl-C does, and return the processes that outlived it."""
        if self.process is None or self.process.poll() is not None:
            return []
        family = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(number)
        self.process.wait(timeout=60)
        _, alive = psutil.wait_procs(family, timeout=5)
        return alive

    def portal(self, *arguments: str) -> str:
        """Run a `python -m portal` command against this academy and return what it printed."""
        command = [sys.executable, "-m", "portal", *arguments]
        return subprocess.check_output(
            command, cwd=REPOSITORY, env=self.environment(), text=True, stderr=subprocess.STDOUT
        )
