"""The whole academy, started as a user starts it, with a real Chromium in front of it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from portal.config.supervisor import DEMO_PASSWORD

REPOSITORY = Path(__file__).resolve().parents[2]
SCREENSHOTS = REPOSITORY / "docs" / "screenshots"
START_SECONDS = 420
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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


class Academy:
    """A running academy with its own state directory and port."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.port = free_port_pair()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = state.parent / "run.log"
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


@pytest.fixture(scope="session")
def academy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Academy]:
    """Start an academy from nothing for the whole session, and leave nothing running."""
    running = Academy(tmp_path_factory.mktemp("academy") / "state")
    running.start()
    yield running
    left = running.stop()
    for process in left:
        process.kill()
    keep = os.environ.get("ACADEMY_KEEP_LOGS")
    if keep:
        shutil.copytree(running.state / "log", keep, dirs_exist_ok=True)
    assert not left, f"These outlived Ctrl-C: {left}"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Use the machine's Chromium where there is one; as root Chromium has no sandbox of its own."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    flags = [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    extra: dict[str, object] = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **extra, "args": flags}


@pytest.fixture(scope="session")
def browser_context_args(
    browser_context_args: dict[str, object], academy: Academy
) -> dict[str, object]:
    """Look at pages as on an ordinary laptop."""
    viewport = {"width": 1280, "height": 900}
    return {**browser_context_args, "base_url": academy.url, "viewport": viewport}


@pytest.fixture
def sign_in(
    browser: Browser, browser_context_args: dict[str, object]
) -> Iterator[Callable[[str], Page]]:
    """Return a function that gives a page signed in as one of the demo accounts."""
    contexts: list[BrowserContext] = []

    def as_user(name: str, **options: object) -> Page:
        context = browser.new_context(**{**browser_context_args, **options})  # type: ignore[arg-type]  # keyword names are Playwright's
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto("/account/sign-in/")
        page.get_by_label("User name").fill(name)
        page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "/account/sign-in" not in url)
        return page

    yield as_user
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def picture() -> Callable[[Page, str], None]:
    """Return a function that puts a screenshot into the documentation."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> None:
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    return take
