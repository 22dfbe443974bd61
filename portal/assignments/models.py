"""Exercises as the portal offers them, what learners sent in, and what came back."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.assignments.states import ReviewState, RunState, SubmissionState

SHA256_LENGTH = 64


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Questions about assignments alone."""

    def published(self) -> "AssignmentQuerySet":
        """Keep those that learners may see."""
        return self.filter(is_active=True, releases__isnull=False).distinct()


class Assignment(models.Model):
    """The portal's record of an exercise folder."""

    uuid = models.UUIDField(unique=True, editable=False)
    slug = models.SlugField(_("short name"), max_length=80)
    course_uuid = models.UUIDField(_("course"), null=True, editable=False, db_index=True)
    course_slug = models.SlugField(_("course's short name"), max_length=80)
    module_slug = models.SlugField(_("module"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("what you will do"))
    learn = models.JSONField(_("what you will learn"), default=list)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    datasets = models.JSONField(_("datasets"), default=list)
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), default=5, validators=[MinValueValidator(1)]
    )
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    is_active = models.BooleanField(_("offered to learners"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["course_slug", "module_slug", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["course_slug", "slug"], name="one_slug_per_course"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(opens_at__lt=F("closes_at")),
                name="assignment_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(attempts_allowed__gte=1), name="assignment_allows_an_attempt"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the exercise page."""
        return reverse("assignments:exercise", args=[self.course_slug, self.slug])

    @property
    def latest_release(self) -> "Release | None":
        """The release that new work starts from."""
        return self.releases.order_by("-number").first()


class FormerAddress(models.Model):
    """Where an exercise was before its own or its course's short name changed."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="+")
    course_slug = models.SlugField(_("course's short name"), max_length=80)
    slug = models.SlugField(_("short name"), max_length=80)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.UniqueConstraint(fields=["course_slug", "slug"], name="one_former_address"),
        ]

    def __str__(self) -> str:
        return f"{self.course_slug}/{self.slug}"


class Release(models.Model):
    """One published version of an exercise. Rows are never edited."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField(_("number"))
    fingerprint = models.CharField(max_length=SHA256_LENGTH)
    notebook_name = models.CharField(_("notebook"), max_length=200)
    source_sha256 = models.CharField(max_length=SHA256_LENGTH)
    starter_sha256 = models.CharField(max_length=SHA256_LENGTH)
    archive_sha256 = models.CharField(max_length=SHA256_LENGTH)
    files = models.JSONField(_("dataset files"), default=list)
    tasks = models.JSONField(_("tasks"), default=list)
    checks = models.JSONField(_("checks"), default=list)
    limits = models.JSONField(_("limits"), default=dict)
    variants = models.JSONField(
        _("how each learner gets data of their own"), null=True, blank=True, default=None
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["assignment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "number"], name="one_release_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} ({self.number})"

    @property
    def max_score(self) -> float:
        """Points of all checks together."""
        return float(sum(check["points"] for check in self.checks))


class LearnerVariant(models.Model):
    """The data files of one learner's own, made once for a release and kept for grading."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    files = models.JSONField(_("files"), default=list)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("learner's own data")
        verbose_name_plural = _("learners' own data")
        constraints = [
            models.UniqueConstraint(fields=["release", "learner"], name="one_variant_per_learner"),
        ]

    def __str__(self) -> str:
        return f"{self.release} for {self.learner_id}"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Questions about submissions alone."""

    def counted(self) -> "SubmissionQuerySet":
        """Keep those that take an attempt."""
        return self.exclude(state=SubmissionState.REJECTED)

    def awaiting_mark(self) -> "SubmissionQuerySet":
        """Keep those in which a trainer still has to mark a part."""
        return self.filter(state=SubmissionState.AWAITING_MARK)

    def unstarted_since(self, moment: datetime) -> "SubmissionQuerySet":
        """Keep those that were received before ``moment`` and not graded yet."""
        return self.filter(state=SubmissionState.RECEIVED, received_at__lt=moment)


class Submission(models.Model):
    """One upload by one learner. What was sent and when never changes; only the state moves."""

    class Via(models.TextChoices):
        """How it came in."""

        HUB = "hub", _("from the notebook")
        UPLOAD = "upload", _("uploaded as a file")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="submissions", editable=False
    )
    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, related_name="submissions", editable=False
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("learner"),
        on_delete=models.PROTECT,
        related_name="submissions",
        editable=False,
    )
    attempt = models.PositiveIntegerField(_("attempt"), editable=False)
    received_at = models.DateTimeField(_("received at"), editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=SHA256_LENGTH, editable=False)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    media_type = models.CharField(_("media type"), max_length=100, editable=False)
    notebook_sha256 = models.CharField(max_length=SHA256_LENGTH, editable=False)
    via = models.CharField(_("sent"), max_length=10, choices=Via, editable=False)
    is_blank = models.BooleanField(_("equal to the starter"), default=False, editable=False)
    extra_files = models.JSONField(_("further files"), default=list, editable=False)
    idempotency_key = models.CharField(max_length=200, editable=False)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=SubmissionState,
        default=SubmissionState.RECEIVED,
        db_index=True,
    )
    reason = models.TextField(_("why it was refused or held"), blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    tries_counted_after = models.PositiveIntegerField(
        _("grading tries count after run"), default=0, editable=False
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "assignment", "attempt"], name="one_submission_per_attempt"
            ),
            models.UniqueConstraint(
                fields=["learner", "assignment", "idempotency_key"], name="one_submission_per_key"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "grading"], settled_at__isnull=True)
                | Q(
                    state__in=["awaiting_mark", "graded", "rejected", "held"],
                    settled_at__isnull=False,
                ),
                name="submission_settled_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["rejected", "held"]) | ~Q(reason=""),
                name="submission_refused_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}: {self.learner}, {self.attempt}"

    def get_absolute_url(self) -> str:
        """Return the result page."""
        return reverse("assignments:result", args=[self.uuid])

    @property
    def exchange_timestamp(self) -> str:
        """The time of receipt in the form that nbgrader's exchange uses."""
        return self.received_at.strftime("%Y-%m-%d %H:%M:%S.%f %Z")

    @property
    def is_settled(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.settled_at is not None

    @property
    def accepted_run(self) -> "GradingRun | None":
        """The grading run that counts."""
        return self.runs.filter(state=RunState.ACCEPTED).first()


class GradingRun(models.Model):
    """One try at grading a submission. A regrade adds a row; at most one row counts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(max_length=20, choices=RunState, default=RunState.RUNNING)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    result = models.JSONField[dict[str, Any] | None](_("result"), null=True, blank=True)
    score = models.FloatField(_("score"), null=True, blank=True)
    max_score = models.FloatField(_("highest score"), null=True, blank=True)
    problem = models.TextField(_("why it did not finish"), blank=True)

    class Meta:
        verbose_name = _("grading run")
        verbose_name_plural = _("grading runs")
        ordering = ["submission", "number"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="one_run_per_number"),
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(state=RunState.ACCEPTED),
                name="one_accepted_run_per_submission",
            ),
            models.CheckConstraint(
                condition=Q(state="running", finished_at__isnull=True)
                | (~Q(state="running") & Q(finished_at__isnull=False)),
                name="run_finished_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True, max_score__isnull=True)
                | Q(score__isnull=False, max_score__isnull=False),
                name="run_score_has_a_maximum",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "replaced"])
                | Q(result__isnull=False, score__isnull=False),
                name="run_that_counts_has_a_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission} / {self.number}"


class ManualMark(models.Model):
    """Points that a trainer gave for a part, by hand or as a correction. The newest row counts."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="marks")
    grade_id = models.CharField(_("part"), max_length=200)
    points = models.FloatField(_("points"), validators=[MinValueValidator(0.0)])
    comment = models.TextField(_("comment to the learner"), blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    marked_at = models.DateTimeField(_("marked at"))

    class Meta:
        verbose_name = _("manual mark")
        verbose_name_plural = _("manual marks")
        ordering = ["submission", "grade_id", "marked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(points__gte=0), name="mark_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.submission} / {self.grade_id}: {self.points:g}"


class ReviewRequestQuerySet(models.QuerySet["ReviewRequest"]):
    """Questions about requests alone."""

    def waiting(self) -> "ReviewRequestQuerySet":
        """Keep those that no trainer has answered yet."""
        return self.filter(state=ReviewState.ASKED)


class ReviewRequest(models.Model):
    """A learner asks, once for each submission, that a person looks at the result."""

    submission = models.OneToOneField(
        Submission, on_delete=models.PROTECT, related_name="review", editable=False
    )
    state = models.CharField(
        _("state"), max_length=20, choices=ReviewState, default=ReviewState.ASKED, db_index=True
    )
    why = models.TextField(_("why"), editable=False)
    asked_at = models.DateTimeField(_("asked at"), editable=False)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ReviewRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a human look")
        verbose_name_plural = _("requests for a human look")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state="asked", answer="", answered_at__isnull=True, answered_by__isnull=True
                )
                | (
                    Q(state="answered", answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(answer="")
                ),
                name="review_answered_has_words_date_and_person",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="review_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.get_state_display()}"
