"""A course with a lesson and a quiz, and somebody who takes it."""

import pytest
from django.test import Client

from portal.courses.models import CoursePage, LessonPage, ModulePage, QuizPage
from portal.learning.models import Enrolment
from portal.people.models import User
from tests.factories import courses
from tests.factories.learning import EnrolmentFactory
from tests.factories.people import UserFactory


@pytest.fixture
def learner(db: None) -> User:
    return UserFactory(username="ada")


@pytest.fixture
def course(db: None) -> CoursePage:
    return courses.course()


@pytest.fixture
def module(course: CoursePage) -> ModulePage:
    return courses.module(course)


@pytest.fixture
def lesson(module: ModulePage) -> LessonPage:
    return courses.lesson(module)


@pytest.fixture
def quiz(module: ModulePage, lesson: LessonPage) -> QuizPage:
    return courses.quiz(module, courses.single(), courses.multiple(), courses.number())


@pytest.fixture
def enrolment(learner: User, course: CoursePage) -> Enrolment:
    return EnrolmentFactory(learner=learner, course_uuid=course.uuid)


@pytest.fixture
def signed_in(client: Client, learner: User) -> Client:
    client.force_login(learner)
    return client
