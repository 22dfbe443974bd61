"""An account that an administrator ends: everything that hangs on it goes."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from portal.config.supervisor import DEMO_PASSWORD
from portal.workspaces.errors import HubTokenError
from tests.academy import Academy
from tests.browser.accessibility import check_accessible
from tests.browser.running_hub import hub_client, new_token
from tests.browser.signatures import Newcomer, SignIn
from tests.browser.workspace import enrol_for, open_in_notebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EXERCISE = "/exercises/first-steps/first-look/"


def wait_until(what: Callable[[], bool], *, seconds: float = 60) -> None:
    """Ask again and again until it is so."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what.__name__}"
        time.sleep(0.5)


def end_account(page: Page, name: str) -> None:
    """End an account as an administrator does."""
    page.goto("/account/people/")
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="End this account").click()
    check_accessible(page)
    page.get_by_role("button", name="End the account").click()
    expect(page.locator("main")).to_contain_text("This account has ended")


def test_ended_account_loses_session_token_server_and_sign_in(
    sign_in: SignIn, newcomer: Newcomer, academy: Academy
) -> None:
    name = newcomer()
    learner = sign_in(name)
    enrol_for(learner, EXERCISE)
    open_in_notebook(learner, EXERCISE)
    hub = hub_client(academy)
    token = new_token(academy, name)
    assert hub.identify(token).name == name
    before = hub.get_user(name)
    assert before is not None
    assert before.server_ready

    end_account(sign_in("ada"), name)

    def server_is_gone() -> bool:
        now = hub.get_user(name)
        return now is None or not now.has_server

    wait_until(server_is_gone)
    with pytest.raises(HubTokenError):
        hub.identify(token)

    learner.goto("/skills/")
    expect(learner.get_by_label("User name")).to_be_visible()
    learner.get_by_label("User name").fill(name)
    learner.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    learner.get_by_role("button", name="Sign in").click()
    expect(learner.get_by_role("alert").first).to_contain_text("This account has ended")

    # The Hub still knows the browser, but starts nothing without asking the portal again.
    learner.goto(f"/workspace/user/{name}/lab")
    expect(learner.locator("h1")).to_have_text("Your workspace is closed")
    learner.get_by_role("link", name="Open it again").click()
    expect(learner.locator("h1")).to_have_text("Please sign in again")
    check_accessible(learner)
    for _ in range(10):
        learner.wait_for_timeout(500)
        assert server_is_gone()
    expect(learner.locator(".jp-NotebookPanel")).to_have_count(0)
