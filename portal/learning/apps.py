"""App configuration."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Enrolment, completion and quiz attempts."""

    name = "portal.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"
