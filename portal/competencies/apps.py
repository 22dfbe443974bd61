"""App configuration."""

from django.apps import AppConfig


class CompetenciesConfig(AppConfig):
    """Framework, evidence, levels and the skill profile."""

    name = "portal.competencies"
    label = "competencies"
    default_auto_field = "django.db.models.BigAutoField"
