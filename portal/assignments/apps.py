"""App configuration."""

from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    """Assignments, releases, submissions and their grades."""

    name = "portal.assignments"
    label = "assignments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the periodic upkeep with the worker's ticker."""
        from portal.assignments import upkeep  # noqa: F401  # registers itself
