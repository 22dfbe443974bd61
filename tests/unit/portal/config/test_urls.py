"""What holds for every address: two clicks act once, and no address holds a null character."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.assignments.models import ManualMark, Submission
from portal.assignments.states import SubmissionState
from portal.core.models import AuditEvent
from portal.learning.models import Enrolment, LessonCompletion, QuizAnswer, QuizAttempt
from portal.people.models import User
from tests.factories import courses
from tests.factories.assignments import (
    COURSE,
    NOW,
    GradingRunFactory,
    ReleaseFactory,
    SubmissionFactory,
    notebook,
)
from tests.factories.competencies import CompetencyFactory
from tests.factories.learning import EnrolmentFactory
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "another long enough one"


@dataclass(frozen=True)
class Form:
    """A form as the person has it open: its address, what it sends, and what one act leaves."""

    address: str
    data: dict[str, Any]
    acts: Callable[[], int]


def _events(action: str) -> Callable[[], int]:
    return AuditEvent.objects.filter(action=action).count


def _learning_forms(learner: User) -> dict[str, Form]:
    course = courses.course()
    module = courses.module(course)
    lesson = courses.lesson(module)
    quiz = courses.quiz(module, courses.single(), courses.single("other"))
    done = courses.quiz(module, courses.single("third"), slug="done")
    EnrolmentFactory(learner=learner, course_uuid=course.uuid)
    QuizAttempt.objects.create(
        learner=learner, quiz_uuid=done.uuid, started_at=NOW, finished_at=NOW
    )
    other = courses.course("other-course")
    others = Enrolment.objects.filter(course_uuid=other.uuid)
    attempts = QuizAttempt.objects.filter(quiz_uuid=done.uuid, number__gt=1)
    return {
        "enrol": Form(f"/learning/courses/{other.uuid}/enrol/", {}, others.count),
        "lesson": Form(
            f"/learning/lessons/{lesson.uuid}/done/", {}, LessonCompletion.objects.count
        ),
        "answer": Form(
            f"/learning/quizzes/{quiz.uuid}/questions/one-row/",
            {"answer": "event"},
            QuizAnswer.objects.count,
        ),
        "again": Form(f"/learning/quizzes/{done.uuid}/again/", {}, attempts.count),
    }


def _exercise_forms(learner: User) -> dict[str, Form]:
    CompetencyFactory(code="ANA-1")
    release = ReleaseFactory(assignment__slug="counting", with_manual=True)
    waiting = SubmissionFactory(
        release=ReleaseFactory(with_manual=True),
        state=SubmissionState.AWAITING_MARK,
        settled_at=NOW,
    )
    GradingRunFactory(submission=waiting, accepted=True)
    EnrolmentFactory(learner=learner, course_uuid=COURSE)
    mark = {"part": "reading", "points": "2", "comment": "Say who."}
    exercise = release.assignment.get_absolute_url()
    sent = Submission.objects.filter(learner=learner)
    return {
        "upload": Form(f"{exercise}upload/", {"key": "key-000001"}, sent.count),
        "mark": Form(f"/marking/{waiting.uuid}/", mark, ManualMark.objects.count),
        "regrade": Form(
            f"/marking/{waiting.uuid}/regrade/", {}, _events("submission.regrade_asked")
        ),
    }


def _account_forms() -> dict[str, Form]:
    leaving, ended = UserFactory(), UserFactory(ended=True)
    new = {
        "old_password": PASSWORD,
        "new_password1": NEW_PASSWORD,
        "new_password2": NEW_PASSWORD,
    }
    return {
        "password": Form("/account/password/", new, _events("password.changed")),
        "deactivate": Form(
            f"/account/people/{leaving.uuid}/deactivate/", {}, _events("person.deactivated")
        ),
        "reactivate": Form(
            f"/account/people/{ended.uuid}/reactivate/", {}, _events("person.reactivated")
        ),
    }


@pytest.mark.parametrize(
    "name",
    [
        "enrol",
        "lesson",
        "answer",
        "again",
        "upload",
        "mark",
        "regrade",
        "password",
        "deactivate",
        "reactivate",
    ],
)
def test_a_double_click_on_a_form_acts_once(client: Client, name: str) -> None:
    person = UserFactory(roles=["Trainers", "Administrators"])
    client.force_login(person)
    form = {**_learning_forms(person), **_exercise_forms(person), **_account_forms()}[name]
    assert form.acts() == 0

    answers = []
    for _click in range(2):
        data = dict(form.data)
        if name == "upload":
            data["notebook"] = SimpleUploadedFile("counting.ipynb", notebook("n = 2"))
        answers.append(client.post(form.address, data))

    assert form.acts() == 1
    assert [answer.status_code for answer in answers] == [302, 302], "neither click meets an error"


def test_a_double_click_on_sign_in_signs_in_once_and_leads_on() -> None:
    UserFactory(username="ada")
    client = Client(enforce_csrf_checks=True)
    client.get("/account/sign-in/")
    form = {
        "username": "ada",
        "password": PASSWORD,
        "csrfmiddlewaretoken": client.cookies["academy_csrf"].value,
    }

    answers = [client.post("/account/sign-in/", form) for _click in range(2)]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/")] * 2


def test_a_double_click_on_sign_out_signs_out_once(client: Client) -> None:
    client.force_login(UserFactory())

    answers = [client.post("/account/sign-out/") for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert "_auth_user_id" not in client.session


def test_a_double_click_on_open_leads_to_the_notebook_twice(client: Client) -> None:
    ReleaseFactory(assignment__slug="counting")
    client.force_login(EnrolmentFactory(course_uuid=COURSE).learner)

    answers = [client.post("/workspaces/open/first-steps/counting/") for _click in range(2)]

    assert {answer["Location"].split("/")[1] for answer in answers} == {"workspaces"}


@pytest.mark.parametrize(
    "address",
    [
        "/courses/%00/",
        "/courses/?q=%00",
        "/datasets/x/files/%00",
        "/api/exchange/assignments?a=%00",
    ],
)
def test_an_address_with_a_null_character_is_a_bad_request(client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 400
    assert "We could not understand that request" in answer.content.decode()
