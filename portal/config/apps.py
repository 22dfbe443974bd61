"""App configuration of the top layer, which may import every other app."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Holds the commands that concern the whole installation."""

    name = "portal.config"
    label = "config"
