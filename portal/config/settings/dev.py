"""Settings of one machine: a demo, a developer's laptop, a small department."""

from portal.config.settings.base import *  # noqa: F403
