import re
import uuid
from typing import Any

import pytest
from django.test import Client

from portal.competencies.models import Evidence
from portal.courses.models import CoursePage, LessonPage, ModulePage, QuizPage
from portal.courses.quiz_arranging import partner_key
from portal.learning.models import (
    Enrolment,
    LessonCompletion,
    QuizAnswer,
    QuizAttempt,
    ReadingPosition,
)
from tests.factories import courses

pytestmark = pytest.mark.django_db


def _text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def _quiz_url(quiz: QuizPage, rest: str = "") -> str:
    return f"/learning/quizzes/{quiz.uuid}/{rest}"


def test_enrol_leads_back_to_the_course_with_a_word(signed_in: Client, course: CoursePage) -> None:
    answer = signed_in.post(f"/learning/courses/{course.uuid}/enrol/", follow=True)

    assert answer.redirect_chain == [(course.url, 302)]
    assert "You are enrolled in" in _text(answer)
    assert Enrolment.objects.count() == 1


def test_a_double_click_on_enrol_enrols_once(signed_in: Client, course: CoursePage) -> None:
    for _click in range(2):
        signed_in.post(f"/learning/courses/{course.uuid}/enrol/")

    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [("/learning/", "/learning/"), ("https://elsewhere.example/", None), ("//evil.example", None)],
)
def test_enrol_leads_on_within_the_site_only(
    signed_in: Client, course: CoursePage, wanted: str, reached: str | None
) -> None:
    answer = signed_in.post(f"/learning/courses/{course.uuid}/enrol/", {"next": wanted})

    assert answer["Location"] == (reached or course.url)


@pytest.mark.parametrize(
    "address", ["courses/{}/enrol/", "lessons/{}/done/", "lessons/{}/position/"]
)
def test_visitors_are_sent_to_sign_in(client: Client, address: str) -> None:
    answer = client.post("/learning/" + address.format(uuid.uuid4()))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/sign-in/?next=")


@pytest.mark.parametrize(
    "address",
    [
        "courses/{}/enrol/",
        "lessons/{}/done/",
        "lessons/{}/position/",
        "quizzes/{}/again/",
        "quizzes/{}/questions/a/",
    ],
)
def test_what_never_was_is_not_found(signed_in: Client, address: str) -> None:
    assert signed_in.post("/learning/" + address.format(uuid.uuid4())).status_code == 404


@pytest.mark.parametrize("rest", ["again/", "questions/one-row/"])
def test_acts_are_not_done_by_a_link(signed_in: Client, quiz: QuizPage, rest: str) -> None:
    assert signed_in.get(_quiz_url(quiz, rest)).status_code == 405


def test_a_form_without_its_token_is_refused(course: CoursePage, learner: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner)

    assert strict.post(f"/learning/courses/{course.uuid}/enrol/").status_code == 403
    assert not Enrolment.objects.exists()


def test_a_lesson_read_leads_on_to_the_next_step(
    signed_in: Client, lesson: LessonPage, quiz: QuizPage
) -> None:
    answer = signed_in.post(f"/learning/lessons/{lesson.uuid}/done/")

    assert answer["Location"] == quiz.url
    assert LessonCompletion.objects.count() == 1


def test_the_last_lesson_read_leads_back_to_the_course(
    signed_in: Client, lesson: LessonPage, course: CoursePage
) -> None:
    assert signed_in.post(f"/learning/lessons/{lesson.uuid}/done/")["Location"] == course.url


def test_a_lesson_deleted_while_it_was_read_says_so(signed_in: Client, lesson: LessonPage) -> None:
    lesson.delete()

    answer = signed_in.post(f"/learning/lessons/{lesson.uuid}/done/")

    assert answer.status_code == 410
    assert "was taken out on" in _text(answer)
    assert "Go to the course “First steps”" in _text(answer)


def test_position_is_kept_without_a_page(signed_in: Client, lesson: LessonPage) -> None:
    answer = signed_in.post(
        f"/learning/lessons/{lesson.uuid}/position/", {"anchor": "the-question"}
    )

    assert answer.status_code == 204
    assert ReadingPosition.objects.get().anchor == "the-question"
    assert "Go on where you stopped" in _text(signed_in.get(lesson.url))


