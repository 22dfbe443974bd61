"""Enrolments, readings and answers for tests."""

# factory_boy's declarations carry no types.
# mypy: disable-error-code="no-untyped-call"

import uuid
from datetime import UTC, datetime

from factory.declarations import LazyFunction, SubFactory
from factory.django import DjangoModelFactory

from portal.learning.models import Enrolment, LessonCompletion, QuizAttempt
from tests.factories.people import UserFactory

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class EnrolmentFactory(DjangoModelFactory[Enrolment]):
    class Meta:
        model = Enrolment

    learner = SubFactory(UserFactory)
    course_uuid = LazyFunction(uuid.uuid4)
    enrolled_at = NOW
    last_active_at = NOW


class LessonCompletionFactory(DjangoModelFactory[LessonCompletion]):
    class Meta:
        model = LessonCompletion

    learner = SubFactory(UserFactory)
    lesson_uuid = LazyFunction(uuid.uuid4)
    completed_at = NOW


class QuizAttemptFactory(DjangoModelFactory[QuizAttempt]):
    class Meta:
        model = QuizAttempt

    learner = SubFactory(UserFactory)
    quiz_uuid = LazyFunction(uuid.uuid4)
    started_at = NOW
