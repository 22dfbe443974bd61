"""Jobs that only tests enqueue."""

import time
from collections.abc import Mapping
from typing import Any

from portal.jobs.errors import PermanentJobError, RetryLaterError
from portal.jobs.registry import JobPolicy, job, when_exhausted

given_up: list[tuple[Mapping[str, Any], str]] = []
done: list[str] = []


@job(policy=JobPolicy(max_attempts=3, time_limit=5, backoff=2, backoff_cap=60))
def greet(*, name: str) -> str:
    done.append(name)
    return f"Hello {name}"


@job(policy=JobPolicy(max_attempts=2, backoff=4))
def fail(*, name: str) -> None:
    raise RuntimeError(f"{name} cannot be greeted")


@when_exhausted(fail)
def _fail_exhausted(kwargs: Mapping[str, Any], reason: str) -> None:
    given_up.append((kwargs, reason))


@job(policy=JobPolicy(max_attempts=9, backoff=1))
def later(*, after: float) -> None:
    raise RetryLaterError("not now", after=after)


@job()
def never() -> None:
    raise PermanentJobError("not in this life")


@job(policy=JobPolicy(max_attempts=2, time_limit=0.2, backoff=1))
def dawdle() -> None:
    time.sleep(5)
