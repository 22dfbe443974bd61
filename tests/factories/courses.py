"""Courses as pages for tests: a small catalogue, made through Wagtail's own tree."""

from typing import Any, TypeVar

from portal.competencies.models import Competency
from portal.courses import site
from portal.courses.blocks import chart_spec
from portal.courses.models import (
    AcademyPage,
    CatalogueIndexPage,
    CoursePage,
    LessonPage,
    ModuleCompetency,
    ModulePage,
    QuizPage,
)
from portal.courses.quiz_items import Question
from portal.courses.quiz_storage import to_block
from tests.factories.competencies import CompetencyFactory

Made = TypeVar("Made", bound=AcademyPage)


def catalogue() -> CatalogueIndexPage:
    """Return the catalogue of a site made of our pages."""
    return site.ensure_site(by=None)


def _published(parent: AcademyPage, page: Made) -> Made:
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()
    fresh: Made = type(page).objects.get(pk=page.pk)
    return fresh


def course(slug: str = "first-steps", **fields: Any) -> CoursePage:
    values: dict[str, Any] = {
        "title": "First steps",
        "summary": "Where to begin.",
        "outcomes": "Count rows\nGroup rows\nExplain shares",
        "audience": "Everybody",
        "level": "Awareness",
        "hours": 4,
        "authors": "Ada\nBo",
        **fields,
    }
    return _published(catalogue(), CoursePage(slug=slug, **values))


def module(parent: CoursePage, slug: str = "meet-the-data", **fields: Any) -> ModulePage:
    values: dict[str, Any] = {"title": "Meet the data", "summary": "One table.", **fields}
    return _published(parent, ModulePage(slug=slug, **values))


def target(page: ModulePage, competency: Competency, level: int = 1) -> None:
    """Say that the module can give evidence for a competency."""
    page.competency_targets.add(ModuleCompetency(competency=competency, level=level))
    page.save_revision().publish()


TEXT = "<h2>The question</h2><p>How many?</p><h2>A worked example</h2><p>Two.</p>"
CHART: dict[str, Any] = {
    "chart_id": "22222222-2222-4222-8222-222222222222",
    "title": "Reports by year",
    "kind": "bar",
    "horizontal": False,
    "x_label": "Year",
    "x_unit": "",
    "y_label": "Reports",
    "y_unit": "",
    "data": "Year,Reports\n1990,463\n1991,571",
    "summary": "It rose.",
    "alt": "Two bars.",
    "source": "counts, 1990 to 1991",
    "note": "",
}


def lesson(
    parent: ModulePage, slug: str = "reports", body: list[Any] | None = None, **fields: Any
) -> LessonPage:
    raw = [{"type": "text", "value": TEXT}] if body is None else body
    values: dict[str, Any] = {"title": "Reports are not events", "summary": "Read.", **fields}
    page = LessonPage(slug=slug, **values)
    page.body = LessonPage._meta.get_field("body").stream_block.to_python(raw)
    return _published(parent, page)


def single(item_id: str = "one-row", competency: str = "TST-1", **fields: Any) -> Question:
    values = {
        "id": item_id,
        "type": "single",
        "competency": competency,
        "level": 1,
        "difficulty": -0.5,
        "prompt": "What is one row?",
        "reason": "The unit comes first.",
        "options": [
            {"id": "event", "text": "An event", "correct": False, "feedback": "Not quite."},
            {"id": "report", "text": "A report", "correct": True, "feedback": "Yes indeed."},
        ],
        **fields,
    }
    return Question.model_validate(values)


def multiple(item_id: str = "rise", competency: str = "TST-1") -> Question:
    options = [
        {"id": name, "text": name, "correct": right, "feedback": f"About {name}."}
        for name, right in (("a", True), ("b", True), ("c", False), ("d", False))
    ]
    return single(item_id, competency, type="multiple", options=options)


def number(item_id: str = "share", competency: str = "TST-1", **fields: Any) -> Question:
    values = {
        "type": "number",
        "options": [],
        "answer": 2.1,
        "tolerance": 0.05,
        "unit": "%",
        "feedback_right": "Well divided.",
        "feedback_wrong": "Divide again.",
        **fields,
    }
    return single(item_id, competency, **values)


STEPS = [
    {"id": name, "text": f"The {name} thing", "feedback": f"Why {name} stands there."}
    for name in ("ask", "collect", "check", "tell")
]
PAIRS = [
    {"id": "sex", "text": "Sex", "match": "Nominal", "feedback": "It only names."},
    {"id": "grade", "text": "School grade", "match": "Ordinal", "feedback": "It has an order."},
    {"id": "age", "text": "Age in years", "match": "Ratio", "feedback": "It has a true zero."},
]


def ordering(item_id: str = "steps", competency: str = "TST-1", **fields: Any) -> Question:
    values = {"type": "ordering", "options": [], "steps": STEPS, **fields}
    return single(item_id, competency, **values)


def matching(item_id: str = "scales", competency: str = "TST-1", **fields: Any) -> Question:
    decoys = [{"text": "Cubic", "feedback": "There is no such scale."}]
    values = {"type": "matching", "options": [], "pairs": PAIRS, "decoys": decoys, **fields}
    return single(item_id, competency, **values)


def text(item_id: str = "middle", competency: str = "TST-1", **fields: Any) -> Question:
    values = {
        "type": "text",
        "options": [],
        "accepted": ["median", "50th percentile"],
        "mistakes": [{"answer": "mean", "feedback": "The mean moves with one rich guest."}],
        "feedback_right": "The median.",
        "feedback_wrong": "Think of the middle one.",
        **fields,
    }
    return single(item_id, competency, **values)


def chart_question(item_id: str = "read-it", competency: str = "TST-1", **fields: Any) -> Question:
    values = {"type": "chart", "chart": chart_spec(CHART), "answer": 571, "tolerance": 10}
    return number(item_id, competency, **{**values, **fields})


def quiz(
    parent: ModulePage, *questions: Question, slug: str = "reports-quiz", **fields: Any
) -> QuizPage:
    if not Competency.objects.filter(code="TST-1").exists():
        CompetencyFactory(code="TST-1", name="Judging data")
    values: dict[str, Any] = {"title": "Reports and events", "summary": "A quiz.", **fields}
    page = QuizPage(slug=slug, **values)
    raw = [to_block(q) for q in questions or (single(),)]
    page.questions = QuizPage._meta.get_field("questions").stream_block.to_python(raw)
    return _published(parent, page)
