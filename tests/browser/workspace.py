"""A learner's ways in JupyterLab: into the notebook, typing answers, handing in."""

from playwright.sync_api import Locator, Page, expect

PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
UNANSWERED = "raise NotImplementedError"


def notebook_name(slug: str) -> str:
    """Return the file name of an exercise's notebook."""
    return slug.replace("-", "_") + ".ipynb"


def open_in_notebook(page: Page, exercise: str) -> None:
    """Go from the exercise page into the notebook."""
    page.goto(exercise)
    page.get_by_role("button", name="Open in the notebook").click()
    expect_notebook(page, exercise.rstrip("/").rsplit("/", 1)[-1])


def enrol_for(page: Page, exercise: str) -> None:
    """Take the exercise's course, as its page offers to whoever does not yet."""
    page.goto(exercise)
    page.get_by_role("button", name="Enrol and work on it").click()
    expect(page.get_by_role("button", name="Open in the notebook")).to_be_visible()


def expect_notebook(page: Page, slug: str) -> None:
    """Wait until an exercise's notebook is in front and shows its cells."""
    # Lab also restores notebooks of an earlier visit; the one asked for must come to the front.
    front = page.locator(".lm-DockPanel-tabBar .lm-mod-current")
    expect(front).to_contain_text(notebook_name(slug), timeout=90_000)
    panel = page.locator(f"{PANEL} .jp-CodeCell")
    expect(panel.first).to_be_visible(timeout=30_000)


def fill_in_answers(page: Page, answers: list[str]) -> None:
    """Type each answer over the starter's placeholder, as a learner does."""
    unanswered = page.locator(f"{PANEL} .jp-CodeCell", has_text=UNANSWERED)
    for answer in answers:
        cell = unanswered.first
        cell.scroll_into_view_if_needed()
        cell.locator(".cm-content").click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(answer)
    expect(unanswered).to_have_count(0)


def save_and_submit(page: Page) -> str:
    """Press the one button and return the address of the result."""
    page.locator(PANEL).get_by_role("button", name="Save and submit").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("SHA-256", timeout=30_000)
    link = dialog.locator("a[href*='/submissions/']")
    address = link.get_attribute("href")
    assert address
    return address


def open_assignment_list(page: Page) -> Locator:
    """Open nbgrader's own Assignment List from its menu."""
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Assignment List").click()
    return page.locator("#nbgrader-assignment-list")


def listed(assignments: Locator, part: str, slug: str) -> Locator:
    """Return the row of an exercise in a part of the Assignment List."""
    rows = assignments.locator(f"#{part}_assignments_list > .list_item")
    return rows.filter(has=assignments.page.get_by_text(slug, exact=True))
