"""App configuration."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, departments, roles and sign-in."""

    name = "portal.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
