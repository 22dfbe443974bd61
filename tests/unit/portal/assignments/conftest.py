"""Fixtures of the exercises' tests."""

import pytest
from django.test import Client

from portal.assignments.models import Release
from portal.people.models import User
from tests.factories.assignments import COURSE, ReleaseFactory
from tests.factories.competencies import CompetencyFactory
from tests.factories.learning import EnrolmentFactory
from tests.factories.people import UserFactory


@pytest.fixture
def competency(db: None) -> None:
    CompetencyFactory(code="ANA-1", name="Counting")


@pytest.fixture
def learner(db: None) -> User:
    made: User = UserFactory(username="ada")
    EnrolmentFactory(learner=made, course_uuid=COURSE)
    return made


@pytest.fixture
def release(competency: None) -> Release:
    return ReleaseFactory()


@pytest.fixture
def signed_in(client: Client, learner: User) -> Client:
    client.force_login(learner)
    return client
