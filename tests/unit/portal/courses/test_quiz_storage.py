"""Every type of question goes into the editor's blocks and comes out as it was."""

import pytest
from wagtail.blocks import StructBlockValidationError

from portal.courses.models import ModulePage, QuizPage
from portal.courses.quiz_blocks import QuestionsBlock
from portal.courses.quiz_items import Question
from portal.courses.quiz_storage import from_block, to_block
from tests.factories import courses
from tests.factories.competencies import CompetencyFactory

KINDS = [
    courses.single(),
    courses.multiple(),
    courses.number(),
    courses.ordering(),
    courses.matching(),
    courses.text(),
    courses.chart_question(),
]
by_kind = pytest.mark.parametrize("question", KINDS, ids=lambda question: question.type)


def test_every_type_has_its_block() -> None:
    assert set(QuestionsBlock().child_blocks) == {question.type for question in KINDS}


@by_kind
def test_question_survives_the_page(question: Question, module: ModulePage) -> None:
    page = courses.quiz(module, question)

    assert QuizPage.objects.get(pk=page.pk).question_list() == [question]


@by_kind
def test_question_survives_the_editor(question: Question, db: None) -> None:
    CompetencyFactory(code="TST-1")
    block = QuestionsBlock().child_blocks[question.type]
    raw = to_block(question)

    cleaned = block.clean(block.to_python(raw["value"]))

    assert from_block(question.type, cleaned) == question


def test_question_that_cannot_be_marked_is_sent_back(db: None) -> None:
    CompetencyFactory(code="TST-1")
    block = QuestionsBlock().child_blocks["ordering"]
    raw = to_block(courses.ordering())["value"]
    raw["steps"][1]["step_id"] = raw["steps"][0]["step_id"]

    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python(raw))

    assert "two have the same id" in str(caught.value.block_errors["prompt"])


def test_preview_shows_lines_partners_words_and_chart(module: ModulePage) -> None:
    page = courses.quiz(module, *KINDS).make_preview_request().render().content.decode()

    for words in (
        "Why collect stands there.",
        "Ordinal",
        "There is no such scale.",
        "50th percentile",
        "The mean moves with one rich guest.",
        "Two bars.",
        "/figures/",
    ):
        assert words in page
