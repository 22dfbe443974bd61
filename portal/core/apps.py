"""App configuration."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What knows no domain word: audit, files, base pages, the design system."""

    name = "portal.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the house rules."""
        from portal.core import checks  # noqa: F401  # importing registers them
