"""The name under which notebooks import the academy's checks: `from academy_checks import …`."""

from graders.checks import *  # noqa: F403
