"""Periodic work: no submission may lie about ungraded because its job got lost."""

from datetime import datetime, timedelta

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.assignments.models import Submission
from portal.assignments.states import SETTLED
from portal.assignments.tasks import STUCK_AFTER, grade_submission
from portal.jobs.ticker import periodic


@periodic("assignments.requeue_stuck", every=timedelta(seconds=15))
def requeue_stuck(now: datetime) -> int:
    """Queue each unsettled submission that has no job any more; return how many."""
    waiting = Submission.objects.filter(received_at__lt=now - STUCK_AFTER).exclude(
        state__in=SETTLED
    )
    with transaction.atomic():
        lost = {str(uuid) for uuid in waiting.values_list("uuid", flat=True)} - _queued()
        for uuid in sorted(lost):
            grade_submission.enqueue(submission=uuid)
    return len(lost)


def _queued() -> set[str]:
    """Return the submissions for which a job is waiting or running."""
    open_jobs = DBTaskResult.objects.filter(
        task_path=grade_submission.module_path,
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
    )
    return {row["kwargs"]["submission"] for row in open_jobs.values_list("args_kwargs", flat=True)}
