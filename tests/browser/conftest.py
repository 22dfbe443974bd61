"""The whole academy, started as a user starts it, with a real Chromium in front of it."""

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from portal.config.supervisor import DEMO_PASSWORD
from tests.academy import REPOSITORY, Academy
from tests.browser.accessibility import LAPTOP
from tests.browser.signatures import Newcomer, Picture, SignIn
from tests.browser.signing_in import signed_in

SCREENSHOTS = REPOSITORY / "docs" / "screenshots"
NEWCOMERS = 12
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def academy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Academy]:
    """Start an academy from nothing for the whole session, and leave nothing running."""
    already = os.environ.get("ACADEMY_BROWSER_STATE")
    if already:  # while writing a test: use the academy that runs with this state directory
        yield Academy(Path(already), port=int(os.environ["ACADEMY_BROWSER_PORT"]))
        return
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
    return {**browser_context_args, "base_url": academy.url, "viewport": LAPTOP}


@pytest.fixture
def sign_in(browser: Browser, browser_context_args: dict[str, object]) -> Iterator[SignIn]:
    """Return a function that gives a page signed in as one of the demo accounts."""
    contexts: list[BrowserContext] = []

    def as_user(name: str, **options: object) -> Page:
        context = browser.new_context(**{**browser_context_args, **options})  # type: ignore[arg-type]  # keyword names are Playwright's
        contexts.append(context)
        context.set_default_timeout(20_000)
        return signed_in(context.new_page(), name)

    yield as_user
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def newcomer(academy: Academy) -> Newcomer:
    """Return a function that opens a learner's account which no other test uses."""
    prefix = f"newcomer-{secrets.token_hex(3)}"
    names = [f"{prefix}-{number}" for number in range(NEWCOMERS)]
    academy.portal(
        *("shell", "--no-imports", "-v", "0", "-c"),
        "from portal.people.services import create_user\n"
        f"for name in {names!r}:\n"
        f"    create_user(username=name, by=None, password={DEMO_PASSWORD!r}, is_demo=True)",
    )
    left = iter(names)
    return lambda: next(left)


@pytest.fixture(scope="session")
def picture() -> Picture:
    """Return a function that puts a screenshot into the documentation."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> None:
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    return take
