"""Requests say how they came, on every page of the hub."""

import pytest
from jupyterhub.handlers.base import BaseHandler
from jupyterhub.handlers.pages import SpawnHandler

from hub_config import hub_corrections


def test_say_how_requests_came_answers_for_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(BaseHandler, "_token_authenticated", raising=False)

    hub_corrections.say_how_requests_came()

    assert SpawnHandler._token_authenticated is False
