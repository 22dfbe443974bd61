"""What trainers do in the CMS: edit, preview, submit, publish."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from portal.courses.blocks import ChartBlock, TableBlock
from portal.courses.models import Figure, LessonPage, ModulePage, QuizPage
from portal.courses.quiz_blocks import NumberBlock, QuestionsBlock, SingleBlock, competency_choices
from portal.courses.quiz_storage import to_block
from portal.people.models import User
from portal.people.roles import set_up_roles
from tests.factories import courses
from tests.factories.competencies import CompetencyFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer() -> User:
    set_up_roles()
    return UserFactory(trainer=True)


@pytest.fixture
def editor() -> User:
    set_up_roles()
    return UserFactory(course_editor=True)


def _form(title: str, text: str = "<p>New text.</p>", **extra: str) -> dict[str, str]:
    data: dict[str, str] = nested_form_data(
        {
            "title": title,
            "summary": "Read.",
            "slug": "reports",
            "seo_title": "",
            "search_description": "",
            "body": streamfield([("text", rich_text(text))]),
            "comments": {
                "TOTAL_FORMS": 0,
                "INITIAL_FORMS": 0,
                "MIN_NUM_FORMS": 0,
                "MAX_NUM_FORMS": "",
            },
        }
    )
    return {**data, **extra}


def test_a_trainer_may_draft_and_submit_but_not_publish(
    client: Client, trainer: User, lesson: LessonPage
) -> None:
    client.force_login(trainer)
    address = f"/cms/pages/{lesson.pk}/edit/"
    assert client.get(address).status_code == 200

    client.post(address, _form("A draft"))
    client.post(address, _form("A draft", **{"action-publish": "1"}))

    lesson.refresh_from_db()
    assert lesson.title == "Reports are not events"
    assert lesson.get_latest_revision_as_object().title == "A draft"

    client.post(address, _form("A draft", **{"action-submit": "1"}))
    state = LessonPage.objects.get(pk=lesson.pk).current_workflow_state
    assert state is not None


def test_a_course_editor_approves_and_learners_see_it(
    client: Client, trainer: User, editor: User, lesson: LessonPage, learner: User
) -> None:
    client.force_login(trainer)
    client.post(f"/cms/pages/{lesson.pk}/edit/", _form("Edited", **{"action-submit": "1"}))
    state = LessonPage.objects.get(pk=lesson.pk).current_workflow_task_state
    client.force_login(editor)

    approve = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", state.pk])
    client.post(approve, {"comment": ""})

    client.force_login(learner)
    page = client.get(lesson.url).content.decode()
    assert '<h1 class="govuk-heading-xl">Edited</h1>' in page
    assert "New text." in page


@pytest.mark.parametrize("role", ["hr_viewer", None])
def test_others_do_not_reach_the_editor(
    client: Client, lesson: LessonPage, role: str | None
) -> None:
    set_up_roles()
    client.force_login(UserFactory(**({role: True} if role else {})))

    answer = client.get(f"/cms/pages/{lesson.pk}/edit/")

    assert answer.status_code in (302, 403)
    assert b"id_title" not in answer.content


def test_a_preview_shows_the_draft_in_our_frame_with_its_chart_drawn(
    client: Client, trainer: User, module: ModulePage
) -> None:
    lesson = courses.lesson(module)
    client.force_login(trainer)
    data = nested_form_data(
        {
            "title": "Drafted",
            "summary": "",
            "slug": "reports",
            "seo_title": "",
            "search_description": "",
            "body": streamfield([("chart", dict(courses.CHART, horizontal=""))]),
            "comments": {
                "TOTAL_FORMS": 0,
                "INITIAL_FORMS": 0,
                "MIN_NUM_FORMS": 0,
                "MAX_NUM_FORMS": "",
            },
        }
    )
    address = f"/cms/pages/{lesson.pk}/edit/preview/"
    assert client.post(address, data).json()["is_valid"]

    answer = client.get(address)

    page = answer.content.decode()
    assert "Drafted" in page
    assert f"/figures/{Figure.objects.get().svg_sha256}.svg" in page
    assert "I have read this" not in page
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_a_quiz_preview_shows_every_answer_with_its_feedback(module: ModulePage) -> None:
    quiz = courses.quiz(module, courses.single(), courses.number())

    page = quiz.make_preview_request().render().content.decode()

    for words in (
        "An event",
        "Not quite.",
        "Yes indeed.",
        "Well divided.",
        "The unit comes first.",
    ):
        assert words in page


def _chart(**changes: object) -> object:
    block = ChartBlock()
    return block.clean(block.to_python({**courses.CHART, **changes}))


def test_a_chart_without_an_identifier_gets_one() -> None:
    cleaned = _chart(chart_id="")

    assert cleaned["chart_id"]  # type: ignore[index]  # a StructValue, untyped in Wagtail


@pytest.mark.parametrize("data", ["Year,Reports\n1990,many", "Year\n1990", "Year,Reports"])
def test_a_chart_that_cannot_be_drawn_is_sent_back(data: str) -> None:
    with pytest.raises(StructBlockValidationError) as caught:
        _chart(data=data)

    assert isinstance(caught.value.block_errors["data"], ValidationError)


def test_a_chart_under_work_is_shown_as_nothing_rather_than_an_error() -> None:
    block = ChartBlock()
    value = block.to_python({**courses.CHART, "data": "Year"})

    assert "<figure" not in block.render(value, {"figures": {}})


def test_a_table_puts_numbers_at_the_end_of_their_column() -> None:
    block = TableBlock()

    html = block.render(block.to_python({"caption": "", "data": 'Year,Amount\n1990,"1,000"\n'}))

    assert 'aria-label="Table: Year, Amount"' in html
    assert html.count("--numeric") >= 2


def test_a_question_that_cannot_be_marked_is_sent_back() -> None:
    CompetencyFactory(code="TST-1")
    block = SingleBlock()
    raw = to_block(courses.single())["value"]
    for option in raw["options"]:
        option["correct"] = True

    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python(raw))

    assert "exactly one must be correct" in str(caught.value.block_errors["prompt"])


def test_a_whole_question_is_accepted() -> None:
    CompetencyFactory(code="TST-1", name="Judging")
    block = NumberBlock()

    cleaned = block.clean(block.to_python(to_block(courses.number())["value"]))

    assert cleaned["answer"] == 2.1
    assert ("TST-1", "TST-1 Judging") in competency_choices()


def test_two_questions_under_one_identifier_are_sent_back() -> None:
    CompetencyFactory(code="TST-1")
    block = QuestionsBlock()
    raw = [to_block(courses.single()), to_block(courses.single())]

    with pytest.raises(StreamBlockValidationError):
        block.clean(block.to_python(raw))


def test_a_quiz_counts_its_time_and_questions(module: ModulePage) -> None:
    quiz = courses.quiz(module, courses.single("a"), courses.single("b"), courses.number("c"))

    assert QuizPage.objects.get(pk=quiz.pk).minutes == 4
    assert [question.id for question in quiz.question_list()] == ["a", "b", "c"]
