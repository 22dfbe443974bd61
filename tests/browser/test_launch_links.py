"""Links to a workspace that do not lead there: each says why, with the right status."""

import time
import uuid
from unittest import mock

import pytest
from django.core import signing
from playwright.sync_api import Page, expect

from tests.academy import Academy
from tests.browser.accessibility import check_accessible
from tests.browser.running_hub import secret
from tests.browser.signatures import Newcomer, SignIn

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def launch_link(academy: Academy, *, minutes_ago: int = 0) -> str:
    """Return a link that this academy could have made for somebody, some time ago."""
    launch = {"u": uuid.uuid4().hex, "c": "first-steps", "s": "first-look"}
    then = time.time() - 60 * minutes_ago
    with mock.patch("django.core.signing.time.time", return_value=then):
        key = secret(academy, "ACADEMY_SECRET_KEY")
        token = signing.dumps(launch, key=key, salt="portal.workspaces.launch")
    return f"/workspaces/launch/{token}/"


def check_page(page: Page, address: str, status: int, title: str) -> None:
    """Open an address and check status, title, frame and accessibility of what comes."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("banner").get_by_role("link", name="Learn")).to_be_visible()
    check_accessible(page)


def test_forged_link_is_refused(sign_in: SignIn, newcomer: Newcomer, academy: Academy) -> None:
    page = sign_in(newcomer())
    made_here = launch_link(academy)
    forged = made_here.replace(made_here[20:24], "AAAA")
    assert forged != made_here

    check_page(page, forged, 400, "This link does not work")
    check_page(page, "/workspaces/launch/garbage/", 400, "This link does not work")
    page.get_by_role("button", name="Go to the start page").click()
    expect(page).to_have_url(f"{academy.url}/")


def test_expired_link_offers_a_new_one(
    sign_in: SignIn, newcomer: Newcomer, academy: Academy
) -> None:
    page = sign_in(newcomer())

    check_page(page, launch_link(academy, minutes_ago=11), 410, "This link has expired")

    expect(page.get_by_role("button", name="Open “First look at a register” again")).to_be_visible()


def test_link_of_somebody_else_is_refused(
    sign_in: SignIn, newcomer: Newcomer, academy: Academy
) -> None:
    page = sign_in(newcomer())

    answer = page.goto(launch_link(academy))

    assert answer is not None
    assert answer.status == 403
    expect(page.locator("main")).to_contain_text("This link was made for somebody else.")
    check_accessible(page)
