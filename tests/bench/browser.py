"""A learner with a real Chromium: signs in, opens notebooks, hands in, waits for the score."""

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.academy import Academy

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIEWPORT = {"width": 1280, "height": 900}
PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
FRONT_TAB = ".lm-DockPanel-tabBar .lm-mod-current"
LONGEST_MS = 120_000
MAKER = """
from portal.courses.models import CoursePage
from portal.learning.services import enrol
from portal.people.services import create_user
course = CoursePage.objects.get(slug="first-steps")
for name in {names!r}:
    learner = create_user(
        username=name, by=None, password={password!r}, first_name="Bench", last_name=name
    )
    enrol(learner=learner, course=course, by=learner)
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium, or Playwright's own; as root it has no sandbox of its own."""
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


class Learners:
    """New accounts, each with a browser window that has never seen the academy."""

    def __init__(self, academy: Academy, browser: Browser, count: int) -> None:
        self.academy = academy
        self.browser = browser
        self.names = [f"bench-{number:02}" for number in range(1, count + 1)]
        self._password = secrets.token_urlsafe(18)
        code = MAKER.format(names=self.names, password=self._password)
        academy.portal("shell", "--no-imports", "-v", "0", "-c", code)

    def sign_in(self, name: str) -> "Learner":
        """Return the learner, signed in on a window with empty caches."""
        context = self.browser.new_context(base_url=self.academy.url, viewport=VIEWPORT)  # type: ignore[arg-type]  # a dict serves as Playwright's ViewportSize
        context.set_default_timeout(LONGEST_MS)
        page = context.new_page()
        page.goto("/account/sign-in/")
        page.get_by_label("User name").fill(name)
        page.get_by_label("Password", exact=True).fill(self._password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "/account/sign-in" not in url)
        return Learner(name, page)


class Learner:
    """One person at one browser window."""

    def __init__(self, name: str, page: Page) -> None:
        self.name = name
        self.page = page

    def open_notebook(self, exercise: str) -> float:
        """Press "Open in the notebook" and return the seconds until its code can be seen."""
        self.page.goto(exercise)
        name = exercise.rstrip("/").rsplit("/", 1)[-1].replace("-", "_") + ".ipynb"
        button = self.page.get_by_role("button", name="Open in the notebook")
        expect(button).to_be_visible()
        began = time.perf_counter()
        button.click()
        expect(self.page.locator(FRONT_TAB)).to_contain_text(name, timeout=LONGEST_MS)
        cell = self.page.locator(f"{PANEL} .jp-CodeCell .cm-content")
        expect(cell.first).to_be_visible(timeout=LONGEST_MS)
        return time.perf_counter() - began

    def run_first_cell(self) -> None:
        """Run the first code cell, which loads pandas and a table, and wait for its output."""
        # What is run before the kernel is connected may be lost, so that is waited for.
        expect(self.page.locator(".jp-StatusBar-Widget", has_text="| Idle")).to_be_visible(
            timeout=LONGEST_MS
        )
        cell = self.page.locator(f"{PANEL} .jp-CodeCell").first
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Shift+Enter")
        expect(cell.locator(".jp-OutputArea-output table")).to_be_visible(timeout=LONGEST_MS)

    def hand_in(self, exercise: str, notebook: Path, points: str) -> float:
        """Upload a notebook and return the seconds from the click until the score can be read.

        The page that waits asks for the result every half second; that is part of the time.
        """
        self.page.goto(exercise)
        self.page.locator("input[type=file]").set_input_files(notebook)
        button = self.page.get_by_role("button", name="Upload and submit")
        heading = self.page.locator("h1[data-result]")
        began = time.perf_counter()
        # The click itself need not wait for the next page: the heading is what is waited for.
        button.click(no_wait_after=True)
        heading.wait_for(state="visible", timeout=LONGEST_MS)
        taken = time.perf_counter() - began
        expect(heading).to_contain_text(re.compile(rf"\b{re.escape(points)} points"))
        return taken

    def leave(self) -> None:
        """Close the window."""
        self.page.context.close()
