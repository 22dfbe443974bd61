"""Reading what learners have done, and what that makes the next step."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.competencies.sources import Source
from portal.courses import figures, lesson_view, outline
from portal.courses.charts import ChartSpec
from portal.courses.lesson_view import Surroundings
from portal.courses.models import CoursePage, LessonPage, QuizPage
from portal.courses.outline import CourseOutline, ItemKey, ItemKind, ItemProgress, ItemState
from portal.courses.quiz_items import Question
from portal.learning.models import (
    Enrolment,
    LessonCompletion,
    QuizAnswer,
    QuizAttempt,
    ReadingPosition,
)
from portal.learning.question_views import QuestionView, question_view
from portal.people.models import User


def enrolled_course_uuids(*, learner: User) -> set[UUID]:
    """Return the uuids of the courses that the learner takes."""
    return set(Enrolment.objects.filter(learner=learner).values_list("course_uuid", flat=True))


def course_progress(learner: User, course: CoursePage) -> CourseOutline:
    """Return the course as steps with the learner's states."""
    return outline.course_outline(course, learner)


def step_progress(*, learner: User, course: CoursePage) -> dict[ItemKey, ItemProgress]:
    """Return the states of the course's lessons and quizzes."""
    lessons = LessonPage.objects.descendant_of(course).values_list("uuid", flat=True)
    quizzes = QuizPage.objects.descendant_of(course).values_list("uuid", flat=True)
    return {
        **_lesson_progress(learner, list(lessons)),
        **_quiz_progress(learner, list(quizzes)),
    }


def _lesson_progress(learner: User, lessons: Collection[UUID]) -> dict[ItemKey, ItemProgress]:
    done = LessonCompletion.objects.filter(learner=learner, lesson_uuid__in=lessons)
    places = ReadingPosition.objects.filter(learner=learner, lesson_uuid__in=lessons)
    found = {}
    for place in places:
        key = ItemKey(ItemKind.LESSON, str(place.lesson_uuid))
        found[key] = ItemProgress(ItemState.STARTED, anchor=place.anchor)
    for uuid in done.values_list("lesson_uuid", flat=True):
        found[ItemKey(ItemKind.LESSON, str(uuid))] = ItemProgress(ItemState.DONE)
    return found


def _quiz_progress(learner: User, quizzes: Collection[UUID]) -> dict[ItemKey, ItemProgress]:
    attempts = QuizAttempt.objects.filter(learner=learner, quiz_uuid__in=quizzes)
    found: dict[ItemKey, ItemProgress] = {}
    for attempt in attempts.order_by("number").prefetch_related("answers"):
        answers = list(attempt.answers.all())
        key = ItemKey(ItemKind.QUIZ, str(attempt.quiz_uuid))
        was_done = key in found and found[key].state is ItemState.DONE
        if attempt.finished_at is not None:
            right = sum(answer.is_right for answer in answers)
            note = _("%(right)s of %(total)s right") % {"right": right, "total": len(answers)}
            found[key] = ItemProgress(ItemState.DONE, note)
        elif answers and not was_done:
            note = ngettext(
                "%(count)s question answered", "%(count)s questions answered", len(answers)
            ) % {"count": len(answers)}
            found[key] = ItemProgress(ItemState.STARTED, note)
    return found


@dataclass(frozen=True)
class QuizView:
    """A quiz as its page shows it to one learner."""

    quiz: QuizPage
    course: CoursePage
    around: Surroundings
    attempt: QuizAttempt | None
    questions: Sequence[QuestionView] = field(default_factory=tuple)

    @property
    def answered(self) -> int:
        """How many questions are answered."""
        return sum(view.answer is not None for view in self.questions)

    @property
    def right(self) -> int:
        """How many answers are wholly right."""
        return sum(view.verdict == "right" for view in self.questions)

    @property
    def is_finished(self) -> bool:
        """Whether every question is answered."""
        return bool(self.questions) and self.answered == len(self.questions)

    @property
    def missed(self) -> list[QuestionView]:
        """Answered questions that were not wholly right."""
        return [view for view in self.questions if view.verdict in ("partial", "wrong")]

    @property
    def has_errors(self) -> bool:
        """Whether something that was sent could not be read."""
        return any(view.error for view in self.questions)


def quiz_view(
    learner: User, quiz: QuizPage, *, sent: Mapping[str, Sequence[str]], error: str = ""
) -> QuizView:
    """Return the quiz with the learner's latest attempt.

    Args:
        learner: who looks.
        quiz: the quiz.
        sent: what was sent but could not be kept, by question; it stays in the form.
        error: why it could not be kept.
    """
    attempt = (
        QuizAttempt.objects.filter(learner=learner, quiz_uuid=quiz.uuid)
        .order_by("-number")
        .prefetch_related("answers")
        .first()
    )
    answers = {a.item_id: a for a in attempt.answers.all()} if attempt else {}
    course = quiz.course()
    key = ItemKey(ItemKind.QUIZ, str(quiz.uuid))
    around = lesson_view.surroundings(outline.course_outline(course, learner), key)
    questions = quiz.question_list()
    drawn = figures.lookup(q.chart for q in questions if isinstance(q.chart, ChartSpec))
    lesson_urls = {i.url.rstrip("/").rsplit("/", 1)[-1]: i.url for i in around.course.items()}
    return QuizView(
        quiz=quiz,
        course=course,
        around=around,
        attempt=attempt,
        questions=tuple(
            question_view(
                question,
                number,
                answer=answers.get(question.id),
                sent=sent.get(question.id, ()),
                error=error if question.id in sent else "",
                reread_url=_reread_url(question, lesson_urls, around),
                figures=drawn,
            )
            for number, question in enumerate(questions, start=1)
        ),
    )


def _reread_url(question: Question, lesson_urls: Mapping[str, str], around: Surroundings) -> str:
    slug, _hash, anchor = (question.reread or "").partition("#")
    if slug in lesson_urls:
        return lesson_urls[slug] + (f"#{anchor}" if anchor else "")
    previous = around.previous
    return previous.url if previous and previous.key.kind is ItemKind.LESSON else ""


def describe_answers(learner: User, answers: Sequence[UUID]) -> dict[UUID, Source]:
    """Return title and address of the quizzes that these answers were given in."""
    rows = dict(
        QuizAnswer.objects.filter(uuid__in=answers, attempt__learner=learner).values_list(
            "uuid", "attempt__quiz_uuid"
        )
    )
    quizzes = {page.uuid: page for page in QuizPage.objects.filter(uuid__in=set(rows.values()))}
    found = {}
    for answer, quiz_uuid in rows.items():
        page = quizzes.get(quiz_uuid)
        if page is not None:
            url = reverse("learning:quiz", args=[quiz_uuid]) if page.live else ""
            found[answer] = Source(page.title, url)
    return found
