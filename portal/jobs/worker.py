"""The worker process: claims jobs, gives signs of life, keeps the time limit, stops gracefully."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, cast

from django.db import OperationalError, close_old_connections, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskContext, TaskResult
from django_tasks.signals import task_finished, task_started
from django_tasks_db.management.commands.db_worker import Worker as DatabaseWorker
from django_tasks_db.utils import is_locked_database_exception

from portal.jobs import completion, recovery, registry, ticker
from portal.jobs.completion import Row
from portal.jobs.errors import JobTimeLimitError, WorkerStoppingError
from portal.jobs.identity import HOST, process_started
from portal.jobs.models import WorkerBeat

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.15
BEAT_SECONDS = 2.0
STOP_GRACE_SECONDS = 10.0
SAME_REQUEST_SECONDS = 2.0
RETIRE_AFTER_IDLE_SECONDS = 3.0


def fresh_connections() -> None:
    """Drop the database connections: an interrupted job may have left them in any state."""
    connections.close_all()


class Heart(threading.Thread):
    """Renews the worker's lease, recovers others' lost jobs and does periodic work."""

    def __init__(self, worker_id: str, *, orphaned: Callable[[], bool]) -> None:
        super().__init__(daemon=True, name="heart")
        self.worker_id = worker_id
        self._orphaned = orphaned
        self._stop_asked = threading.Event()

    def run(self) -> None:
        """Beat until told to stop; a database that is busy only delays the next beat."""
        while not self._stop_asked.wait(BEAT_SECONDS):
            if self._orphaned():
                os.kill(os.getpid(), signal.SIGTERM)
                return
            try:
                beat(self.worker_id)
                recovery.recover(now=timezone.now())
                ticker.run_due(now=timezone.now())
            except Exception:
                logger.exception("the worker's heartbeat failed; it is tried again")
            finally:
                fresh_connections()

    def stop(self) -> None:
        """Ask the thread to end."""
        self._stop_asked.set()


def beat(worker_id: str) -> None:
    """Write this process's sign of life."""
    WorkerBeat.objects.update_or_create(
        worker_id=worker_id,
        defaults={
            "host": HOST,
            "pid": os.getpid(),
            "process_started": process_started(),
            "seen_at": timezone.now(),
        },
    )


class Worker(DatabaseWorker):
    """django-tasks-db's worker with lease, guarded endings, retries and a time limit."""

    def __init__(self, *, queue_names: list[str], orphaned: Callable[[], bool]) -> None:
        super().__init__(
            queue_names=queue_names,
            interval=POLL_SECONDS,
            batch=False,
            backend_name=registry.BACKEND,
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{HOST[:20]}-{os.getpid()}-{get_random_string(12)}",
            excluded_queue_names=[],
        )
        self._stop_asked_at = 0.0
        self._worked_at: float | None = None
        self.heart = Heart(self.worker_id, orphaned=orphaned)

    def run(self) -> None:
        """Work until told to stop, or until idle after work.

        Loaded code and freed memory stay with a process until it ends. One that has worked
        therefore makes room for a fresh one as soon as nothing waits.
        """
        beat(self.worker_id)
        recovery.recover(now=timezone.now())
        recovery.forget_old_workers(now=timezone.now())
        self.heart.start()
        try:
            while self.running:
                close_old_connections()
                row = self._claim()
                if row is not None:
                    self.run_task(row)
                    self._worked_at = time.monotonic()
                elif self._may_retire():
                    self._finish_beating()
                    return
                elif self.running:
                    time.sleep(self.interval)
        finally:
            self.heart.stop()
            WorkerBeat.objects.filter(worker_id=self.worker_id).delete()

    def _may_retire(self) -> bool:
        if self._worked_at is None:
            return False
        return time.monotonic() - self._worked_at >= RETIRE_AFTER_IDLE_SECONDS

    def _finish_beating(self) -> None:
        """Let periodic work under way come to its end: its turn does not come again soon."""
        self.heart.stop()
        if self.heart.is_alive():
            self.heart.join(timeout=STOP_GRACE_SECONDS)

    def _claim(self) -> Row | None:
        try:
            return completion.claim_next(self.worker_id, self.queue_names)
        except OperationalError as error:
            if not is_locked_database_exception(error):
                raise
            return None

    def run_task(self, db_task_result: Row) -> None:
        """Do one job and record how it ended, unless another worker took it over meanwhile."""
        row = db_task_result
        self.running_task = True
        try:
            with self._time_limit(registry.policy_of(row.task_path).time_limit):
                value = self._call(row)
        except (WorkerStoppingError, SystemExit, KeyboardInterrupt) as stopping:
            fresh_connections()
            completion.give_back(row)
            logger.warning("job %s %s goes back to the queue: stopping", row.task_name, row.pk)
            if not isinstance(stopping, WorkerStoppingError):
                raise
        except BaseException as error:
            fresh_connections()
            logger.warning("job %s %s: %s: %s", row.task_name, row.pk, type(error).__name__, error)
            if completion.fail(row, error):
                self._announce(row)
        else:
            if completion.finish(row, value):
                self._announce(row)
        finally:
            self.running_task = False
            self._run_tasks += 1

    def _call(self, row: Row) -> Any:
        task = row.task
        result = cast("TaskResult[Any]", row.task_result)
        task_started.send(sender=type(task.get_backend()), task_result=result)
        args = (
            (TaskContext(task_result=result), *result.args) if task.takes_context else result.args
        )
        return task.call(*args, **result.kwargs)

    def _announce(self, row: Row) -> None:
        row.refresh_from_db()
        sender = type(row.task.get_backend())
        task_finished.send(sender=sender, task_result=row.task_result)

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Finish the current job within the grace, or give it back; leave at once when idle."""
        now = time.monotonic()
        if not self.running and now - self._stop_asked_at < SAME_REQUEST_SECONDS:
            return  # the parent and the terminal both pass on one request to stop
        self._stop_asked_at = now
        if self.running and self.running_task:
            signal.setitimer(signal.ITIMER_REAL, STOP_GRACE_SECONDS)
        super().shutdown(signum, frame)

    @contextmanager
    def _time_limit(self, seconds: float) -> Iterator[None]:
        def ring(signum: int, frame: FrameType | None) -> None:
            if not self.running:
                raise WorkerStoppingError("the worker was told to stop")
            raise JobTimeLimitError(f"the job took longer than {seconds:g} s")

        before = signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
