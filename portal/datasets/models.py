"""Datasets, their versions and files; every file is held by the hash of its bytes."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Dataset(models.Model):
    """A body of data with one licence and one story of where it comes from."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    slug = models.CharField(_("short name"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"))
    publisher = models.CharField(_("publisher"), max_length=300)
    creator = models.CharField(_("creator"), max_length=300)
    source = models.JSONField(_("source"), default=dict)
    licence_name = models.CharField(_("licence"), max_length=200)
    licence_url = models.CharField(_("licence address or SPDX name"), max_length=300)
    licence_evidence = models.TextField(_("evidence of the licence"))
    period = models.CharField(_("period"), max_length=200)
    spatial = models.CharField(_("area"), max_length=300)
    persons = models.BooleanField(_("rows are persons"), default=False)
    columns = models.JSONField(_("columns"), default=list)
    known_defects = models.JSONField(_("known defects"), default=list)
    who_is_missing = models.TextField(_("who is missing"))
    citation = models.TextField(_("citation"))

    class Meta:
        verbose_name = _("dataset")
        verbose_name_plural = _("datasets")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the dataset's page."""
        return reverse("datasets:detail", args=[self.slug])


class DatasetVersion(models.Model):
    """The files of a dataset as they were loaded once. The newest is the current one."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="versions")
    fingerprint = models.CharField(_("hash of manifest and files"), max_length=64)
    source_version = models.CharField(_("version of the source"), max_length=100)
    loaded_at = models.DateTimeField(_("loaded at"), default=timezone.now)
    disclosure = models.JSONField(
        _("disclosure assessment"), null=True, blank=True, help_text=_("Empty without persons.")
    )

    class Meta:
        verbose_name = _("dataset version")
        verbose_name_plural = _("dataset versions")
        ordering = ["-loaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "fingerprint"], name="one_row_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} ({self.fingerprint[:12]})"


class DatasetFile(models.Model):
    """One file of a version, held in the file store under its hash."""

    version = models.ForeignKey(DatasetVersion, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("name"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    rows = models.PositiveIntegerField(_("rows"))
    size = models.PositiveBigIntegerField(_("bytes"))
    media_type = models.CharField(_("media type"), max_length=100)
    preview = models.JSONField(_("header and first rows"), default=list)
    parquet_sha256 = models.CharField(
        _("SHA-256 as Parquet"),
        max_length=64,
        blank=True,
        help_text=_("Empty when loaded before Parquet was offered."),
    )
    parquet_size = models.PositiveBigIntegerField(_("bytes as Parquet"), null=True, blank=True)

    class Meta:
        verbose_name = _("dataset file")
        verbose_name_plural = _("dataset files")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="file_name_once_per_version"),
            models.CheckConstraint(
                condition=models.Q(parquet_sha256="", parquet_size__isnull=True)
                | (~models.Q(parquet_sha256="") & models.Q(parquet_size__isnull=False)),
                name="parquet_has_both_hash_and_size",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.name.rpartition(".")[0] or self.name

    @property
    def header(self) -> list[str]:
        """Names of the columns."""
        return self.preview[0] if self.preview else []

    @property
    def first_rows(self) -> list[list[str]]:
        """The first rows."""
        return self.preview[1:]
