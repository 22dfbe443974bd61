"""App configuration."""

from django.apps import AppConfig


class DatasetsConfig(AppConfig):
    """Datasets, their licences and disclosure assessments."""

    name = "portal.datasets"
    label = "datasets"
    default_auto_field = "django.db.models.BigAutoField"
