"""What learners do in courses: enrol, read, answer.

Rows name pages by their uuid and not by foreign key, so that a learner's record outlives a page
that trainers take out.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Enrolment(models.Model):
    """A learner takes a course."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments"
    )
    course_uuid = models.UUIDField(_("course"), db_index=True)
    enrolled_at = models.DateTimeField(_("enrolled at"), default=timezone.now)
    last_active_at = models.DateTimeField(_("last active at"), default=timezone.now)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-last_active_at"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "course_uuid"], name="enrolled_once"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} in {self.course_uuid}"


class LessonCompletion(models.Model):
    """A learner says that a lesson is read. It is shown as progress and is no evidence of skill."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lesson_completions"
    )
    lesson_uuid = models.UUIDField(_("lesson"), db_index=True)
    completed_at = models.DateTimeField(_("completed at"))

    class Meta:
        verbose_name = _("completed lesson")
        verbose_name_plural = _("completed lessons")
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson_uuid"], name="completed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} read {self.lesson_uuid}"


class ReadingPosition(models.Model):
    """Where in a lesson a learner was last, so that reading goes on there."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reading_positions"
    )
    lesson_uuid = models.UUIDField(_("lesson"), db_index=True)
    anchor = models.CharField(_("heading"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("reading position")
        verbose_name_plural = _("reading positions")
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson_uuid"], name="one_place_per_lesson"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} at #{self.anchor}"


class QuizAttempt(models.Model):
    """One go through a quiz. Only the first one can count as evidence."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quiz_attempts"
    )
    quiz_uuid = models.UUIDField(_("quiz"), db_index=True)
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("quiz attempt")
        verbose_name_plural = _("quiz attempts")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "quiz_uuid", "number"], name="attempts_are_numbered"
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="attempts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}, quiz {self.quiz_uuid}, attempt {self.number}"

    @property
    def is_repeat(self) -> bool:
        """Whether the learner had seen the answers before."""
        return self.number > 1


class QuizAnswer(models.Model):
    """The first response to a question in an attempt. It is never changed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="answers")
    item_id = models.CharField(_("question"), max_length=80)
    item_fingerprint = models.CharField(_("version of the question"), max_length=16)
    response = models.JSONField(_("response"))
    score = models.FloatField(_("score"))
    is_right = models.BooleanField(_("right"))
    answered_at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("quiz answer")
        verbose_name_plural = _("quiz answers")
        ordering = ["answered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "item_id"], name="one_answer_per_question"),
            models.CheckConstraint(
                condition=models.Q(score__gte=0) & models.Q(score__lte=1), name="answer_score_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.score:g}"
