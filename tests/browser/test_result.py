"""The page of a result that is not all right: words, points, and never a hidden test."""

import html
import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.academy import Academy
from tests.browser.accessibility import check_accessible
from tests.browser.exercise_source import hidden_lines, solution_texts
from tests.browser.signatures import Newcomer, Picture, SignIn
from tests.browser.workspace import (
    enrol_for,
    fill_in_answers,
    listed,
    open_assignment_list,
    open_in_notebook,
    save_and_submit,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SLUG = "first-look"
EXERCISE = f"/exercises/first-steps/{SLUG}/"
# Right for every phase that occurs, so that the practice check passes; fails for one that does not.
KNOWN_PHASES_ONLY = (
    'def count_phase(table, phase):\n    return table["phase"].value_counts()[phase]'
)
SHARE_INSTEAD_OF_PERCENT = (
    'missing_speed = strikes["speed_knots"].isna().sum()\n'
    "percent_missing_speed = missing_speed / len(strikes)"
)


def wrong_answers() -> list[str]:
    """Return the model answers with two of them spoiled."""
    answers = solution_texts(SLUG)
    answers[2], answers[4] = SHARE_INSTEAD_OF_PERCENT, KNOWN_PHASES_ONLY
    return answers


def texts_in(place: Path) -> Iterator[tuple[str, str]]:
    """Yield each file below a folder with its text, as it stands and with quotes unescaped."""
    for path in place.rglob("*"):
        if path.is_file() and not path.is_symlink():
            text = path.read_bytes().decode("utf-8", errors="replace")
            yield str(path), text + html.unescape(text).replace('\\"', '"')


def leaked(text: str) -> list[str]:
    """Return the lines of hidden tests that a text holds."""
    return [line for line in hidden_lines(SLUG) if line in text]


def task(page: Page, title: str) -> Locator:
    """Return a task's part of the result page."""
    heading = page.get_by_role("heading", level=2, name=title)
    return page.locator("section.academy-panel").filter(has=heading)


def test_wrong_answers_get_words_points_and_no_hidden_test(
    sign_in: SignIn, newcomer: Newcomer, academy: Academy, picture: Picture
) -> None:
    name = newcomer()
    page = sign_in(name)
    enrol_for(page, EXERCISE)
    open_in_notebook(page, EXERCISE)
    fill_in_answers(page, wrong_answers())
    address = save_and_submit(page)

    result = page.context.new_page()
    result.goto(address)
    heading = result.get_by_role("heading", level=1)
    expect(heading).to_contain_text("of 12 points", timeout=30_000)
    picture(result, "13-result-not-yet")
    check_accessible(result)
    check_words(result)
    assert len(hidden_lines(SLUG)) > 20, "the search below would find nothing"
    assert not leaked(result.content() + html.unescape(result.content()))

    with result.expect_download() as waiting:
        result.get_by_role("link", name="Download exactly what was submitted").click()
    sent = Path(str(waiting.value.path())).read_bytes()
    with tarfile.open(fileobj=io.BytesIO(sent)) as archive:
        for member in archive:
            content = archive.extractfile(member)
            assert content is not None
            assert not leaked(content.read().decode().replace('\\"', '"'))

    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    submitted = listed(open_assignment_list(page), "submitted", SLUG)
    submitted.get_by_role("button", name="Fetch Feedback").click()
    expect(submitted).to_contain_text("view feedback", timeout=30_000)
    files = dict(texts_in(home_of(academy, name)))
    assert any("/feedback/" in path for path in files)
    assert any(path.endswith("first_look.ipynb") for path in files)
    assert not {path: found for path, text in files.items() if (found := leaked(text))}


def check_words(page: Page) -> None:
    """Check what a learner reads about a half right, a wrong and a right task."""
    words = page.locator("main").inner_text()
    assert "4 of 5 attempts left" in words
    assert "Practice checks: 5 of 6 points." in words
    assert "Final checks: 4 of 6 points." in words

    share = task(page, "3. Count the blanks")
    expect(share).to_contain_text("0 of 2 points")
    for kind in ("Practice check", "Final check"):
        expect(share.get_by_role("heading", level=3, name=kind)).to_contain_text("0 of 1 point")
    expect(share).to_contain_text("The percentage goes with the count of blanks.")
    expect(share).to_contain_text("That looks like a share between 0 and 1; multiply it by 100")
    expect(share).to_contain_text("Hint:")
    expect(share.get_by_role("link", name="Read this part of the lesson again")).to_be_visible()

    function = task(page, "5. Your first function")
    expect(function).to_contain_text("1 of 2 points")
    expect(function).to_contain_text("Partly right")
    expect(function).to_contain_text("Practice check · 1 of 1 point")
    final = function.get_by_role("heading", level=3, name="Final check")
    expect(final).to_contain_text("0 of 1 point")
    expect(function).to_contain_text("Input 3: your function stopped with KeyError.")

    right = task(page, "1. How large is the table?")
    expect(right).to_contain_text("2 of 2 points")
    expect(right.get_by_role("heading", level=3)).to_have_count(0)


def home_of(academy: Academy, name: str) -> Path:
    """Return the folder on disk that is the home of a learner's workspace."""
    return academy.state / "workspaces" / name
