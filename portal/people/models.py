"""Who there is: people, their departments and cohorts, and who may see whose figures."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node


class Department(MP_Node):
    """A unit of the house in the tree that HR reports on."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(_("code"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=200)
    is_demo = models.BooleanField(_("demo data"), default=False)

    node_order_by = ["name"]

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person with an account. Everybody signed in is a learner; other roles are groups."""

    username_validator = RegexValidator(  # type: ignore[assignment]  # narrower: also a Hub name
        r"\A[a-z0-9][a-z0-9._-]{1,62}\Z",
        _("Use 2 to 63 characters: small letters, digits, full stop, hyphen or underscore."),
    )

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(
        _("user name"),
        max_length=63,
        unique=True,
        validators=[username_validator],
        error_messages={"unique": _("This user name is taken.")},
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
    )
    is_demo = models.BooleanField(_("demo data"), default=False)
    deactivated_at = models.DateTimeField(_("deactivated at"), null=True, blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_active=True) | models.Q(deactivated_at__isnull=False),
                name="inactive_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Cohort(models.Model):
    """A group that takes a course together."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200, unique=True)
    members = models.ManyToManyField(User, verbose_name=_("members"), related_name="cohorts")

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")

    def __str__(self) -> str:
        return self.name


class ReportingScope(models.Model):
    """Allows one HR viewer to see the figures of a department and of all below it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reporting_scopes")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("reporting scope")
        verbose_name_plural = _("reporting scopes")
        constraints = [
            models.UniqueConstraint(fields=["user", "department"], name="one_scope_per_department"),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.department}"
