"""Signing in as people do, at the form."""

from playwright.sync_api import Page

from portal.config.supervisor import DEMO_PASSWORD


def signed_in(page: Page, name: str) -> Page:
    """Sign a page in as one of the demo accounts or newcomers."""
    page.goto("/account/sign-in/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/account/sign-in" not in url)
    return page
