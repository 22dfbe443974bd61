"""App configuration."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    """Users, departments, roles and sign-in."""

    name = "portal.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Set the roles up after every migrate, so that no database is without them."""
        from portal.people import checks  # noqa: F401  # registers the system checks

        post_migrate.connect(_set_up_roles, sender=self, dispatch_uid="people.roles")


def _set_up_roles(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Run after Django's own event; skipped while the CMS has no tables yet."""
    from django.db import connections

    from portal.people import roles

    if {"wagtailcore_page", "wagtailcore_workflow", "auth_group"} <= set(
        connections[using].introspection.table_names()
    ):
        roles.set_up_roles()
