"""Checks for test cells; learners import them too, so they need pandas and numpy only."""

from graders.checks.answers import check_mentions, check_number, check_one_of, check_text
from graders.checks.charts import check_chart
from graders.checks.failure import CheckFailed, tell
from graders.checks.functions import check_function
from graders.checks.tables import check_frame, check_series

__all__ = [
    "CheckFailed",
    "check_chart",
    "check_frame",
    "check_function",
    "check_mentions",
    "check_number",
    "check_one_of",
    "check_series",
    "check_text",
    "tell",
]
