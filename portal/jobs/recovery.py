"""Finding jobs whose worker is gone, and giving them to another.

A worker's lease is its last sign of life plus ``LEASE``. On the same host a dead process is noticed
at once by its number and start time. A job whose worker lives but is stuck beyond the job's time
limit is taken from it too; the guard in ``completion`` makes the late ending harmless.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.jobs import completion, registry
from portal.jobs.errors import JobTimeLimitError, WorkerLostError
from portal.jobs.identity import HOST, process_is_alive
from portal.jobs.models import WorkerBeat

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
STUCK_GRACE = timedelta(seconds=30)
FORGET_WORKERS_AFTER = timedelta(days=1)


def recover(*, now: datetime) -> int:
    """Put back every job that nobody works on any more; return how many."""
    living = {beat.worker_id for beat in WorkerBeat.objects.all() if is_alive(beat, now=now)}
    recovered = 0
    running = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, backend_name=registry.BACKEND
    )
    for row in running:
        error = _why_lost(row, living, now)
        if error is not None and completion.fail(row, error):
            logger.warning("job %s %s recovered: %s", row.task_name, row.pk, error)
            recovered += 1
    return recovered


def is_alive(beat: WorkerBeat, *, now: datetime) -> bool:
    """Answer whether the worker can still be at work."""
    if beat.seen_at <= now - LEASE:
        return False
    return beat.host != HOST or process_is_alive(beat.pid, beat.process_started)


def forget_old_workers(*, now: datetime) -> None:
    """Delete signs of life that are of no use any more."""
    with transaction.atomic():
        WorkerBeat.objects.filter(seen_at__lte=now - FORGET_WORKERS_AFTER).delete()


def _why_lost(row: completion.Row, living: set[str], now: datetime) -> Exception | None:
    worker = row.worker_ids[-1] if row.worker_ids else "unknown"
    if worker not in living:
        return WorkerLostError(f"worker {worker} is gone")
    limit = timedelta(seconds=registry.policy_of(row.task_path).time_limit)
    if row.started_at is not None and row.started_at < now - limit - STUCK_GRACE:
        return JobTimeLimitError(f"worker {worker} is stuck beyond the time limit")
    return None
