"""Comparing what the files say with what the pages say. Writes nothing.

Three things are known of each page: the hash of its file now, the hash of its file when it was last
loaded, and the hash of the page right after that load. From these follows who changed what.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.courses.loading.authored import MODELS, content_sha256
from portal.courses.loading.read import Content, PageSource
from portal.courses.models import AcademyPage, DeletedPage, LoadedSource
from portal.datasets import loading as dataset_loading


class Step(StrEnum):
    """What will be done with a page."""

    CREATE = "create"
    UPDATE = "update"
    OVERWRITE = "overwrite"
    UNCHANGED = "unchanged"
    EDITED = "edited"
    CONFLICT = "conflict"
    DELETED = "deleted"


WRITING = (Step.CREATE, Step.UPDATE, Step.OVERWRITE)
WORDS = {
    Step.EDITED: _("was edited in the CMS; the edit is kept"),
    Step.CONFLICT: _(
        "the file and the page in the CMS were both changed; the page is kept. "
        "Bring the edit into the file, then load with --take %(file)s"
    ),
    Step.DELETED: _("was deleted in the CMS and stays deleted; load with --take %(file)s"),
    Step.OVERWRITE: _("the edit in the CMS is replaced, as asked; it stays in the page's history"),
}


@dataclass(frozen=True)
class PlannedPage:
    """A page, what will be done with it, and whether anybody must be told."""

    source: PageSource
    step: Step

    @property
    def words(self) -> str:
        """Why, in words; empty when there is nothing to say."""
        template = WORDS.get(self.step)
        return str(template) % {"file": self.source.file} if template else ""


@dataclass(frozen=True)
class Plan:
    """Everything that a load would do."""

    datasets: Sequence[dataset_loading.PlannedDataset]
    pages: Sequence[PlannedPage]
    orphans: Sequence[str]

    @property
    def kept(self) -> list[PlannedPage]:
        """Pages whose file will not be taken."""
        return [p for p in self.pages if p.step in (Step.CONFLICT, Step.DELETED, Step.EDITED)]


def make_plan(content: Content, *, take: Collection[str] = ()) -> Plan:
    """Return what a load would do.

    Args:
        content: what the files say.
        take: files that are taken even though their page was edited or deleted in the CMS.
    """
    loaded = {row.page_uuid: row for row in LoadedSource.objects.all()}
    deleted = set(DeletedPage.objects.values_list("page_uuid", flat=True))
    pages = [
        PlannedPage(source, _step(source, loaded.get(source.uuid), deleted, take))
        for source in content.pages
    ]
    here = {source.uuid for source in content.pages}
    orphans = sorted(row.file for uuid, row in loaded.items() if uuid not in here - deleted)
    return Plan(
        datasets=dataset_loading.plan(content.datasets),
        pages=pages,
        orphans=[file for file in orphans if file not in {p.source.file for p in pages}],
    )


def _step(
    source: PageSource,
    loaded: LoadedSource | None,
    deleted: Collection[UUID],
    take: Collection[str],
) -> Step:
    page = find_page(source)
    taken = source.file in take
    if page is None:
        return Step.DELETED if source.uuid in deleted and not taken else Step.CREATE
    file_changed = loaded is None or loaded.source_sha256 != source.sha256
    page_changed = loaded is None or loaded.page_sha256 != content_sha256(page)
    if not page_changed:
        return Step.UPDATE if file_changed else Step.UNCHANGED
    if taken:
        return Step.OVERWRITE
    return Step.CONFLICT if file_changed else Step.EDITED


def find_page(source: PageSource) -> AcademyPage | None:
    """Return the page with its latest draft, or None when there is none."""
    page: AcademyPage | None = MODELS[source.kind].objects.filter(uuid=source.uuid).first()
    if page is None:
        return None
    latest: AcademyPage = page.get_latest_revision_as_object()
    return latest
