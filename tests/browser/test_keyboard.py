"""The way from signing in to an answered question, with the keyboard alone."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from portal.config.supervisor import DEMO_PASSWORD
from tests.browser.signatures import Newcomer

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_TABS = 80
# A radio button or checkbox of the design system shows its focus on its label.
FOCUS_IS_VISIBLE = """element => {
    const shows = style =>
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) ||
        style.boxShadow !== "none";
    const label = element.labels && element.labels[0];
    const place = (label || element).getBoundingClientRect();
    const inView = place.bottom > 0 && place.top < innerHeight && place.width > 0;
    return inView && (
        shows(getComputedStyle(element)) || (label && shows(getComputedStyle(label, "::before")))
    );
}"""


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the wanted element has the focus; each stop on the way must be visible."""
    expect(wanted).to_be_visible()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate_handle("document.activeElement").as_element()
        assert focused is not None
        if focused.evaluate("element => element === document.body"):
            continue  # past the last stop: the browser's own bar, then the page again
        what = focused.evaluate("element => element.outerHTML.slice(0, 200)")
        assert focused.evaluate(FOCUS_IS_VISIBLE), f"focus cannot be seen on {what}"
        if wanted.evaluate("(element, focused) => element === focused", focused):
            return
    raise AssertionError(f"{MOST_TABS} times Tab did not reach {wanted}")


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
