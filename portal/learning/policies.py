"""Who may enrol, and who may answer."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from portal.courses.models import CoursePage, QuizPage
from portal.learning.errors import NotEnrolledError
from portal.learning.models import Enrolment
from portal.people.models import User


def check_can_enrol(user: User | AnonymousUser, course: CoursePage) -> None:
    """Everybody with an account may take a course that is published.

    Raises:
        PermissionDenied: nobody is signed in, the account ended, or the course is not published.
    """
    if not (user.is_authenticated and user.is_active):
        raise PermissionDenied(_("Sign in to enrol."))
    if not course.live:
        raise PermissionDenied(_("This course is not open at the moment. Choose another one."))


def can_enrol(user: User | AnonymousUser, course: CoursePage) -> bool:
    """Answer whether the user may take the course."""
    try:
        check_can_enrol(user, course)
    except PermissionDenied:
        return False
    return True


def check_can_answer(user: User | AnonymousUser, quiz: QuizPage) -> None:
    """Answers are taken from those who take the course of the quiz.

    Raises:
        PermissionDenied: nobody is signed in.
        NotEnrolledError: the user does not take the course.
    """
    if not isinstance(user, User) or not user.is_active:
        raise PermissionDenied(_("Sign in to answer."))
    if not Enrolment.objects.filter(learner=user, course_uuid=quiz.course().uuid).exists():
        raise NotEnrolledError


def can_answer(user: User | AnonymousUser, quiz: QuizPage) -> bool:
    """Answer whether the user may answer the quiz."""
    try:
        check_can_answer(user, quiz)
    except PermissionDenied:
        return False
    return True
