"""Real processes of the academy on the test's own database, and ways to end them harshly."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import httpx
import psutil
from django.db import connection

REPOSITORY = Path(__file__).resolve().parents[3]
SECRETS = ("ACADEMY_SECRET_KEY", "ACADEMY_HUB_API_TOKEN", "ACADEMY_OIDC_CLIENT_SECRET")


def database_url() -> str:
    """Return the address of the database that the test itself uses."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    user = given["USER"] + (f":{given['PASSWORD']}" if given["PASSWORD"] else "")
    host = given["HOST"].replace("/", "%2F") + (f":{given['PORT']}" if given["PORT"] else "")
    return f"postgresql://{user + '@' if user else ''}{host}/{given['NAME']}"


def wait_until(condition: Callable[[], Any], *, seconds: float = 30, what: str = "") -> Any:
    """Ask until the condition holds and return its value.

    Raises:
        AssertionError: it did not hold in time.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"not in {seconds:g} s: {what or condition}")


class Program:
    """One program of the academy with everything that it started."""

    def __init__(self, state: Path, *arguments: str, **environment: str) -> None:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("ACADEMY_", "DJANGO_"))}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        ours = {
            "ACADEMY_STATE_DIR": str(state),
            "ACADEMY_RUN_DIR": str(state),
            "ACADEMY_PUBLIC_URL": "http://testserver",
            "ACADEMY_DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "portal.config.settings.dev",
            **{name: f"test-only-{name.lower()}" for name in SECRETS},
        }
        self.log = state / f"{arguments[1]}.log"
        self._out: IO[bytes] = self.log.open("ab")
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=REPOSITORY,
            env={**kept, **ours, **environment},
            stdout=self._out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def children(self) -> list[psutil.Process]:
        """Return what the program has started and what still lives."""
        try:
            family = psutil.Process(self.process.pid).children()
        except psutil.NoSuchProcess:
            return []
        return [child for child in family if child.status() != psutil.STATUS_ZOMBIE]

    def kill_children(self) -> None:
        """End the children as a power failure would."""
        for child in self.children():
            child.kill()

    def kill(self) -> None:
        """End the program and all that it started as a power failure would."""
        family = [*psutil.Process(self.process.pid).children(recursive=True)]
        self.process.kill()
        for child in family:
            if child.is_running():
                child.kill()
        self.process.wait(timeout=10)

    def stop(self, seconds: float = 30) -> int:
        """Ask the program to end and return its status; kill it when it does not."""
        family = self.children()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=seconds)
        finally:
            for child in family:
                if child.is_running():
                    child.kill()
            if self.process.poll() is None:
                self.process.kill()
            self._out.close()


def portal(state: Path) -> Program:
    """Start the portal's web server as `make run` does, and wait until it answers."""
    socket = state / "portal.sock"
    socket.unlink(missing_ok=True)
    arguments = [
        *["-m", "gunicorn", "portal.config.wsgi", "--bind", f"unix:{socket}"],
        *["--workers", "1", "--threads", "8", "--worker-class", "gthread", "--no-control-socket"],
    ]
    program = Program(state, *arguments)
    wait_until(
        lambda: answers(socket, "/healthz"), seconds=60, what=program.log.read_text()[-2000:]
    )
    return program


def answers(socket: Path, path: str) -> bool:
    """Answer whether somebody on the socket says that all is well."""
    try:
        with httpx.Client(transport=httpx.HTTPTransport(uds=str(socket)), timeout=5) as client:
            return client.get(f"http://testserver{path}").status_code == 200
    except httpx.HTTPError:
        return False
