import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from portal.courses.models import CoursePage, QuizPage
from portal.learning import policies
from portal.learning.errors import NotEnrolledError
from portal.learning.models import Enrolment
from portal.people.models import User
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_everybody_with_an_account_may_enrol(learner: User, course: CoursePage) -> None:
    assert policies.can_enrol(learner, course)


def test_visitors_and_ended_accounts_may_not(course: CoursePage) -> None:
    assert not policies.can_enrol(AnonymousUser(), course)
    assert not policies.can_enrol(UserFactory(ended=True), course)


def test_a_hidden_course_takes_nobody(learner: User, course: CoursePage) -> None:
    course.live = False

    with pytest.raises(PermissionDenied, match="not open at the moment"):
        policies.check_can_enrol(learner, course)


def test_who_takes_the_course_may_answer(
    learner: User, quiz: QuizPage, enrolment: Enrolment
) -> None:
    assert policies.can_answer(learner, quiz)


def test_who_does_not_may_not_and_is_told_what_to_do(learner: User, quiz: QuizPage) -> None:
    assert not policies.can_answer(learner, quiz)
    with pytest.raises(NotEnrolledError) as caught:
        policies.check_can_answer(learner, quiz)
    assert "Enrol in the course first" in str(caught.value)


def test_visitors_may_not_answer(quiz: QuizPage) -> None:
    assert not policies.can_answer(AnonymousUser(), quiz)
