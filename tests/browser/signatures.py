"""What the browser tests' fixtures hand out, for type hints."""

from collections.abc import Callable

from playwright.sync_api import Page

SignIn = Callable[..., Page]
Picture = Callable[[Page, str], None]
Newcomer = Callable[[], str]
