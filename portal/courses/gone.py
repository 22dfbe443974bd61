"""Pages that were taken out: remembered when they go, told about when they are asked for."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page

from portal.courses.records import DeletedPage

if TYPE_CHECKING:
    from portal.courses.models import AcademyPage


@dataclass(frozen=True)
class Notice:
    """What to tell somebody who asks for a page that is no longer there."""

    title: str
    since: dt.datetime | None
    course: Page | None
    catalogue_url: str

    @property
    def is_for_good(self) -> bool:
        """Whether the page was deleted, rather than hidden for a while."""
        return self.since is not None


def remember(page: "AcademyPage") -> DeletedPage:
    """Keep title, address and course of a page that is about to be deleted."""
    return DeletedPage.objects.create(
        page_uuid=page.uuid,
        title=page.title,
        url_path=page.url_path,
        course_uuid=_course_uuid(page),
    )


def _course_uuid(page: "AcademyPage") -> UUID | None:
    above = Page.objects.ancestor_of(page, inclusive=True).filter(coursepage__isnull=False)
    found: UUID | None = above.values_list("coursepage__uuid", flat=True).first()
    return found


def find(url_path: str) -> Notice | None:
    """Return what is known of a path that leads to no published page."""
    deleted = DeletedPage.objects.filter(url_path=url_path).first()
    if deleted is not None:
        return _notice(deleted)
    hidden = Page.objects.filter(url_path=url_path, live=False).first()
    if hidden is None:
        return None
    course = Page.objects.ancestor_of(hidden).filter(coursepage__isnull=False).live().first()
    return Notice(hidden.title, None, course, _catalogue_url())


def find_by_uuid(page_uuid: UUID) -> Notice | None:
    """Return what is known of a page that was deleted."""
    deleted = DeletedPage.objects.filter(page_uuid=page_uuid).first()
    return _notice(deleted) if deleted is not None else None


def _notice(deleted: DeletedPage) -> Notice:
    course = None
    if deleted.course_uuid is not None:
        course = Page.objects.live().filter(coursepage__uuid=deleted.course_uuid).first()
    return Notice(deleted.title, deleted.deleted_at, course, _catalogue_url())


def _catalogue_url() -> str:
    catalogue = Page.objects.live().filter(catalogueindexpage__isnull=False).first()
    return (catalogue.url if catalogue else None) or "/"


def response(request: HttpRequest, notice: Notice) -> HttpResponse:
    """Say what happened and where to go on: 410 for good, 404 for a page that is only hidden."""
    status = 410 if notice.is_for_good else 404
    return render(request, "courses/gone.html", {"notice": notice}, status=status)
