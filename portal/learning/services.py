"""The only writers of what learners do in courses. Doing the same twice changes nothing."""

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from portal.competencies.evidence import EvidenceItem, SourceKind, Tier
from portal.competencies.services import record_evidence
from portal.core import audit
from portal.courses import quiz_items
from portal.courses.models import CoursePage, LessonPage, QuizPage
from portal.courses.quiz_items import Question
from portal.learning import policies
from portal.learning.errors import UnknownQuestionError
from portal.learning.models import (
    Enrolment,
    LessonCompletion,
    QuizAnswer,
    QuizAttempt,
    ReadingPosition,
)
from portal.people.models import User

_ANCHOR = re.compile(r"[\w-]{1,200}")


@transaction.atomic
def enrol(*, learner: User, course: CoursePage, by: User | None) -> Enrolment:
    """Let ``learner`` take ``course``; who takes it already goes on as before.

    Raises:
        PermissionDenied: see ``policies.check_can_enrol``.
    """
    policies.check_can_enrol(learner, course)
    enrolment, is_new = Enrolment.objects.get_or_create(learner=learner, course_uuid=course.uuid)
    if is_new:
        audit.record(
            action="enrolment.created", by=by, obj=learner, data={"course": str(course.uuid)}
        )
    return enrolment


@transaction.atomic
def complete_lesson(*, learner: User, lesson: LessonPage, at: datetime) -> LessonCompletion:
    """Note that ``learner`` has read ``lesson``; the first time is kept. This is no evidence."""
    completion, _is_new = LessonCompletion.objects.get_or_create(
        learner=learner, lesson_uuid=lesson.uuid, defaults={"completed_at": at}
    )
    _note_activity(learner, lesson.course().uuid, at)
    return completion


@transaction.atomic
def remember_position(*, learner: User, lesson: LessonPage, anchor: str, at: datetime) -> None:
    """Note where in ``lesson`` the learner is; what is no anchor stands for the beginning."""
    anchor = anchor if _ANCHOR.fullmatch(anchor) else ""
    ReadingPosition.objects.update_or_create(
        learner=learner, lesson_uuid=lesson.uuid, defaults={"anchor": anchor, "at": at}
    )
    _note_activity(learner, lesson.course().uuid, at)


@transaction.atomic
def answer_quiz(
    *, learner: User, quiz: QuizPage, item_id: str, response: Sequence[str], at: datetime
) -> QuizAnswer:
    """Keep and mark the answer to one question, and record it as evidence.

    The first response in an attempt stands: sending another one, or the same one twice, returns
    the answer that is there. Evidence of a repeated attempt is recorded without weight.
    ``response`` holds the ids of the chosen options, or one number as text.

    Raises:
        PermissionDenied: see ``policies.check_can_answer``.
        UnknownQuestionError: the quiz has no such question.
        UnreadableAnswerError: the response is no answer; nothing was kept.
    """
    policies.check_can_answer(learner, quiz)
    question = _question(quiz, item_id)
    stored = quiz_items.read_answer(question, response)
    attempt = _current_attempt(learner, quiz, at)
    mark = quiz_items.mark(question, stored)
    answer, is_new = QuizAnswer.objects.get_or_create(
        attempt=attempt,
        item_id=item_id,
        defaults={
            "item_fingerprint": question.fingerprint(),
            "response": stored,
            "score": mark.score,
            "is_right": mark.is_right,
            "answered_at": at,
        },
    )
    if is_new:
        record_evidence(
            learner=learner, items=[_evidence(quiz, question, answer)], by=learner, at=at
        )
        _finish_when_complete(attempt, quiz, at)
        _note_activity(learner, quiz.course().uuid, at)
    return answer


@transaction.atomic
def start_again(*, learner: User, quiz: QuizPage, at: datetime) -> QuizAttempt:
    """Begin another attempt at a quiz that is finished; an attempt under way goes on.

    Raises:
        PermissionDenied: see ``policies.check_can_answer``.
    """
    policies.check_can_answer(learner, quiz)
    attempt = _current_attempt(learner, quiz, at)
    if attempt.finished_at is None:
        return attempt
    following, _is_new = QuizAttempt.objects.get_or_create(
        learner=learner,
        quiz_uuid=quiz.uuid,
        number=attempt.number + 1,
        defaults={"started_at": at},
    )
    return following


def _question(quiz: QuizPage, item_id: str) -> Question:
    for question in quiz.question_list():
        if question.id == item_id:
            return question
    raise UnknownQuestionError(item_id)


def _current_attempt(learner: User, quiz: QuizPage, at: datetime) -> QuizAttempt:
    latest = (
        QuizAttempt.objects.filter(learner=learner, quiz_uuid=quiz.uuid).order_by("-number").first()
    )
    if latest is not None:
        return latest
    first, _is_new = QuizAttempt.objects.get_or_create(
        learner=learner, quiz_uuid=quiz.uuid, number=1, defaults={"started_at": at}
    )
    return first


def _finish_when_complete(attempt: QuizAttempt, quiz: QuizPage, at: datetime) -> None:
    answered = set(attempt.answers.values_list("item_id", flat=True))
    if {question.id for question in quiz.question_list()} <= answered:
        QuizAttempt.objects.filter(pk=attempt.pk, finished_at=None).update(finished_at=at)


def _note_activity(learner: User, course_uuid: UUID, at: datetime) -> None:
    Enrolment.objects.filter(learner=learner, course_uuid=course_uuid).update(last_active_at=at)


def _evidence(quiz: QuizPage, question: Question, answer: QuizAnswer) -> EvidenceItem:
    return EvidenceItem(
        competency_code=question.competency,
        item_key=f"{quiz.uuid}:{question.id}",
        source_kind=SourceKind.QUIZ_ITEM,
        source_id=answer.uuid,
        level=question.level,
        difficulty=question.difficulty,
        guess=question.guess,
        score=answer.score,
        tier=Tier.ONLINE,
        observed_at=answer.answered_at,
    )
