"""Between authored fields and pages: filling a page, and reading back what it says.

Reading back leaves out what the editor adds by itself (identifiers of blocks, keys in rich text,
line ends of the browser), so that opening and saving a page is no edit.
"""

import copy
from typing import Any

from wagtail.models import Page

from portal.competencies.models import Competency
from portal.courses.lesson_text import without_keys
from portal.courses.loading.read import PageKind, hash_of
from portal.courses.models import (
    AcademyPage,
    CoursePage,
    LessonPage,
    ModuleCompetency,
    ModuleDataset,
    ModulePage,
    QuizPage,
)
from portal.datasets.models import Dataset

MODELS: dict[PageKind, type[AcademyPage]] = {
    PageKind.COURSE: CoursePage,
    PageKind.MODULE: ModulePage,
    PageKind.LESSON: LessonPage,
    PageKind.QUIZ: QuizPage,
}
_LINES = {"outcomes", "authors", "objectives"}


def fill(page: AcademyPage, fields: dict[str, Any]) -> None:
    """Set everything authored on ``page``. Saves nothing."""
    for name, value in fields.items():
        if name in ("body", "questions"):
            setattr(page, name, _stream(page, name, value))
        elif name in _LINES:
            setattr(page, name, "\n".join(value))
        elif name == "exercises":
            page.exercise_list = "\n".join(value)
        elif name == "competencies":
            page.competency_targets = _targets(value)
        elif name == "datasets":
            page.dataset_uses = _uses(value)
        else:
            setattr(page, name, value)
    page.draft_title = page.title


def _stream(page: Page, name: str, raw: list[dict[str, Any]]) -> Any:
    # A copy, because Wagtail writes identifiers into what it is given.
    return page._meta.get_field(name).stream_block.to_python(copy.deepcopy(raw))


def _targets(levels: dict[str, int]) -> list[ModuleCompetency]:
    known = {c.code: c for c in Competency.objects.filter(code__in=levels)}
    return [
        ModuleCompetency(competency=known[code], level=level, sort_order=position)
        for position, (code, level) in enumerate(levels.items())
    ]


def _uses(slugs: list[str]) -> list[ModuleDataset]:
    known = {d.slug: d for d in Dataset.objects.filter(slug__in=slugs)}
    return [
        ModuleDataset(dataset=known[slug], sort_order=position)
        for position, slug in enumerate(slugs)
    ]


def content_sha256(page: AcademyPage) -> str:
    """Return a hash of what the page says, drafts included when ``page`` is the latest revision."""
    said: dict[str, Any] = {"title": page.title, "slug": page.slug, "summary": page.summary}
    if isinstance(page, CoursePage):
        for name in ("outcomes", "audience", "level", "language", "authors", "credits"):
            said[name] = getattr(page, name)
        said["hours"] = f"{float(page.hours):.1f}"
        said["checked"] = [page.checked_by, str(page.checked_on)]
    elif isinstance(page, ModulePage):
        said["minutes"] = int(page.minutes)
        said["objectives"], said["exercises"] = page.objectives, page.exercise_list
        said["competencies"] = {
            t.competency.code: int(t.level) for t in page.competency_targets.all()
        }
        said["datasets"] = [use.dataset.slug for use in page.dataset_uses.all()]
    elif isinstance(page, LessonPage):
        said["body"] = page.body.get_prep_value()
    elif isinstance(page, QuizPage):
        said["questions"] = page.questions.get_prep_value()
    return hash_of(_plain(said))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return without_keys(value.replace("\r\n", "\n")).strip()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        is_block = "type" in value and "value" in value
        return {key: _plain(item) for key, item in value.items() if not (is_block and key == "id")}
    return value
