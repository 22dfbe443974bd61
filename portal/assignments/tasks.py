"""Jobs of this app. Each is idempotent: it may be delivered more than once."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from portal.assignments import grading
from portal.jobs.registry import JobPolicy, job, when_exhausted

LONGEST_GRADING_SECONDS = 180.0
STUCK_AFTER = timedelta(seconds=45)

GRADING_POLICY = JobPolicy(
    max_attempts=8, time_limit=LONGEST_GRADING_SECONDS, backoff=0.5, backoff_cap=20.0
)


@job(queue_name="grading", policy=GRADING_POLICY)
def grade_submission(*, submission: str) -> str:
    """Grade one submission and store what came back. Answers what was done."""
    return grading.grade(submission_uuid=uuid.UUID(submission), now=timezone.now)


@when_exhausted(grade_submission)
def _grading_exhausted(kwargs: Mapping[str, Any], reason: str) -> None:
    grading.give_up_for_now(
        submission_uuid=uuid.UUID(kwargs["submission"]), reason=reason, at=timezone.now()
    )
