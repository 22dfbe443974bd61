from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.competencies.models import Competency
from portal.competencies.services import record_evidence
from portal.courses.models import CoursePage, LessonPage, ModulePage, QuizPage
from portal.courses.outline import ItemState
from portal.learning import home, selectors, services
from portal.learning.models import Enrolment, QuizAnswer
from portal.people.models import User
from tests.factories import courses
from tests.factories.competencies import CompetencyFactory, evidence_item
from tests.factories.learning import NOW, LessonCompletionFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def _answer(learner: User, quiz: QuizPage, item_id: str, *response: str) -> QuizAnswer:
    return services.answer_quiz(
        learner=learner, quiz=quiz, item_id=item_id, response=response, at=NOW
    )


def _states(learner: User, course: CoursePage) -> list[tuple[ItemState, str]]:
    outline = selectors.course_progress(learner, course)
    return [(item.state, item.note) for item in outline.items()]


def test_progress_begins_at_nothing(learner: User, quiz: QuizPage, course: CoursePage) -> None:
    outline = selectors.course_progress(learner, course)

    assert [item.state for item in outline.items()] == [ItemState.NOT_STARTED] * 2
    assert not outline.enrolled
    assert outline.modules_done == 0


def test_progress_follows_reading_and_answering(
    learner: User, lesson: LessonPage, quiz: QuizPage, course: CoursePage, enrolment: Enrolment
) -> None:
    services.remember_position(learner=learner, lesson=lesson, anchor="the-question", at=NOW)
    _answer(learner, quiz, "one-row", "report")

    outline = selectors.course_progress(learner, course)
    assert outline.next_item is not None
    assert outline.next_item.go_on_url == f"{lesson.url}#the-question"
    assert _states(learner, course) == [
        (ItemState.STARTED, ""),
        (ItemState.STARTED, "1 question answered"),
    ]

    services.complete_lesson(learner=learner, lesson=lesson, at=NOW)
    _answer(learner, quiz, "rise", "a")
    _answer(learner, quiz, "share", "2.1")

    assert _states(learner, course) == [(ItemState.DONE, ""), (ItemState.DONE, "2 of 3 right")]
    assert selectors.course_progress(learner, course).is_done


def test_a_quiz_once_done_stays_done_while_it_is_tried_again(
    learner: User, quiz: QuizPage, course: CoursePage, enrolment: Enrolment
) -> None:
    for item_id, response in (("one-row", "event"), ("rise", "a"), ("share", "2.1")):
        _answer(learner, quiz, item_id, response)
    services.start_again(learner=learner, quiz=quiz, at=NOW)
    _answer(learner, quiz, "one-row", "report")

    assert _states(learner, course)[1] == (ItemState.DONE, "1 of 3 right")


def test_progress_is_the_learners_own(
    learner: User, lesson: LessonPage, course: CoursePage
) -> None:
    LessonCompletionFactory(learner=UserFactory(), lesson_uuid=lesson.uuid)

    assert _states(learner, course) == [(ItemState.NOT_STARTED, "")]


def test_quiz_view_gives_feedback_for_what_was_answered(
    learner: User, quiz: QuizPage, lesson: LessonPage, enrolment: Enrolment
) -> None:
    _answer(learner, quiz, "one-row", "event")
    _answer(learner, quiz, "rise", "a")

    view = selectors.quiz_view(learner, quiz, sent={})

    one, rise, share = view.questions
    assert [q.verdict for q in view.questions] == ["wrong", "partial", ""]
    assert (one.feedback, one.reread_url) == ("Not quite.", lesson.url)
    assert [option.id for option in rise.others] == ["b", "c", "d"]
    assert (view.answered, view.right, view.is_finished) == (2, 0, False)
    assert view.missed == [one, rise]
    assert share.answer is None


def test_quiz_view_points_to_the_part_to_read_again(
    learner: User, module: ModulePage, lesson: LessonPage
) -> None:
    quiz = courses.quiz(module, courses.single(reread="reports#the-question"))

    (question,) = selectors.quiz_view(learner, quiz, sent={}).questions

    assert question.reread_url == f"{lesson.url}#the-question"


