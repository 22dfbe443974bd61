"""Bytes that cross the line when somebody opens a page for the first time."""

from collections import defaultdict
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from tests.bench.browser import Learner

KILOBYTE = 1000


@dataclass
class Weight:
    """KB on the line, compressed and with headers, by kind of file."""

    by_kind: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    requests: int = 0

    @property
    def total(self) -> float:
        """Return all KB."""
        return sum(self.by_kind.values())


def first_view(browser: Browser, learner: Learner, url: str) -> Weight:
    """Open a page as the learner, in a window whose cache is empty."""
    context = browser.new_context(storage_state=learner.page.context.storage_state())
    page = context.new_page()
    wire = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    weight = Weight()

    def answered(event: dict[str, str]) -> None:
        kinds[event["requestId"]] = event["type"]

    def finished(event: dict[str, float]) -> None:
        kind = kinds.get(str(event["requestId"]), "Other")
        weight.by_kind[kind] += event["encodedDataLength"] / KILOBYTE
        weight.requests += 1

    wire.on("Network.responseReceived", answered)
    wire.on("Network.loadingFinished", finished)
    wire.send("Network.enable")
    page.goto(url)
    page.wait_for_load_state("networkidle")
    context.close()
    return weight
