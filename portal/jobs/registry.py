"""Declaring jobs: a django_tasks task together with the rules by which it is tried again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks.base import Task

P = ParamSpec("P")
T = TypeVar("T")

BACKEND = "jobs"

WhenExhausted = Callable[[Mapping[str, Any], str], None]
"""Called with the job's keyword arguments and the reason, inside the failing transaction."""


@dataclass(frozen=True)
class JobPolicy:
    """How long a job may take and how often it is tried.

    Args:
        max_attempts: how often it is started at most, lost workers included.
        time_limit: seconds for one attempt.
        backoff: seconds before the second attempt; each later wait is twice as long.
        backoff_cap: no wait is longer than this many seconds.
    """

    max_attempts: int = 5
    time_limit: float = 60.0
    backoff: float = 1.0
    backoff_cap: float = 60.0

    def wait(self, attempt: int, asked: float | None = None) -> float:
        """Return the seconds to wait after the attempt with this number (from 1) failed."""
        wait = self.backoff * 2.0 ** (attempt - 1)
        return float(min(max(wait, asked or 0.0), self.backoff_cap))


_policies: dict[str, JobPolicy] = {}
_when_exhausted: dict[str, WhenExhausted] = {}


def job(
    *, queue_name: str = "default", policy: JobPolicy | None = None
) -> Callable[[Callable[P, T]], Task[P, T]]:
    """Declare a function as a job. It must be idempotent: a job is delivered at least once."""

    def declare(function: Callable[P, T]) -> Task[P, T]:
        declared: Task[P, T] = task(queue_name=queue_name, backend=BACKEND)(function)
        _policies[declared.module_path] = policy or JobPolicy()
        return declared

    return declare


def when_exhausted(declared: Task[P, T]) -> Callable[[WhenExhausted], WhenExhausted]:
    """Register what to do when ``declared`` was tried for the last time and failed."""

    def register(callback: WhenExhausted) -> WhenExhausted:
        _when_exhausted[declared.module_path] = callback
        return callback

    return register


def policy_of(task_path: str) -> JobPolicy:
    """Return the policy of a job by its dotted path; the default one when it is unknown."""
    _load(task_path)
    return _policies.get(task_path, JobPolicy())


def exhausted_callback(task_path: str) -> WhenExhausted | None:
    """Return what the job's owner wants done after the last failure."""
    _load(task_path)
    return _when_exhausted.get(task_path)


def _load(task_path: str) -> None:
    """Import the module that declares the job, so that its policy is known in this process."""
    try:
        import_string(task_path)
    except ImportError:
        return
