"""The measurements, each taken from one running academy."""

import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from playwright.sync_api import Browser

from graders.build import build_exercise
from graders.manifest import MODEL_ATTEMPT
from portal.config import processes
from tests.academy import REPOSITORY, Academy
from tests.bench import memory, pages
from tests.bench.bare_wagtail import BareWagtail
from tests.bench.browser import Learner, Learners
from tests.bench.figures import Figure, Target
from tests.bench.hub import Hub
from tests.bench.weight import Weight, first_view

COURSE = "/courses/first-steps/"
LESSON = "Reports are not events"
EXERCISE = "/exercises/first-steps/first-look/"
HANDED_IN = ("first-look", "share-of-what")
LEARNERS = 5
WARM_OPENINGS = 3
SUBMISSIONS = 24
PAGE_ROUNDS = 8
SETTLE_SECONDS = 5.0
OPENING = Target(5, "s")
SCORING = Target(3, "s")
IDLE = Target(700, "MiB")


@dataclass
class Measured:
    """Everything that one run found out."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    sites: list[pages.Site] = field(default_factory=list)
    fresh: Mapping[str, float] = field(default_factory=dict)
    idle: Mapping[str, float] = field(default_factory=dict)
    learner_idle: float = 0.0
    learner_pandas: float = 0.0
    weight: Weight = field(default_factory=Weight)
    load: list[float] = field(default_factory=list)

    def figures(self) -> list[Figure]:
        """Return the lines of the first table."""
        return [
            Figure("Cold: click to notebook visible, server not running", "s", self.cold, OPENING),
            Figure("Warm: click to notebook visible, server running", "s", self.warm, OPENING),
            Figure("Submit to score on the page", "s", self.scores, SCORING),
            Figure("Memory of the whole system, idle", "MiB", [sum(self.idle.values())], IDLE),
            Figure("First view of a lesson, on the line", "KB", [self.weight.total]),
        ]


class Run:
    """One run of all measurements, in an order in which none disturbs the next."""

    def __init__(self, academy: Academy, browser: Browser, peer: BareWagtail) -> None:
        self.academy = academy
        self.browser = browser
        self.peer = peer
        self.hub = Hub(academy)
        self.found = Measured()
        self.learners = Learners(academy, browser, LEARNERS)
        self._windows: dict[str, Learner] = {}

    def all(self) -> Measured:
        """Measure everything and return it."""
        self._settle()
        self.found.fresh = self._memory()
        last = self._openings()
        self._one_learners_memory(last)
        self._submissions(last)
        self._lesson(last)
        last.leave()
        self._settle()
        self.found.idle = self._memory()
        return self.found

    def _settle(self) -> None:
        time.sleep(SETTLE_SECONDS)
        self.found.load.append(psutil.cpu_percent(interval=1.0))

    def _memory(self) -> dict[str, float]:
        if self.academy.process is None:
            raise RuntimeError("The academy does not run.")
        return memory.by_program(psutil.Process(self.academy.process.pid))

    def _openings(self) -> Learner:
        """Measure the click that opens the notebook; return the last learner, still signed in."""
        say("Opening the notebook")
        for name in self.learners.names:
            learner = self.learners.sign_in(name)
            self.found.cold.append(learner.open_notebook(EXERCISE))
            for _ in range(WARM_OPENINGS):
                self.found.warm.append(learner.open_notebook(EXERCISE))
            if name == self.learners.names[-1]:
                return learner
            learner.leave()
            self.hub.stop(name)
        raise RuntimeError("There are no learners to measure.")

    def _one_learners_memory(self, learner: Learner) -> None:
        say("Memory of one learner")
        learner.run_first_cell()
        self._settle()
        self.found.learner_pandas = self._memory()[memory.WORKSPACE]
        learner.page.goto("/")
        self.hub.stop(learner.name)
        self.hub.start(learner.name)
        self._settle()
        self.found.learner_idle = self._memory()[memory.WORKSPACE]
        self.hub.stop(learner.name)

    def _submissions(self, last: Learner) -> None:
        say("Submitting and grading")
        with tempfile.TemporaryDirectory() as folder:
            for number in range(SUBMISSIONS):
                slug = HANDED_IN[number % len(HANDED_IN)]
                name = self.learners.names[number * len(self.learners.names) // SUBMISSIONS]
                learner = last if name == last.name else self._window(name)
                notebook, points = correct_notebook(slug, Path(folder))
                exercise = f"/exercises/first-steps/{slug}/"
                self.found.scores.append(learner.hand_in(exercise, notebook, points))
        for learner in self._windows.values():
            learner.leave()

    def _window(self, name: str) -> Learner:
        if name not in self._windows:
            self._windows[name] = self.learners.sign_in(name)
        return self._windows[name]

    def _lesson(self, learner: Learner) -> None:
        say("The lesson page")
        page = learner.page
        page.goto(COURSE)
        page.get_by_role("link", name=LESSON).first.click()
        page.wait_for_load_state("networkidle")
        url = page.url
        self.found.weight = first_view(self.browser, learner, url)
        ours = self._our_site(learner, url)
        body = pages.main_part(ours.get(ours.connection()).decode())
        environment = {"ACADEMY_PORTAL_SOCKET": "", "ACADEMY_GRADER_SOCKET": ""}
        self.peer.start(body, processes.commands(environment)["portal"])
        try:
            self.found.sites = [ours, *self.peer.sites()]
            pages.compare(self.found.sites, PAGE_ROUNDS)
        finally:
            self.peer.stop()

    def _our_site(self, learner: Learner, url: str) -> pages.Site:
        cookies = learner.page.context.cookies()
        return pages.Site(
            "Academy, signed in",
            processes.run_directory(self.academy.state) / "portal.sock",
            self.academy.url.removeprefix("http://"),
            url.removeprefix(self.academy.url),
            "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies),
        )


def correct_notebook(slug: str, folder: Path) -> tuple[Path, str]:
    """Write an exercise's model answer as a learner would upload it; also return its points."""
    built = build_exercise(REPOSITORY / "exercises" / slug)
    score = next(a.score for a in built.manifest.attempts if a.name == MODEL_ATTEMPT)
    path = folder / built.filename
    path.write_bytes(built.attempts[MODEL_ATTEMPT])
    return path, f"{score:g} of {score:g}"


def say(what: str) -> None:
    """Print one line of progress at once."""
    print(f"{what} …", flush=True)
