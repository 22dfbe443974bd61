"""The framework, the append-only ledger of evidence, and what is projected from it."""

import uuid
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.competencies.errors import EvidenceAppendOnlyError
from portal.competencies.evidence import SourceKind, Tier


class Level(models.IntegerChoices):
    """The four levels of the framework; the numbers are the framework's own."""

    NOT_SHOWN = 0, _("Not yet shown")
    AWARENESS = 1, _("Awareness")
    WORKING = 2, _("Working")
    PRACTITIONER = 3, _("Practitioner")
    EXPERT = 4, _("Expert")


class Framework(models.Model):
    """A set of domains and competencies, as last loaded from its file."""

    uuid = models.UUIDField(unique=True)
    version = models.CharField(_("version"), max_length=50)
    title = models.CharField(_("title"), max_length=200)
    levels = models.JSONField(_("levels"), default=list)
    loaded_at = models.DateTimeField(_("loaded at"))

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class Domain(models.Model):
    """A field of skill that holds related competencies."""

    uuid = models.UUIDField(unique=True)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="domains")
    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=200)
    purpose = models.TextField(_("purpose"))
    observables = models.JSONField(_("what can be seen at each level"), default=dict)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class CompetencyQuerySet(models.QuerySet["Competency"]):
    """Reads on competencies."""

    def current(self) -> "CompetencyQuerySet":
        """Those that the framework still holds."""
        return self.filter(withdrawn_at__isnull=True)


class Competency(models.Model):
    """One thing that a person can do with data."""

    uuid = models.UUIDField(unique=True)
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="competencies")
    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    descriptor = models.TextField(_("descriptor"))
    position = models.PositiveSmallIntegerField(_("position"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = CompetencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("competency")
        verbose_name_plural = _("competencies")
        ordering = ["domain__position", "position"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Reads on evidence; writes other than adding are refused."""

    def effective(self, *, up_to: int | None = None) -> "EvidenceQuerySet":
        """Rows that count: first attempts and corrections which nothing has voided.

        Args:
            up_to: see the ledger as it was when this row was its newest; None for as it is.
        """
        counting = self.filter(
            weight_kind__in=(Evidence.WeightKind.COUNTED, Evidence.WeightKind.CORRECTION)
        )
        if up_to is None:
            return counting.filter(voided_by__isnull=True)
        return counting.filter(
            Q(voided_by__isnull=True) | Q(voided_by__pk__gt=up_to), pk__lte=up_to
        )

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse.

        Raises:
            EvidenceAppendOnlyError: always.
        """
        raise EvidenceAppendOnlyError

    def delete(self) -> NoReturn:
        """Refuse.

        Raises:
            EvidenceAppendOnlyError: always.
        """
        raise EvidenceAppendOnlyError


class Evidence(models.Model):
    """One row of the ledger. Rows are added, never edited; a correction voids and adds."""

    class WeightKind(models.TextChoices):
        """Whether and why a row counts towards a level."""

        COUNTED = "counted", _("counts")
        REPEAT = "repeat", _("later attempt, does not count")
        CORRECTION = "correction", _("replaces a voided row and counts")
        VOID = "void", _("takes a row back")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="evidence"
    )
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="evidence")
    item_key = models.CharField(_("item"), max_length=200)
    source_kind = models.CharField(_("kind of source"), max_length=20, choices=SourceKind.choices)
    source_id = models.UUIDField(_("source"))
    level = models.PositiveSmallIntegerField(_("level of the item"), choices=Level.choices)
    difficulty = models.FloatField(_("difficulty in logits"))
    guess = models.FloatField(_("chance of guessing"))
    score = models.FloatField(_("share of points"))
    tier = models.CharField(_("tier"), max_length=20, choices=Tier.choices)
    weight_kind = models.CharField(_("standing"), max_length=20, choices=WeightKind.choices)
    observed_at = models.DateTimeField(_("observed at"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    voids = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="voided_by"
    )
    reason = models.CharField(_("reason of a correction"), max_length=500, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "item_key"],
                condition=Q(weight_kind="counted"),
                name="first_attempt_counts_once",
            ),
            models.UniqueConstraint(
                fields=["learner", "item_key", "source_kind", "source_id"],
                condition=Q(voids__isnull=True),
                name="one_row_per_item_and_act",
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0) & Q(score__lte=1), name="score_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(guess__gte=0) & Q(guess__lt=1), name="guess_is_a_chance"
            ),
            models.CheckConstraint(condition=Q(level__in=(1, 2, 3, 4)), name="evidence_level"),
            models.CheckConstraint(
                condition=(
                    Q(weight_kind__in=("void", "correction"), voids__isnull=False) & ~Q(reason="")
                    | Q(weight_kind__in=("counted", "repeat"), voids__isnull=True)
                ),
                name="correction_names_row_and_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "competency"], name="evidence_of_learner"),
            models.Index(fields=["source_kind", "source_id"], name="evidence_of_source"),
            models.Index(fields=["competency", "observed_at"], name="evidence_of_competency"),
        ]

    def __str__(self) -> str:
        return f"{self.item_key}: {self.score:g} ({self.weight_kind})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; refuse to change one.

        Raises:
            EvidenceAppendOnlyError: the row is already in the ledger.
        """
        if self.pk is not None:
            raise EvidenceAppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse.

        Raises:
            EvidenceAppendOnlyError: always.
        """
        raise EvidenceAppendOnlyError


class Proficiency(models.Model):
    """What the evidence said of one learner and one competency when it was last added to.

    A projection: it can be thrown away and made again from the ledger. ``level`` is the level shown
    at ``computed_at``; evidence ages, so readers who need today's answer compute it again.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="proficiencies"
    )
    competency = models.ForeignKey(
        Competency, on_delete=models.CASCADE, related_name="proficiencies"
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    mean = models.FloatField(_("mean ability in logits"))
    low = models.FloatField(_("10 % quantile in logits"))
    high = models.FloatField(_("90 % quantile in logits"))
    weight = models.FloatField(_("sum of weights"))
    sentence = models.TextField(_("why, in words"))
    evidence_count = models.PositiveIntegerField(_("items that count"))
    last_evidence_id = models.BigIntegerField(_("last row taken into account"))
    computed_at = models.DateTimeField(_("computed at"))
    thresholds_version = models.CharField(_("version of the thresholds"), max_length=20)

    COMPUTED: ClassVar[tuple[str, ...]] = (
        "level",
        "mean",
        "low",
        "high",
        "weight",
        "sentence",
        "evidence_count",
        "last_evidence_id",
        "computed_at",
        "thresholds_version",
    )

    class Meta:
        verbose_name = _("proficiency")
        verbose_name_plural = _("proficiencies")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "competency"], name="one_proficiency_per_competency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.competency_id}: {self.get_level_display()}"
