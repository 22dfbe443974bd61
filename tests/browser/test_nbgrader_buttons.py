"""nbgrader's own buttons in JupyterLab: Fetch, Validate, Submit and Fetch Feedback."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.exercise_source import solution_texts
from tests.browser.signatures import Newcomer, Picture, SignIn
from tests.browser.workspace import (
    PANEL,
    enrol_for,
    expect_notebook,
    fill_in_answers,
    listed,
    notebook_name,
    open_assignment_list,
    open_in_notebook,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIRST = "/exercises/first-steps/first-look/"
SLUG = "share-of-what"
SECOND = f"/exercises/first-steps/{SLUG}/"


def validate(page: Page) -> str:
    """Press Validate in the notebook's toolbar, and return what the dialog says."""
    page.locator(PANEL).get_by_role("button", name="Validate").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Validation Results", timeout=60_000)
    said = dialog.inner_text()
    dialog.get_by_role("button", name="OK").click()
    expect(dialog).to_have_count(0)
    return said


def test_fetch_validate_submit_and_feedback_with_nbgraders_own_buttons(
    sign_in: SignIn, newcomer: Newcomer, picture: Picture
) -> None:
    page = sign_in(newcomer())
    enrol_for(page, FIRST)
    open_in_notebook(page, FIRST)

    assignments = open_assignment_list(page)
    released = listed(assignments, "released", SLUG)
    released.get_by_role("button", name="Fetch").click()
    fetched = listed(assignments, "fetched", SLUG)
    expect(fetched).to_be_visible(timeout=30_000)
    expect(released).to_have_count(0)

    fetched.locator(".assignment-notebooks-link").click()
    fetched.get_by_role("link", name=notebook_name(SLUG).removesuffix(".ipynb")).click()
    expect_notebook(page, SLUG)
    assert "The following cell failed" in validate(page)
    fill_in_answers(page, solution_texts(SLUG))
    assert "Your notebook passes all the tests" in validate(page)

    assignments = open_assignment_list(page)
    listed(assignments, "fetched", SLUG).get_by_role("button", name="Submit").click()
    submitted = listed(assignments, "submitted", SLUG)
    expect(submitted.locator(".nested_list_item")).to_have_count(1, timeout=30_000)
    moment = re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ UTC", submitted.inner_text())
    assert moment, submitted.inner_text()
    picture(page, "12-assignment-list")

    portal = page.context.new_page()
    portal.goto(SECOND)
    portal.get_by_role("link", name="Attempt 1").click()
    heading = portal.get_by_role("heading", level=1)
    expect(heading).to_contain_text("every task is right", timeout=30_000)
    receipt = portal.locator(".academy-receipt")
    expect(receipt).to_contain_text(moment[0])
    expect(receipt).to_contain_text("SHA-256")
    expect(receipt.locator("code", has_text=re.compile(r"^[0-9a-f]{64}$"))).to_be_visible()

    page.get_by_title("Refresh assignments list").click()
    expect(submitted).to_contain_text("feedback available to fetch", timeout=30_000)
    submitted.get_by_role("button", name="Fetch Feedback").click()
    expect(submitted).to_contain_text("view feedback", timeout=30_000)
