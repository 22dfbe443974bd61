"""App configuration."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work that outlives a request: queue, worker, recovery after crashes."""

    name = "portal.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
