"""Impatient hands: a double click on any button of the learner's path has one effect."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.academy import Academy
from tests.browser.exercise_source import attempt_notebook, solution_texts
from tests.browser.signatures import Newcomer, SignIn
from tests.browser.workspace import PANEL, expect_notebook, fill_in_answers

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COURSE = "/courses/first-steps/"
UPLOADED = "/exercises/first-steps/smallest-group/"
IN_NOTEBOOK = "/exercises/first-steps/share-of-what/"
COUNT = """
import json
from portal.assignments.models import Submission
from portal.learning.models import Enrolment, QuizAnswer, QuizAttempt
me = "{name}"
print(json.dumps({{
    "enrolments": Enrolment.objects.filter(learner__username=me).count(),
    "attempts": QuizAttempt.objects.filter(learner__username=me).count(),
    "answers": QuizAnswer.objects.filter(attempt__learner__username=me).count(),
    "submissions": Submission.objects.filter(learner__username=me).count(),
}}))
"""


def effects(academy: Academy, name: str) -> dict[str, int]:
    """Count in the database what a learner did."""
    shell = ("shell", "--no-imports", "-v", "0", "-c")
    said = academy.portal(*shell, COUNT.format(name=name)).strip().splitlines()[-1]
    counted: dict[str, int] = json.loads(said)
    return counted


def double_click_in_portal(page: Page, folder: Path) -> None:
    """Enrol, answer a question and upload a notebook, each with a double click."""
    page.goto(COURSE)
    page.get_by_role("button", name="Enrol in this course").dblclick()
    expect(page.get_by_role("link", name="Carry on")).to_be_visible()

    page.get_by_role("link", name="Quiz: Reports and events").click()
    question = page.locator("section[data-quiz-part]").first
    question.locator("input[type=radio], input[type=checkbox]").first.check(force=True)
    question.get_by_role("button", name="Check my answer").dblclick()
    expect(page.locator(".academy-feedback").first).to_be_visible()

    model = folder / "smallest_group.ipynb"
    model.write_bytes(attempt_notebook("smallest-group"))
    page.goto(UPLOADED)
    page.locator("input[type=file]").set_input_files(model)
    page.get_by_role("button", name="Upload and submit").dblclick()
    page.wait_for_url("**/submissions/**")


def test_double_clicks_have_one_effect(
    sign_in: SignIn, newcomer: Newcomer, academy: Academy, tmp_path: Path
) -> None:
    name = newcomer()
    page = sign_in(name)
    double_click_in_portal(page, tmp_path)

    page.goto(IN_NOTEBOOK)
    page.get_by_role("button", name="Open in the notebook").dblclick()
    expect_notebook(page, "share-of-what")
    fill_in_answers(page, solution_texts("share-of-what"))
    page.locator(PANEL).get_by_role("button", name="Save and submit").dblclick()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("SHA-256", timeout=30_000)
    expect(dialog).to_contain_text("Number 1;")
    expect(dialog).to_have_count(1)

    assert effects(academy, name) == {
        "enrolments": 1,
        "attempts": 1,
        "answers": 1,
        "submissions": 2,
    }


def test_double_clicks_without_javascript_have_one_effect(
    sign_in: SignIn, newcomer: Newcomer, academy: Academy, tmp_path: Path
) -> None:
    name = newcomer()
    page = sign_in(name, java_script_enabled=False)

    double_click_in_portal(page, tmp_path)

    assert effects(academy, name) == {
        "enrolments": 1,
        "attempts": 1,
        "answers": 1,
        "submissions": 1,
    }
