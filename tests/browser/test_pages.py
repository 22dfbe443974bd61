"""Every page of the learner's, HR's and the marking path, without JavaScript and on a phone."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import LAPTOP, PHONE, check_accessible, check_fits
from tests.browser.exercise_source import attempt_notebook
from tests.browser.signatures import Newcomer, SignIn
from tests.browser.signing_in import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COURSE = "/courses/first-steps/"
LEARNERS_PAGES = (
    "/",
    "/courses/",
    COURSE,
    f"{COURSE}meet-the-data/",
    f"{COURSE}meet-the-data/reports-are-not-events/",
    f"{COURSE}people-in-the-table/no-names-and-still-a-person/",
    "/exercises/first-steps/first-look/",
    "/exercises/first-steps/one-page/",
    "/skills/",
    "/datasets/",
    "/datasets/us_wildlife_strikes/",
    "/account/",
    "/account/password/",
    "/account/sign-out/",
    "/accessibility/",
    "/privacy/",
    "/contact/",
    "/licence/",
)


@dataclass(frozen=True)
class Work:
    """What a learner has done, so that there are results to show and to mark."""

    learner: str
    quiz: str
    results: tuple[str, ...]


def upload(page: Page, slug: str, notebook: bytes, folder: Path) -> str:
    """Hand a notebook in on the exercise page, and return the address of the result."""
    path = folder / f"{slug.replace('-', '_')}.ipynb"
    path.write_bytes(notebook)
    page.goto(f"/exercises/first-steps/{slug}/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Upload and submit").click()
    page.wait_for_url("**/submissions/**")
    return page.url


def wait_for_result(page: Page, address: str) -> None:
    """Look at a result again and again until it is there, as without JavaScript one must."""
    for _ in range(30):
        page.goto(address)
        if page.locator("h1[data-result]").count():
            return
        page.wait_for_timeout(1_000)
    raise AssertionError(f"no result at {address}")


def answer_a_question(page: Page) -> str:
    """Enrol and answer the first question of a quiz, and return the quiz's address."""
    page.goto(COURSE)
    page.get_by_role("button", name="Enrol in this course").click()
    page.get_by_role("link", name="Quiz: Reports and events").click()
    question = page.locator("section[data-quiz-part]").first
    question.locator("label").first.click()
    question.get_by_role("button", name="Check my answer").click()
    expect(question.locator(".academy-feedback").first).to_be_visible()
    return page.url.partition("#")[0]


@pytest.fixture(scope="module")
def work(
    browser: Browser,
    browser_context_args: dict[str, object],
    newcomer: Newcomer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Work]:
    """Have a learner without JavaScript, on a phone, enrol, answer, upload and see the scores."""
    name = newcomer()
    options = {**browser_context_args, "viewport": PHONE, "java_script_enabled": False}
    context = browser.new_context(**options)  # type: ignore[arg-type]  # keyword names are Playwright's
    page = signed_in(context.new_page(), name)
    quiz = answer_a_question(page)
    folder = tmp_path_factory.mktemp("notebooks")
    wrong = upload(page, "first-look", attempt_notebook("first-look", "mistake_blanks"), folder)
    to_mark = upload(page, "one-page", attempt_notebook("one-page"), folder)
    for address in (wrong, to_mark):
        wait_for_result(page, address)
    yield Work(name, quiz, (wrong, to_mark))
    context.close()


def check_pages(sign_in: SignIn, name: str, addresses: tuple[str, ...]) -> None:
    """Check each page: with JavaScript off on a phone, then with axe on a phone and a laptop."""
    plain = sign_in(name, viewport=PHONE, java_script_enabled=False)
    for address in addresses:
        answer = plain.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{answer.status} at {address}"
        expect(plain.get_by_role("heading", level=1)).to_be_visible()
        check_fits(plain)
    page = sign_in(name)
    for address in addresses:
        page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]  # width and height
        page.goto(address)
        check_fits(page)
        check_accessible(page)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
        check_fits(page)
        check_accessible(page)


def test_learners_pages(sign_in: SignIn, work: Work) -> None:
    check_pages(sign_in, work.learner, (*LEARNERS_PAGES, work.quiz, *work.results))


def test_result_without_javascript_shows_the_score(sign_in: SignIn, work: Work) -> None:
    page = sign_in(work.learner, viewport=PHONE, java_script_enabled=False)

    page.goto(work.results[0])
    page.reload()

    expect(page.get_by_role("heading", level=1)).to_contain_text("8 of 12 points")
    page.goto("/exercises/first-steps/first-look/")
    expect(page.get_by_role("link", name="Attempt 1: 8 of 12 points")).to_be_visible()


def test_hr_pages(sign_in: SignIn) -> None:
    page = sign_in("hana")
    page.goto("/reports/")
    links = page.locator("main a[href*='/reports/departments/']")
    departments = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")

    check_pages(sign_in, "hana", ("/", "/reports/", departments[0], departments[-1]))


def test_marking_pages(sign_in: SignIn, work: Work) -> None:
    page = sign_in("tomas")
    page.goto("/marking/")
    link = page.locator("main a[href*='/marking/']").first.get_attribute("href")
    assert link

    check_pages(sign_in, "tomas", ("/", "/marking/", link, work.results[1]))


@pytest.mark.parametrize("address", ["/account/sign-in/", "/", COURSE, "/no/such/page/"])
def test_visitors_pages(
    browser: Browser, browser_context_args: dict[str, object], address: str
) -> None:
    for size in (PHONE, LAPTOP):
        context = browser.new_context(**{**browser_context_args, "viewport": size})  # type: ignore[arg-type]  # keyword names are Playwright's
        page = context.new_page()
        page.goto(address)
        check_fits(page)
        check_accessible(page)
        context.close()
