from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from portal.competencies.models import Evidence
from portal.core.models import AuditEvent
from portal.courses.models import CoursePage, LessonPage, QuizPage
from portal.courses.quiz_items import UnreadableAnswerError
from portal.learning import services
from portal.learning.errors import NotEnrolledError, UnknownQuestionError
from portal.learning.models import (
    Enrolment,
    LessonCompletion,
    QuizAnswer,
    QuizAttempt,
    ReadingPosition,
)
from portal.people.models import User
from tests.factories.learning import NOW
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def _answer(learner: User, quiz: QuizPage, item_id: str = "one-row", *response: str) -> QuizAnswer:
    return services.answer_quiz(
        learner=learner, quiz=quiz, item_id=item_id, response=response or ["report"], at=NOW
    )


def _answer_all(learner: User, quiz: QuizPage) -> None:
    _answer(learner, quiz)
    _answer(learner, quiz, "rise", "a")
    _answer(learner, quiz, "share", "3")


def test_enrol_twice_keeps_one_enrolment_and_one_audit_row(
    learner: User, course: CoursePage
) -> None:
    first = services.enrol(learner=learner, course=course, by=learner)
    second = services.enrol(learner=learner, course=course, by=learner)

    assert first == second
    assert AuditEvent.objects.filter(action="enrolment.created").count() == 1


def test_complete_lesson_keeps_the_first_time(learner: User, lesson: LessonPage) -> None:
    services.complete_lesson(learner=learner, lesson=lesson, at=NOW)
    services.complete_lesson(learner=learner, lesson=lesson, at=LATER)

    assert LessonCompletion.objects.get().completed_at == NOW


def test_completion_is_no_evidence(learner: User, lesson: LessonPage) -> None:
    services.complete_lesson(learner=learner, lesson=lesson, at=NOW)

    assert not Evidence.objects.exists()


def test_remember_position_moves_the_one_place(
    learner: User, lesson: LessonPage, enrolment: Enrolment
) -> None:
    services.remember_position(learner=learner, lesson=lesson, anchor="a", at=NOW)
    services.remember_position(learner=learner, lesson=lesson, anchor="b" * 200, at=LATER)

    place = ReadingPosition.objects.get()
    assert place.anchor == "b" * 200
    enrolment.refresh_from_db()
    assert enrolment.last_active_at == LATER


@pytest.mark.parametrize("anchor", ["b" * 201, "a b", "a\x00"])
def test_remember_position_takes_what_is_no_anchor_for_the_beginning(
    learner: User, lesson: LessonPage, enrolment: Enrolment, anchor: str
) -> None:
    services.remember_position(learner=learner, lesson=lesson, anchor="a", at=NOW)
    services.remember_position(learner=learner, lesson=lesson, anchor=anchor, at=LATER)

    assert ReadingPosition.objects.get().anchor == ""


def test_an_answer_is_marked_and_becomes_evidence(
    learner: User, quiz: QuizPage, enrolment: Enrolment
) -> None:
    answer = _answer(learner, quiz)

    assert (answer.score, answer.is_right, answer.response) == (1.0, True, ["report"])
    evidence = Evidence.objects.get()
    assert evidence.item_key == f"{quiz.uuid}:one-row"
    assert evidence.source_id == answer.uuid
    assert evidence.source_kind == "quiz_item"
    assert (evidence.level, evidence.difficulty, evidence.guess) == (1, -0.5, 0.5)
    assert (evidence.score, evidence.tier) == (1.0, "online")
    assert evidence.weight_kind == "counted"


@pytest.mark.parametrize(
    ("item_id", "response", "guess", "score"),
    [("rise", ["a"], 0.0, 0.5), ("share", ["2.1"], 0.0, 1.0)],
)
def test_guessing_is_taken_into_account_by_type(
    learner: User,
    quiz: QuizPage,
    enrolment: Enrolment,
    item_id: str,
    response: list[str],
    guess: float,
    score: float,
) -> None:
    _answer(learner, quiz, item_id, *response)

    evidence = Evidence.objects.get()
    assert (evidence.guess, evidence.score) == (guess, score)


def test_the_first_response_stands(learner: User, quiz: QuizPage, enrolment: Enrolment) -> None:
    first = _answer(learner, quiz, "one-row", "event")
    second = _answer(learner, quiz, "one-row", "report")

    assert second == first
    assert QuizAnswer.objects.get().response == ["event"]
    assert Evidence.objects.count() == 1


def test_a_double_click_on_the_last_question_opens_no_second_attempt(
    learner: User, quiz: QuizPage, enrolment: Enrolment
) -> None:
    _answer_all(learner, quiz)
    _answer(learner, quiz, "share", "3")

    attempt = QuizAttempt.objects.get()
    assert attempt.finished_at == NOW
    assert attempt.answers.count() == 3


def test_a_second_attempt_is_marked_and_its_evidence_has_no_weight(
    learner: User, quiz: QuizPage, enrolment: Enrolment
) -> None:
    _answer_all(learner, quiz)

    second = services.start_again(learner=learner, quiz=quiz, at=LATER)
    assert services.start_again(learner=learner, quiz=quiz, at=LATER) == second
    _answer(learner, quiz, "one-row", "report")

    assert second.is_repeat
    assert QuizAttempt.objects.count() == 2
    kinds = Evidence.objects.filter(item_key__endswith=":one-row").values_list(
        "weight_kind", flat=True
    )
    assert list(kinds) == ["counted", "repeat"]


def test_start_again_does_not_leave_an_attempt_half_done(
    learner: User, quiz: QuizPage, enrolment: Enrolment
) -> None:
    _answer(learner, quiz)

    assert services.start_again(learner=learner, quiz=quiz, at=LATER).number == 1


def test_two_learners_answer_for_themselves(
    learner: User, quiz: QuizPage, course: CoursePage, enrolment: Enrolment
) -> None:
    other = UserFactory()
    services.enrol(learner=other, course=course, by=other)
    _answer(learner, quiz, "one-row", "event")
    _answer(other, quiz, "one-row", "report")

    assert {(e.learner_id, e.score) for e in Evidence.objects.all()} == {
        (learner.pk, 0.0),
        (other.pk, 1.0),
    }


def test_who_is_not_enrolled_cannot_answer_or_start_again(learner: User, quiz: QuizPage) -> None:
    with pytest.raises(NotEnrolledError):
        _answer(learner, quiz)
    with pytest.raises(NotEnrolledError):
        services.start_again(learner=learner, quiz=quiz, at=NOW)

    assert not QuizAttempt.objects.exists()


def test_who_has_no_account_any_more_cannot_enrol(course: CoursePage) -> None:
    with pytest.raises(PermissionDenied):
        services.enrol(learner=UserFactory(ended=True), course=course, by=None)


def test_an_unknown_question_and_an_unreadable_answer_keep_nothing(
    learner: User, quiz: QuizPage, enrolment: Enrolment
) -> None:
    with pytest.raises(UnknownQuestionError):
        _answer(learner, quiz, "gone", "a")
    with pytest.raises(UnreadableAnswerError):
        _answer(learner, quiz, "share", "many")

    assert not QuizAnswer.objects.exists()
    assert not Evidence.objects.exists()
