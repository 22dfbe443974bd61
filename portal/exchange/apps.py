"""App configuration."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The HTTP face that nbgrader's plugins talk to."""

    name = "portal.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
