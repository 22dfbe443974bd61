"""The way from signing in to an answered question, with the keyboard alone."""

import pytest
from playwright.sync_api import Browser, expect

from portal.config.supervisor import DEMO_PASSWORD
from tests.browser.keyboard import tab_to
from tests.browser.signatures import Newcomer

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_from_signing_in_to_an_answer_by_keyboard(
    browser: Browser, browser_context_args: dict[str, object], newcomer: Newcomer
) -> None:
    context = browser.new_context(**browser_context_args)  # type: ignore[arg-type]  # keyword names are Playwright's
    page = context.new_page()
    page.goto("/account/sign-in/")
    tab_to(page, page.get_by_role("link", name="Skip to main content"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("User name"))
    page.keyboard.type(newcomer())
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/account/sign-in" not in url)

    tab_to(page, page.get_by_role("banner").get_by_role("link", name="Learn"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/courses/")
    tab_to(page, page.get_by_role("link", name="Data in public service: first steps").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/courses/first-steps/")

    tab_to(page, page.get_by_role("button", name="Enrol in this course"))
    page.keyboard.press("Enter")
    carry_on = page.get_by_role("link", name="Carry on")
    tab_to(page, carry_on)
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Reports are not events")
    tab_to(page, page.get_by_role("link", name="Next: Quiz"))
    page.keyboard.press("Enter")

    question = page.locator("section[data-quiz-part]").first
    tab_to(page, question.locator("input:not([type=hidden])").first)
    page.keyboard.press("Space")
    tab_to(page, question.get_by_role("button", name="Check my answer"))
    page.keyboard.press("Enter")
    expect(question.locator(".academy-feedback").first).to_be_visible()
    # The feedback is where the focus is, so that a screen reader reads it next.
    expect(question).to_be_focused()
    context.close()
