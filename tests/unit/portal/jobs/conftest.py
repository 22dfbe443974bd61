"""Fixtures of the jobs' tests."""

from collections.abc import Iterator
from typing import Any

import pytest

from portal.jobs.worker import Worker
from tests.unit.portal.jobs import sample_jobs


@pytest.fixture(autouse=True)
def empty_lists() -> Iterator[None]:
    sample_jobs.done.clear()
    sample_jobs.given_up.clear()
    yield


@pytest.fixture
def worker(db: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    # The test's own transaction lives on the connection that a worker would drop.
    monkeypatch.setattr("portal.jobs.worker.fresh_connections", lambda: None)
    return Worker(queue_names=["grading", "default"], orphaned=lambda: False)