def test_visitors_do_not_see_a_quiz(client: Client, quiz: QuizPage) -> None:
    assert client.get(_quiz_url(quiz)).status_code == 302


def test_who_is_not_enrolled_is_asked_to(signed_in: Client, quiz: QuizPage) -> None:
    page = _text(signed_in.get(_quiz_url(quiz)))

    assert "Enrol and answer" in page
    assert "Check my answer" not in page
    refused = signed_in.post(_quiz_url(quiz, "questions/one-row/"), {"answer": "report"})
    assert refused.status_code == 403
    assert "Enrol in the course first" in _text(refused)
    assert not QuizAnswer.objects.exists()


def test_a_quiz_shows_no_feedback_before_the_answer(
    signed_in: Client, quiz: QuizPage, enrolment: Enrolment
) -> None:
    page = _text(signed_in.get(_quiz_url(quiz)))

    assert "What is one row?" in page
    for hidden in ("Yes indeed.", "Not quite.", "The unit comes first.", "Well divided."):
        assert hidden not in page


def test_an_answer_brings_its_feedback_and_stays_on_reload(
    signed_in: Client, quiz: QuizPage, enrolment: Enrolment
) -> None:
    answer = signed_in.post(_quiz_url(quiz, "questions/one-row/"), {"answer": "event"})

    assert answer["Location"] == _quiz_url(quiz) + "#question-one-row"
    for _look in range(2):
        page = _text(signed_in.get(_quiz_url(quiz)))
        assert "Not quite." in page
        assert "The unit comes first." in page
        assert "Yes indeed." in page  # the other answers, behind a disclosure
        assert "1 of 3 questions answered" in page


def test_a_double_click_answers_once(
    signed_in: Client, quiz: QuizPage, enrolment: Enrolment
) -> None:
    for _click in range(2):
        signed_in.post(_quiz_url(quiz, "questions/one-row/"), {"answer": "event"})

    assert QuizAnswer.objects.count() == 1


def test_what_is_no_answer_comes_back_as_it_was(
    signed_in: Client, quiz: QuizPage, enrolment: Enrolment
) -> None:
    answer = signed_in.post(_quiz_url(quiz, "questions/share/"), {"answer": "a lot"})

    assert answer.status_code == 422
    assert "Write your answer as a number" in _text(answer)
    assert 'value="a lot"' in answer.content.decode()


def test_an_answer_cannot_carry_markup_into_the_page(
    signed_in: Client, quiz: QuizPage, enrolment: Enrolment
) -> None:
    answer = signed_in.post(
        _quiz_url(quiz, "questions/share/"), {"answer": '"><script>alert(1)</script>'}
    )

    assert "<script>alert" not in answer.content.decode()


def test_a_question_taken_out_meanwhile_is_told(
    signed_in: Client, quiz: QuizPage, enrolment: Enrolment
) -> None:
    answer = signed_in.post(_quiz_url(quiz, "questions/gone/"), {"answer": "a"}, follow=True)

    assert answer.status_code == 200
    assert "This question is no longer part of the quiz" in _text(answer)


def test_the_end_says_what_to_read_again(
    signed_in: Client, quiz: QuizPage, lesson: LessonPage, enrolment: Enrolment
) -> None:
    for item_id, sent in (("one-row", "event"), ("rise", "a"), ("share", "2,1")):
        signed_in.post(_quiz_url(quiz, f"questions/{item_id}/"), {"answer": sent})

    page = _text(signed_in.get(_quiz_url(quiz)))

    assert "1 of 3 right" in page
    assert "Worth reading again" in page
    assert f'href="{lesson.url}"' in page
    assert "Try again for practice" in page


def test_trying_again_is_marked_as_practice(
    signed_in: Client, module: Any, enrolment: Enrolment
) -> None:
    quiz = courses.quiz(module, courses.single())
    signed_in.post(_quiz_url(quiz, "questions/one-row/"), {"answer": "report"})
    assert "Everything was right" in _text(signed_in.get(_quiz_url(quiz)))

    for _click in range(2):
        signed_in.post(_quiz_url(quiz, "again/"))

    page = _text(signed_in.get(_quiz_url(quiz)))
    assert "attempt number 2" in page
    assert "only first answers count" in page
    assert QuizAttempt.objects.count() == 2


