"""How a claimed job ends. Every ending is a compare-and-set on the claim.

A worker that was thought lost and comes back late finds that its claim is no longer the current
one: its ending changes nothing.
"""

import logging
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from portal.jobs import registry
from portal.jobs.errors import PermanentJobError, RetryLaterError, WorkerLostError

logger = logging.getLogger(__name__)

Row = DBTaskResult[..., Any]
"""A job in the queue, as django-tasks-db keeps it."""


def claim_next(worker_id: str, queue_names: list[str]) -> Row | None:
    """Take the next job that is due, or None. Two workers never get the same one."""
    due = (
        DBTaskResult.objects.ready()
        .filter(backend_name=registry.BACKEND, queue_name__in=queue_names)
        .order_by("-priority", "run_after", "enqueued_at")
    )
    if not due.exists():  # an idle worker takes no write lock
        return None
    with exclusive_transaction(due.db):
        row: Row | None = due.get_locked()
        if row is not None:
            row.claim(worker_id)
    return row


def finish(row: Row, value: Any) -> bool:
    """Record success. Answers False when the claim was lost meanwhile."""
    return _set(
        row,
        status=TaskResultStatus.SUCCESSFUL,
        finished_at=timezone.now(),
        return_value=normalize_json(value),
        exception_class_path="",
        traceback="",
    )


def give_back(row: Row) -> bool:
    """Return a job untouched to the queue; the attempt does not count."""
    return _set(
        row,
        status=TaskResultStatus.READY,
        run_after=timezone.now(),
        worker_ids=row.worker_ids[:-1],
    )


def fail(row: Row, error: BaseException) -> bool:
    """Put the job back for another attempt, or record that it failed for good.

    Answers False when the claim was lost meanwhile.
    """
    policy = registry.policy_of(row.task_path)
    attempt = len(row.worker_ids)
    details = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": "".join(format_exception(error)),
    }
    if isinstance(error, PermanentJobError) or attempt >= policy.max_attempts:
        return _fail_for_good(row, str(error), details)
    asked = error.after if isinstance(error, RetryLaterError) else None
    lost = isinstance(error, WorkerLostError)
    wait = 0.0 if lost else policy.wait(attempt, asked)
    return _set(
        row,
        status=TaskResultStatus.READY,
        run_after=_later(wait),
        **details,
    )


def _later(seconds: float) -> datetime:
    return timezone.now() + timedelta(seconds=seconds)


def _fail_for_good(row: Row, reason: str, details: dict[str, str]) -> bool:
    callback = registry.exhausted_callback(row.task_path)
    with transaction.atomic():
        won = _set(
            row,
            status=TaskResultStatus.FAILED,
            finished_at=timezone.now(),
            return_value=None,
            **details,
        )
        if won and callback is not None:
            callback(row.args_kwargs["kwargs"], reason)
    if won:
        logger.error("job %s %s failed for good: %s", row.task_name, row.id, reason)
    return won


def _set(row: Row, **values: Any) -> bool:
    """Change the row only while it is still the claim that ``row`` holds."""
    changed = DBTaskResult.objects.filter(
        pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at
    ).update(**values)
    if not changed:
        logger.warning("job %s was taken over meanwhile; this ending is dropped", row.pk)
    return bool(changed)
