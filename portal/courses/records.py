"""What is remembered beside the pages: drawings, what was loaded, and what was taken out."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Figure(models.Model):
    """A drawn chart. Can be thrown away: it is drawn again from the chart in the page."""

    fingerprint = models.CharField(_("hash of what is drawn"), max_length=64, unique=True)
    svg_sha256 = models.CharField(_("SHA-256 of the drawing"), max_length=64, db_index=True)
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))
    interactive = models.TextField(_("figure for the browser (JSON)"))

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return self.fingerprint[:12]


class LoadedSource(models.Model):
    """What a page's file said when it was last loaded, and what the page said right after.

    A page that says something else now was edited in the CMS, and the loader keeps its hands off.
    """

    page_uuid = models.UUIDField(_("page"), unique=True)
    file = models.CharField(_("file"), max_length=300)
    source_sha256 = models.CharField(_("hash of the file's content"), max_length=64)
    page_sha256 = models.CharField(_("hash of the page's content"), max_length=64)
    loaded_at = models.DateTimeField(_("loaded at"), default=timezone.now)

    class Meta:
        verbose_name = _("loaded file")
        verbose_name_plural = _("loaded files")

    def __str__(self) -> str:
        return self.file


class DeletedPage(models.Model):
    """A page that was taken out, so that its readers are told and find their way back."""

    page_uuid = models.UUIDField(_("page"), default=uuid.uuid4, db_index=True)
    title = models.CharField(_("title"), max_length=255)
    url_path = models.CharField(_("path"), max_length=1000, db_index=True)
    course_uuid = models.UUIDField(_("course"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("taken out at"), default=timezone.now)

    class Meta:
        verbose_name = _("deleted page")
        verbose_name_plural = _("deleted pages")
        ordering = ["-deleted_at", "-pk"]

    def __str__(self) -> str:
        return self.title
