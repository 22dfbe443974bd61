"""A trainer's edit on its way to the learners: draft, preview, moderation, published."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.academy import Academy
from tests.browser.signatures import Picture, SignIn

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SLUG = "no-names-and-still-a-person"
LESSON = f"/courses/first-steps/people-in-the-table/{SLUG}/"
TITLE = "No names, and still a person"
CHANGED = "No names, and yet a person"


# Forgets what an earlier run left: who was editing, what waits for moderation, another title.
AS_AT_FIRST = f"""
from wagtail.admin.models import EditingSession
from portal.courses.models import LessonPage
EditingSession.objects.all().delete()
lesson = LessonPage.objects.get(slug="{SLUG}")
if lesson.current_workflow_state:
    lesson.current_workflow_state.cancel()
lesson.title = "{TITLE}"
lesson.save_revision().publish()
print(lesson.pk)
"""


@pytest.fixture
def editor(academy: Academy) -> Iterator[str]:
    """Return the address of the lesson's editor, and give the lesson its title back at the end."""
    shell = ("shell", "--no-imports", "-v", "0", "-c", AS_AT_FIRST)
    number = academy.portal(*shell).split()[-1]
    yield f"/cms/pages/{number}/edit/"
    academy.portal(*shell)


def choose_action(page: Page, button: str) -> None:
    """Choose one of the actions behind "More actions", and wait until it is done."""
    page.get_by_role("button", name="More actions").last.click()
    page.locator(button).first.click()
    expect(page.locator(".messages").first).to_contain_text("has been", timeout=20_000)


def title_shown(page: Page) -> str:
    """Return the title that a learner sees in the lesson."""
    page.goto(LESSON)
    return page.get_by_role("heading", level=1).inner_text()


def test_edit_reaches_learners_only_after_moderation(
    sign_in: SignIn, picture: Picture, editor: str
) -> None:
    learner, trainer = sign_in("amina"), sign_in("tomas")
    assert title_shown(learner) == TITLE

    trainer.goto(editor)
    trainer.locator("[name=title]").fill(CHANGED)
    trainer.get_by_role("button", name="Save draft").click()
    expect(trainer.locator(".messages").first).to_contain_text("has been updated", timeout=20_000)
    assert title_shown(learner) == TITLE

    trainer.get_by_role("button", name="Toggle preview").click()
    preview = trainer.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text(CHANGED, timeout=20_000)
    picture(trainer, "11-editor")

    choose_action(trainer, "button[name=action-submit]")
    trainer.goto(editor)
    expect(trainer.locator(".messages").first).to_contain_text(
        "Only reviewers for this task can edit"
    )
    expect(trainer.get_by_role("button", name="Save draft")).to_have_count(0)
    assert title_shown(learner) == TITLE

    approve(sign_in("edith"), editor)
    assert title_shown(learner) == CHANGED


def approve(page: Page, editor: str) -> None:
    """Approve what waits for moderation, which publishes it."""
    page.goto(editor)
    page.get_by_role("button", name="More actions").last.click()
    page.locator("[data-workflow-action-name=approve]").first.click()
    page.wait_for_url(lambda url: not url.endswith(editor))
    expect(page.locator(".messages").first).to_contain_text("has been", timeout=20_000)
