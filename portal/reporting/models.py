"""Quarterly snapshots: what was published, frozen."""

import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.reporting.errors import SnapshotFrozenError


class FrozenQuerySet(models.QuerySet[Any]):
    """Reads; writes other than adding are refused."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse.

        Raises:
            SnapshotFrozenError: always.
        """
        raise SnapshotFrozenError

    def delete(self) -> NoReturn:
        """Refuse.

        Raises:
            SnapshotFrozenError: always.
        """
        raise SnapshotFrozenError


class Frozen(models.Model):
    """A row that is written once."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; refuse to change one.

        Raises:
            SnapshotFrozenError: the row has been written before.
        """
        if self.pk is not None:
            raise SnapshotFrozenError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse.

        Raises:
            SnapshotFrozenError: always.
        """
        raise SnapshotFrozenError


class Snapshot(Frozen):
    """Everything that was published of all departments at the end of a quarter."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quarter = models.CharField(_("quarter"), max_length=6, unique=True)
    taken_at = models.DateTimeField(_("taken at"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    as_of = models.DateField(_("as of"))
    thresholds_version = models.CharField(_("version of thresholds"), max_length=20)
    figures = models.JSONField(_("published figures"))
    sha256 = models.CharField(_("hash of the figures"), max_length=64)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["-quarter"]

    def __str__(self) -> str:
        return self.quarter


class SnapshotBasis(Frozen):
    """Who had been assessed where, at the time of a snapshot. Never shown to anybody.

    It is kept so that a later report can tell whether subtracting the two would single people out.
    """

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="basis")
    members = models.JSONField(_("ids of the assessed by competency and department"))

    class Meta:
        verbose_name = _("basis of a snapshot")
        verbose_name_plural = _("bases of snapshots")

    def __str__(self) -> str:
        return str(self.snapshot)
