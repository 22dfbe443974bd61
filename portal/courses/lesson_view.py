"""What the page of a lesson shows: its text with anchors and drawings, and the way around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.safestring import SafeString

from portal.courses import charts, figures, outline, words
from portal.courses.blocks import CONTAINER_BLOCKS, chart_spec
from portal.courses.charts import ChartSpec
from portal.courses.outline import CourseOutline, ItemKey, ItemKind, OutlineItem

if TYPE_CHECKING:
    from portal.courses.models import LessonPage

CACHE_SECONDS = 24 * 3600


@dataclass(frozen=True)
class LessonText:
    """The text of a lesson, ready to show."""

    html: SafeString
    headings: list[tuple[str, str, int]]


@dataclass(frozen=True)
class Surroundings:
    """Where a step stands in its course."""

    course: CourseOutline
    module_title: str
    module_url: str
    item: OutlineItem | None
    previous: OutlineItem | None
    following: OutlineItem | None
    exercises: list[OutlineItem]


def charts_of(page: "LessonPage") -> list[ChartSpec]:
    """Return the charts of a lesson that can be drawn, nested ones too."""
    return list(_charts(page.body))


def _charts(stream: Any) -> Iterator[ChartSpec]:
    for child in stream:
        if child.block_type == "chart":
            try:
                yield chart_spec(child.value)
            except ValueError:
                continue
        elif child.block_type in CONTAINER_BLOCKS:
            yield from _charts(child.value["content"])


def minutes_of(page: "LessonPage") -> int:
    """Return the reading time in minutes."""
    return words.reading_minutes(page.body.render_as_block({"figures": {}}))


def text_of(page: "LessonPage", *, fresh: bool) -> LessonText:
    """Return the text of a lesson.

    Args:
        page: the lesson.
        fresh: for previews: draw what is missing, and neither read nor fill the cache.
    """
    key = (
        f"lesson-text:{charts.RENDERER}:{page.pk}:{page.live_revision_id}:{page.last_published_at}"
    )
    key = key.replace(" ", "_")
    if not fresh:
        kept: LessonText | None = cache.get(key)
        if kept is not None:
            return kept
    specs = charts_of(page)
    drawn = figures.ensure(specs) if fresh else figures.lookup(specs)
    html, headings = words.with_anchors(page.body.render_as_block({"figures": drawn}))
    text = LessonText(html, headings)
    if not fresh and len(drawn) == len({s.fingerprint() for s in specs}):
        cache.set(key, text, CACHE_SECONDS)
    return text


def context(page: "LessonPage", request: HttpRequest) -> Mapping[str, Any]:
    """Return what the template of a lesson needs."""
    is_preview = bool(getattr(request, "is_preview", False))
    course = page.course()
    around = surroundings(
        outline.course_outline(course, getattr(request, "user", None)),
        ItemKey(ItemKind.LESSON, str(page.uuid)),
    )
    return {
        "text": text_of(page, fresh=is_preview),
        "course": course,
        "around": around,
        "is_preview": is_preview,
    }


def surroundings(course: CourseOutline, key: ItemKey) -> Surroundings:
    """Return what stands before and after a step; nothing when the step is not in the course."""
    items = list(course.items())
    position = next((n for n, item in enumerate(items) if item.key == key), None)
    module = next((m for m in course.modules if any(i.key == key for i in m.items)), None)
    return Surroundings(
        course=course,
        module_title=module.title if module else "",
        module_url=module.url if module else "",
        item=items[position] if position is not None else None,
        previous=items[position - 1] if position else None,
        following=items[position + 1]
        if position is not None and position + 1 < len(items)
        else None,
        exercises=[i for i in module.items if i.key.kind is ItemKind.EXERCISE] if module else [],
    )
