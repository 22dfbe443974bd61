"""Carrying out a plan: datasets and framework first, then pages from the top down."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from portal.competencies.services import load_framework
from portal.core import audit
from portal.courses import figures, lesson_view, site
from portal.courses.errors import ContentError, ContentProblem
from portal.courses.loading import after_load_callbacks
from portal.courses.loading.authored import MODELS, content_sha256, fill
from portal.courses.loading.plan import WRITING, Plan, PlannedPage, Step, find_page
from portal.courses.loading.read import Content, PageKind, PageSource
from portal.courses.models import (
    AcademyPage,
    CatalogueIndexPage,
    DeletedPage,
    LessonPage,
    LoadedSource,
    QuizPage,
)
from portal.datasets import loading as dataset_loading
from portal.people.models import User


@transaction.atomic
def apply(
    content: Content,
    plan: Plan,
    *,
    by: User | None,
    tell: Callable[[str], object] = lambda line: None,
) -> int:
    """Carry out the plan, wholly or not at all; return how many pages were written.

    Args:
        content: what the files say.
        plan: what to do with it.
        by: who loads.
        tell: is handed each line on what followed the load and went amiss.
    """
    load_framework(data=content.framework, by=by)
    dataset_loading.apply(plan.datasets, by=by)
    catalogue = site.ensure_site(by=by)
    written = 0
    parents: dict[UUID, AcademyPage] = {}
    for planned in plan.pages:
        parent = parents.get(planned.source.parent) if planned.source.parent else catalogue
        if parent is None:
            continue  # The page above was deleted in the CMS, and so were those below it.
        if planned.step in WRITING:
            _write(planned, parent, by=by)
            written += 1
        page = MODELS[planned.source.kind].objects.filter(uuid=planned.source.uuid).first()
        if page is not None:
            parents[planned.source.uuid] = page
    _put_in_order(plan.pages, catalogue)
    _draw_missing()
    for callback in after_load_callbacks():
        for line in callback(by=by):
            tell(line)
    if written:
        audit.record(action="content.loaded", by=by, data={"pages": written})
    return written


def _write(planned: PlannedPage, parent: AcademyPage, *, by: User | None) -> None:
    source = planned.source
    _check_address(source, parent)
    if planned.step is Step.CREATE:
        page = MODELS[source.kind](uuid=source.uuid)
        fill(page, source.fields)
        page.live = False
        parent.add_child(instance=page)
        DeletedPage.objects.filter(page_uuid=source.uuid).delete()
    else:
        found = find_page(source)
        if found is None:
            raise LookupError(source.file)
        page = found
        fill(page, source.fields)
    page.save_revision(user=by, log_action=True).publish(user=by)
    fresh = MODELS[source.kind].objects.get(uuid=source.uuid)
    LoadedSource.objects.update_or_create(
        page_uuid=source.uuid,
        defaults={
            "file": source.file,
            "source_sha256": source.sha256,
            "page_sha256": content_sha256(fresh.get_latest_revision_as_object()),
            "loaded_at": timezone.now(),
        },
    )


def _check_address(source: PageSource, parent: AcademyPage) -> None:
    slug = source.fields["slug"]
    model = MODELS[source.kind]
    mine = model.objects.filter(uuid=source.uuid).values_list("pk", flat=True)
    other = Page.objects.child_of(parent).filter(slug=slug).exclude(pk__in=list(mine)).first()
    if other is not None:
        raise ContentError(
            [
                ContentProblem(
                    source.file,
                    "slug",
                    f"the page {other.title!r} in the CMS already has the address {slug}; "
                    "rename one of the two",
                )
            ]
        )


def _put_in_order(planned: Sequence[PlannedPage], catalogue: CatalogueIndexPage) -> None:
    """Bring pages into the order of the files, under the page that the files name."""
    wanted: dict[UUID | None, list[PageSource]] = {}
    for item in planned:
        wanted.setdefault(item.source.parent, []).append(item.source)
    kinds: Mapping[UUID, PageKind] = {item.source.uuid: item.source.kind for item in planned}
    for parent_uuid, sources in wanted.items():
        parent: AcademyPage | None = catalogue
        if parent_uuid is not None:
            parent = MODELS[kinds[parent_uuid]].objects.filter(uuid=parent_uuid).first()
        if parent is not None:
            _order_children(parent, [source.uuid for source in sources])


def _order_children(parent: AcademyPage, wanted: Sequence[UUID]) -> None:
    children = [
        page
        for model in MODELS.values()
        for page in model.objects.child_of(parent).filter(uuid__in=wanted)
    ]
    now = [page.uuid for page in sorted(children, key=lambda page: page.path)]
    there = {page.uuid: page for page in children}
    order = [uuid for uuid in wanted if uuid in there]
    if now == order:
        return
    for uuid in order:
        moving = Page.objects.get(pk=there[uuid].pk)
        moving.move(Page.objects.get(pk=parent.pk), pos="last-child")


def _draw_missing() -> None:
    for lesson in LessonPage.objects.live():
        figures.ensure(lesson_view.charts_of(lesson))
    for quiz in QuizPage.objects.live():
        figures.ensure(quiz.charts())
