"""Fixtures of the exchange's tests: a Hub that knows Ada, and an exercise."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from portal.assignments.models import Release
from portal.people.models import User
from tests.factories.assignments import COURSE, ReleaseFactory
from tests.factories.competencies import CompetencyFactory
from tests.factories.hub import HubState, hub_on
from tests.factories.learning import EnrolmentFactory
from tests.factories.people import UserFactory

ADA, BOB = "token-of-ada", "token-of-bob"


@pytest.fixture
def hub(tmp_path: Path, settings: Any) -> Iterator[HubState]:
    cache.clear()
    settings.HUB_SOCKET = tmp_path / "hub.sock"
    with hub_on(settings.HUB_SOCKET) as state:
        state.tokens |= {ADA: ("ada", "user"), BOB: ("bob", "user")}
        yield state
    cache.clear()


@pytest.fixture
def ada(db: None) -> User:
    made: User = UserFactory(username="ada")
    EnrolmentFactory(learner=made, course_uuid=COURSE)
    return made


@pytest.fixture
def release(db: None) -> Release:
    CompetencyFactory(code="ANA-1")
    made: Release = ReleaseFactory(assignment__slug="counting")
    return made


@pytest.fixture
def api(hub: HubState, ada: User) -> Client:
    """Return a client with Ada's token that checks CSRF, as a browser's request would be."""
    return Client(enforce_csrf_checks=True, headers={"authorization": f"token {ADA}"})
