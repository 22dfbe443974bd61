"""Fixtures of the portal's integration tests: a state directory shared with real processes."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from portal.assignments.models import Assignment, Release
from portal.people.models import User
from tests.factories.assignments import COURSE, AssignmentFactory, ReleaseFactory
from tests.factories.competencies import CompetencyFactory
from tests.factories.grader import GraderState, grader_on
from tests.factories.hub import HubState, hub_on
from tests.factories.learning import EnrolmentFactory
from tests.factories.people import UserFactory


@pytest.fixture
def state(settings: Any) -> Iterator[Path]:
    """Return a short directory in which the test and its processes keep files and sockets."""
    folder = Path(tempfile.mkdtemp(prefix="acd-"))
    settings.FILE_STORE_ROOT = folder / "files"
    settings.GRADER_SOCKET = folder / "grader.sock"
    settings.HUB_SOCKET = folder / "hub.sock"
    cache.clear()
    yield folder
    if os.environ.get("KEEP_TEST_STATE"):
        return
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def grader(state: Path) -> Iterator[GraderState]:
    """Return the state of a stand-in grader on the usual socket."""
    with grader_on(state / "grader.sock") as made:
        yield made


@pytest.fixture
def hub(state: Path) -> Iterator[HubState]:
    """Return the state of a stand-in Hub on the usual socket."""
    with hub_on(state / "hub.sock") as made:
        yield made


@pytest.fixture
def assignment(transactional_db: None, state: Path) -> Assignment:
    CompetencyFactory(code="ANA-1")
    made: Assignment = AssignmentFactory(slug="counting", attempts_allowed=50)
    return made


@pytest.fixture
def release(assignment: Assignment) -> Release:
    made: Release = ReleaseFactory(assignment=assignment)
    return made


@pytest.fixture
def ada(transactional_db: None) -> User:
    made: User = UserFactory(username="ada")
    EnrolmentFactory(learner=made, course_uuid=COURSE)
    return made
