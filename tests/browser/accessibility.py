"""What every page owes to everybody: nothing that axe finds, and nothing cut off at the side."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 900}


def check_accessible(page: Page) -> None:
    """Fail on anything that axe finds."""
    found = Axe().run(page)
    assert not found.response["violations"], f"{page.url}\n{found.generate_report()}"


def check_fits(page: Page) -> None:
    """Fail when the page must be pushed sideways to be read."""
    shown, room = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert shown <= room, f"{page.url} is {shown} pixels wide on a screen of {room}"
