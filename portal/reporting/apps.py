"""App configuration."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Department figures, suppression and downloads."""

    name = "portal.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"