def test_a_deleted_quiz_says_so(signed_in: Client, quiz: QuizPage, enrolment: Enrolment) -> None:
    url = _quiz_url(quiz)
    quiz.delete()

    assert signed_in.get(url).status_code == 410
    assert signed_in.post(url + "questions/one-row/", {"answer": "a"}).status_code == 410


@pytest.fixture
def arranged(module: ModulePage) -> QuizPage:
    kinds = (courses.ordering(), courses.matching(), courses.text(), courses.chart_question())
    return courses.quiz(module, *kinds, slug="arranged-quiz")


def test_arranging_needs_no_script_and_every_field_has_its_label(
    signed_in: Client, arranged: QuizPage, enrolment: Enrolment
) -> None:
    page = _text(signed_in.get(_quiz_url(arranged)))

    fields = re.findall(r'<select[^>]* id="([^"]+)"', page)
    assert len(fields) == 7
    assert all(f'for="{field}"' in page for field in fields)
    assert '<option value="ask:1"' in page
    assert "Choose a partner for each line" in page
    for secret in ("Why ask stands there", "There is no such scale", "The mean moves", "It rose."):
        assert secret not in page


def test_a_chart_to_read_has_its_drawing_and_its_table(
    signed_in: Client, arranged: QuizPage, enrolment: Enrolment
) -> None:
    page = _text(signed_in.get(_quiz_url(arranged)))

    assert 'alt="Two bars."' in page
    assert "Show the data" in page
    assert "571" in page


def test_an_answered_order_stands_as_it_was_put_with_what_would_be_right(
    signed_in: Client, arranged: QuizPage, enrolment: Enrolment
) -> None:
    sent = ["ask:1", "check:2", "collect:3", "tell:4"]

    signed_in.post(_quiz_url(arranged, "questions/steps/"), {"answer": sent})

    page = _text(signed_in.get(_quiz_url(arranged)))
    places = [page.index(f"The {name} thing") for name in ("ask", "check", "collect", "tell")]
    assert places == sorted(places)
    assert "Partly right." in page
    assert "your choice: place 2" in page
    assert "Why check stands there." in page
    assert QuizAnswer.objects.get().response == ["ask", "check", "collect", "tell"]
    assert Evidence.objects.get().score == pytest.approx(4 / 6)


def test_an_answered_match_names_choice_partner_and_reason(
    signed_in: Client, arranged: QuizPage, enrolment: Enrolment
) -> None:
    cubic, ordinal, ratio = map(partner_key, ("Cubic", "Ordinal", "Ratio"))
    sent = [f"sex:{cubic}", f"grade:{ordinal}", f"age:{ratio}"]

    signed_in.post(_quiz_url(arranged, "questions/scales/"), {"answer": sent})

    page = _text(signed_in.get(_quiz_url(arranged)))
    assert "your choice: Cubic" in page
    assert "<strong>Nominal</strong>" in page
    assert "There is no such scale. It only names." in page


def test_half_an_order_is_asked_for_again_and_stays_in_the_form(
    signed_in: Client, arranged: QuizPage, enrolment: Enrolment
) -> None:
    sent = ["ask:1", "check:1", "", "tell:4"]

    answer = signed_in.post(_quiz_url(arranged, "questions/steps/"), {"answer": sent})

    page = _text(answer)
    assert answer.status_code == 422
    assert "Give every line a place of its own" in page
    assert page.count("selected") == 3
    assert '<option value="check:1" selected>' in page
    assert not QuizAnswer.objects.exists()


def test_a_known_mistake_in_words_gets_its_own_feedback(
    signed_in: Client, arranged: QuizPage, enrolment: Enrolment
) -> None:
    signed_in.post(_quiz_url(arranged, "questions/middle/"), {"answer": "<Mean>"})
    signed_in.post(_quiz_url(arranged, "questions/read-it/"), {"answer": "575"})

    page = _text(signed_in.get(_quiz_url(arranged)))
    assert "The mean moves with one rich guest." in page
    assert "&lt;Mean&gt;" in page
    assert "It rose." in page
