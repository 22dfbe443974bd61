"""Jobs of workers that are gone come back; jobs of living workers stay."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.jobs import completion, recovery, worker
from portal.jobs.identity import HOST, process_is_alive, process_started
from portal.jobs.models import WorkerBeat
from tests.unit.portal.jobs import sample_jobs

pytestmark = pytest.mark.django_db


def _running(worker_id: str) -> completion.Row:
    sample_jobs.greet.enqueue(name="Ada")
    row = completion.claim_next(worker_id, ["default"])
    assert row is not None
    return row


def _beat(worker_id: str, **values: object) -> WorkerBeat:
    worker.beat(worker_id)
    WorkerBeat.objects.filter(worker_id=worker_id).update(**values)
    return WorkerBeat.objects.get(worker_id=worker_id)


def test_recover_leaves_a_living_workers_job_alone() -> None:
    worker.beat("w1")
    _running("w1")

    assert recovery.recover(now=timezone.now()) == 0


def test_recover_takes_the_job_of_an_unknown_worker() -> None:
    _running("w1")

    assert recovery.recover(now=timezone.now()) == 1
    assert DBTaskResult.objects.get().status == "READY"


def test_recover_takes_the_job_when_the_lease_has_run_out() -> None:
    worker.beat("w1")
    _running("w1")

    assert recovery.recover(now=timezone.now() + recovery.LEASE - timedelta(seconds=5)) == 0
    assert recovery.recover(now=timezone.now() + recovery.LEASE) == 1


def test_recover_takes_the_job_of_a_dead_process_on_this_host_at_once() -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    started = process_started(process.pid)
    _beat("w1", pid=process.pid, process_started=started)
    _running("w1")
    assert recovery.recover(now=timezone.now()) == 0

    process.kill()
    process.wait()

    assert recovery.recover(now=timezone.now()) == 1


def test_recover_trusts_the_lease_of_another_host() -> None:
    _beat("w1", host=f"not-{HOST}", pid=1, process_started=0.0)
    _running("w1")

    assert recovery.recover(now=timezone.now()) == 0


def test_recover_takes_the_job_of_a_worker_that_is_stuck() -> None:
    worker.beat("w1")
    _running("w1")
    late = timezone.now() + timedelta(seconds=5) + recovery.STUCK_GRACE + timedelta(seconds=1)
    WorkerBeat.objects.update(seen_at=late)

    assert recovery.recover(now=late) == 1


def test_a_job_that_kills_every_worker_fails_for_good_in_the_end() -> None:
    sample_jobs.greet.enqueue(name="Ada")
    for attempt in range(3):
        assert completion.claim_next(f"w{attempt}", ["default"]) is not None
        recovery.recover(now=timezone.now())

    row = DBTaskResult.objects.get()
    assert row.status == "FAILED"
    assert row.exception_class_path == "portal.jobs.errors.WorkerLostError"


def test_forget_old_workers_keeps_recent_ones() -> None:
    worker.beat("new")
    _beat("old", seen_at=timezone.now() - recovery.FORGET_WORKERS_AFTER)

    recovery.forget_old_workers(now=timezone.now())

    assert list(WorkerBeat.objects.values_list("worker_id", flat=True)) == ["new"]


def test_a_process_is_told_apart_from_a_later_one_with_its_number() -> None:
    started = process_started()

    assert process_is_alive(os.getpid(), started)
    assert not process_is_alive(os.getpid(), started - 100)
