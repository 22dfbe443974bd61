"""App configuration."""

from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    """Opening a learner's workspace; the only caller of the Hub's REST API."""

    name = "portal.workspaces"
    label = "workspaces"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what must stop when an account ends."""
        from portal.people import lifecycle
        from portal.workspaces import closing

        lifecycle.on_deactivate(closing.on_deactivate)