def test_quiz_view_keeps_what_could_not_be_read(learner: User, quiz: QuizPage) -> None:
    view = selectors.quiz_view(learner, quiz, sent={"share": ["many"]}, error="No number.")

    share = view.questions[2]
    assert (share.sent, share.error) == ("many", "No number.")
    assert view.has_errors


def test_a_question_edited_since_keeps_the_score_given_then(
    learner: User, quiz: QuizPage, enrolment: Enrolment
) -> None:
    _answer(learner, quiz, "one-row", "report")
    raw = quiz.questions.get_prep_value()
    raw[0]["value"]["options"] = [
        {**option, "value": {**option["value"], "option_id": f"new-{number}"}}
        for number, option in enumerate(raw[0]["value"]["options"])
    ]
    quiz.questions = quiz._meta.get_field("questions").stream_block.to_python(raw)
    quiz.save_revision().publish()

    (question, *_rest) = selectors.quiz_view(learner, quiz, sent={}).questions

    assert question.verdict == "right"
    assert question.feedback == ""


def test_describe_answers_names_the_quiz_for_its_own_learner_only(
    learner: User, quiz: QuizPage, enrolment: Enrolment
) -> None:
    answer = _answer(learner, quiz, "one-row", "report")

    found = selectors.describe_answers(learner, [answer.uuid])

    assert found[answer.uuid].title == "Reports and events"
    assert found[answer.uuid].url == f"/learning/quizzes/{quiz.uuid}/"
    assert selectors.describe_answers(UserFactory(), [answer.uuid]) == {}


def test_home_suggests_courses_with_a_reason(
    learner: User, module: ModulePage, quiz: QuizPage
) -> None:
    courses.target(module, Competency.objects.get(), 1)

    summary = home.summary(learner)

    assert summary.carry_on is None
    (suggestion,) = summary.suggestions
    assert suggestion.title == "First steps"
    assert "You can show your first skills here, among them: Judging data." in suggestion.reason


def test_home_carries_on_with_the_course_worked_on_last(
    learner: User, lesson: LessonPage, enrolment: Enrolment
) -> None:
    other = courses.course("other", title="Other")
    courses.lesson(courses.module(other), slug="other-lesson", title="Other lesson")
    services.enrol(learner=learner, course=other, by=learner)
    Enrolment.objects.filter(course_uuid=other.uuid).update(last_active_at=NOW - timedelta(days=3))

    summary = home.summary(learner)

    assert summary.carry_on is not None
    assert summary.carry_on.item.title == "Reports are not events"
    assert [c.title for c in summary.in_progress] == ["First steps", "Other"]
    assert list(summary.suggestions) == []


def test_home_knows_what_is_finished(
    learner: User, lesson: LessonPage, enrolment: Enrolment
) -> None:
    services.complete_lesson(learner=learner, lesson=lesson, at=NOW)

    summary = home.summary(learner)

    assert summary.carry_on is None
    assert [c.title for c in summary.finished] == ["First steps"]


def test_home_reason_names_what_is_new_for_those_who_have_shown_skills(
    learner: User, quiz: QuizPage, course: CoursePage, enrolment: Enrolment
) -> None:
    _answer(learner, quiz, "one-row", "report")
    other = courses.module(courses.course("other", title="Other"))
    courses.target(other, Competency.objects.get(), 2)

    (suggestion,) = home.summary(learner).suggestions

    assert "You can show more here than so far in: Judging data." in suggestion.reason


@pytest.mark.parametrize(("age", "due"), [(10, False), (900, True)])
def test_home_names_skills_that_are_due_for_refresh(
    client: Client, learner: User, age: int, due: bool
) -> None:
    competency = CompetencyFactory(code="TST-9", name="Judging data")
    seen = timezone.now() - timedelta(days=age)
    items = [evidence_item(competency, f"q{n}", observed_at=seen) for n in range(8)]
    record_evidence(learner=learner, items=items, by=None, at=timezone.now())
    courses.catalogue()
    client.force_login(learner)

    page = client.get("/").content.decode()

    assert ("Due for refresh" in page) is due
    assert ('href="/skills/#TST-9"' in page) is due


def test_home_of_a_beginner_names_nothing_to_refresh(learner: User) -> None:
    assert list(home.summary(learner).refresh_due) == []
