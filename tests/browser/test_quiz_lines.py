"""Questions that ask for an order or for partners, by keyboard and without JavaScript."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import LAPTOP, PHONE, check_accessible, check_fits
from tests.browser.keyboard import tab_to
from tests.browser.signatures import Newcomer, SignIn

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COURSE = "/courses/telling-it-straight/"
QUIZ = "Quiz: Devices, checks and contrast"
PARTNERS = {
    "since the flood closed the road": "the window",
    "More trees planted than ever": "the running total",
    "happen to experienced drivers": "the missing denominator",
    "on two scales": "the second axis",
}
PLACES = {
    "Read the title, then cover it": "1",
    "Look where the axes begin": "2",
    "Ask why the chart begins and ends": "3",
    "Say in one sentence": "4",
    "Uncover the title and compare": "5",
}


def open_quiz(page: Page) -> None:
    """Enrol in the course and open the quiz."""
    page.goto(COURSE)
    page.get_by_role("button", name="Enrol in this course").click()
    page.get_by_role("link", name=QUIZ).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def question(page: Page, words: str) -> Locator:
    """Find a question by words of its prompt."""
    return page.locator("section[data-quiz-part]", has_text=words)


def answer_by_keyboard(page: Page, asked: Locator, answers: Mapping[str, str]) -> None:
    """Reach each list with Tab, type the beginning of a choice, and send with Enter."""
    lists = asked.locator("select")
    expect(lists).to_have_count(len(answers))
    for number in range(len(answers)):
        chosen = lists.nth(number)
        tab_to(page, chosen)
        line = asked.locator("label").nth(number).inner_text()
        wanted = next(words for part, words in answers.items() if part in line)
        page.keyboard.type(wanted)
        expect(chosen.locator("option:checked")).to_have_text(re.compile(f"^{wanted}"))
    tab_to(page, asked.get_by_role("button", name="Check my answer"))
    page.keyboard.press("Enter")


def check_both_widths(page: Page) -> None:
    """Check with axe, and that nothing is cut off, on a laptop and on a phone."""
    for size in (LAPTOP, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # width and height
        check_fits(page)
        check_accessible(page)
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]  # width and height


def test_partners_and_places_are_given_by_keyboard(sign_in: SignIn, newcomer: Newcomer) -> None:
    page = sign_in(newcomer())
    open_quiz(page)
    check_both_widths(page)

    partners = question(page, "Which device misleads in each case?")
    answer_by_keyboard(page, partners, PARTNERS)
    expect(partners.locator(".academy-feedback").first).to_be_visible()
    expect(partners).to_be_focused()
    expect(partners).to_contain_text("The lowest point was chosen as the beginning.")

    places = question(page, "In which order do you check a chart in two minutes?")
    swapped = {**PLACES, "Read the title, then cover it": "2", "Look where the axes begin": "1"}
    answer_by_keyboard(page, places, swapped)
    expect(places).to_be_focused()
    expect(places).to_contain_text("You must know what is claimed")
    check_both_widths(page)


def test_partners_and_places_are_given_without_javascript(
    sign_in: SignIn, newcomer: Newcomer
) -> None:
    page = sign_in(newcomer(), viewport=PHONE, java_script_enabled=False)
    open_quiz(page)
    check_fits(page)

    places = question(page, "In which order do you check a chart in two minutes?")
    places.locator("select").first.select_option("1")
    places.get_by_role("button", name="Check my answer").click()

    places = question(page, "In which order do you check a chart in two minutes?")
    expect(places.locator(".govuk-error-message").first).to_be_visible()
    expect(places.locator("select").first.locator("option:checked")).to_have_text(re.compile("^1"))
    for line in places.locator("label").all():
        words = line.inner_text()
        place = next(number for part, number in PLACES.items() if part in words)
        places.get_by_label(words, exact=True).select_option(place)
    places.get_by_role("button", name="Check my answer").click()

    places = question(page, "In which order do you check a chart in two minutes?")
    expect(places.locator(".academy-feedback").first).to_be_visible()
    expect(places.locator("form")).to_have_count(0)
    check_fits(page)
