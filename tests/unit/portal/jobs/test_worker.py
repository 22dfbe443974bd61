"""What the worker does with one job."""

import os
import signal
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.jobs import completion, recovery, ticker
from portal.jobs import worker as worker_module
from portal.jobs.errors import WorkerLostError
from portal.jobs.models import PeriodicRun, WorkerBeat
from portal.jobs.worker import POLL_SECONDS, Heart
from tests.unit.portal.jobs import sample_jobs

pytestmark = pytest.mark.django_db


def _run_one(worker: Any) -> completion.Row:
    row = completion.claim_next(worker.worker_id, worker.queue_names)
    assert row is not None
    worker.run_task(row)
    row.refresh_from_db()
    return row


def test_worker_polls_often_enough() -> None:
    assert POLL_SECONDS <= 0.2
    assert timedelta(seconds=30) <= recovery.LEASE


def test_run_task_does_the_job(worker: Any) -> None:
    sample_jobs.greet.enqueue(name="Ada")

    row = _run_one(worker)

    assert (row.status, row.return_value) == ("SUCCESSFUL", "Hello Ada")


def test_run_task_puts_a_failed_job_back(worker: Any) -> None:
    sample_jobs.fail.enqueue(name="Bob")

    row = _run_one(worker)

    assert row.status == "READY"
    assert "Bob cannot be greeted" in row.traceback


def test_run_task_waits_as_long_as_it_is_asked(worker: Any) -> None:
    sample_jobs.later.enqueue(after=20)

    row = _run_one(worker)

    assert (row.run_after - timezone.now()).total_seconds() == pytest.approx(20, abs=1)


def test_run_task_never_tries_a_hopeless_job_again(worker: Any) -> None:
    sample_jobs.never.enqueue()

    assert _run_one(worker).status == "FAILED"


def test_run_task_ends_a_job_that_takes_too_long(worker: Any) -> None:
    sample_jobs.dawdle.enqueue()
    began = time.monotonic()

    row = _run_one(worker)

    assert time.monotonic() - began < 2
    assert row.status == "READY"
    assert row.exception_class_path == "portal.jobs.errors.JobTimeLimitError"
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_run_task_whose_claim_was_lost_changes_nothing(worker: Any) -> None:
    sample_jobs.greet.enqueue(name="Ada")
    row = completion.claim_next(worker.worker_id, worker.queue_names)
    assert row is not None
    completion.fail(row, WorkerLostError("thought lost"))

    worker.run_task(row)

    assert DBTaskResult.objects.get().status == "READY"


def test_run_task_gives_the_job_back_when_told_to_stop_and_it_takes_too_long(
    worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.jobs.worker.STOP_GRACE_SECONDS", 0.05)
    monkeypatch.setattr("portal.jobs.registry._policies", {})
    before = signal.getsignal(signal.SIGTERM)
    worker.configure_signals()
    sample_jobs.dawdle.enqueue()
    try:
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGTERM)).start()
        row = _run_one(worker)
    finally:
        worker.reset_signals()
        signal.signal(signal.SIGTERM, before)
        signal.signal(signal.SIGINT, signal.default_int_handler)

    assert (row.status, row.worker_ids) == ("READY", [])
    assert not worker.running


def test_run_due_calls_each_piece_of_work_once_in_its_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[str] = []

    def broken(now: object) -> None:
        calls.append("broken")
        raise RuntimeError

    monkeypatch.setattr(ticker, "_registered", {})
    ticker.periodic("a", every=timedelta(seconds=10))(lambda now: calls.append("a"))
    ticker.periodic("b", every=timedelta(seconds=10))(broken)
    now = timezone.now()

    assert ticker.run_due(now=now) == ["a"]
    assert ticker.run_due(now=now + timedelta(seconds=9)) == []
    assert ticker.run_due(now=now + timedelta(seconds=10)) == ["a"]

    assert calls == ["a", "broken"] * 2
    assert PeriodicRun.objects.count() == 2


def test_run_works_until_told_to_stop_and_says_good_bye(
    worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample_jobs.greet.enqueue(name="Ada")
    monkeypatch.setattr("portal.jobs.worker.close_old_connections", lambda: None)
    monkeypatch.setattr(worker.heart, "start", lambda: None)

    def stop_when_idle(seconds: float) -> None:
        assert WorkerBeat.objects.filter(worker_id=worker.worker_id).exists()
        worker.running = False

    monkeypatch.setattr("portal.jobs.worker.time.sleep", stop_when_idle)

    worker.run()

    assert sample_jobs.done == ["Ada"]
    assert not WorkerBeat.objects.exists()


def test_run_takes_up_what_a_dead_worker_left(worker: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sample_jobs.greet.enqueue(name="Ada")
    completion.claim_next("dead", ["default"])
    monkeypatch.setattr("portal.jobs.worker.close_old_connections", lambda: None)
    monkeypatch.setattr(worker.heart, "start", lambda: None)
    monkeypatch.setattr(
        "portal.jobs.worker.time.sleep", lambda seconds: setattr(worker, "running", False)
    )

    worker.run()

    assert sample_jobs.done == ["Ada"]


def test_a_locked_database_only_delays_the_next_job(
    worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(worker_id: str, queue_names: list[str]) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(completion, "claim_next", locked)
    assert worker._claim() is None

    def broken(worker_id: str, queue_names: list[str]) -> None:
        raise OperationalError("no such table")

    monkeypatch.setattr(completion, "claim_next", broken)
    with pytest.raises(OperationalError):
        worker._claim()


def test_the_heart_renews_the_lease_and_survives_a_failing_database(
    worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    beats: list[str] = []

    def beat(worker_id: str) -> None:
        beats.append(worker_id)
        if len(beats) == 1:
            raise OperationalError("database is locked")
        worker.heart.stop()

    monkeypatch.setattr("portal.jobs.worker.BEAT_SECONDS", 0.01)
    monkeypatch.setattr("portal.jobs.worker.beat", beat)
    monkeypatch.setattr("portal.jobs.worker.fresh_connections", lambda: None)
    monkeypatch.setattr(recovery, "recover", lambda now: 0)
    monkeypatch.setattr(ticker, "run_due", lambda now: [])

    worker.heart.run()

    assert beats == [worker.worker_id] * 2


def test_the_heart_of_an_orphan_asks_its_process_to_stop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    signals: list[int] = []
    monkeypatch.setattr("portal.jobs.worker.BEAT_SECONDS", 0.01)
    monkeypatch.setattr("portal.jobs.worker.os.kill", lambda pid, number: signals.append(number))

    Heart("w1", orphaned=lambda: True).run()

    assert signals == [signal.SIGTERM]


def test_one_request_to_stop_that_comes_twice_is_one_request(
    worker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker.running_task = True
    before = signal.getsignal(signal.SIGALRM)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    try:
        worker.shutdown(signal.SIGINT, None)
        worker.shutdown(signal.SIGTERM, None)
        assert not worker.running
        worker._stop_asked_at -= 10
        with pytest.raises(SystemExit):
            worker.shutdown(signal.SIGINT, None)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        for number in (signal.SIGTERM, signal.SIGQUIT):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)


def test_run_ends_when_idle_after_work(worker: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "RETIRE_AFTER_IDLE_SECONDS", 0.3)
    monkeypatch.setattr(worker_module, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.heart, "start", lambda: None)
    sample_jobs.greet.enqueue(name="Ada")
    sample_jobs.greet.enqueue(name="Bob")

    worker.run()

    assert worker.running, "nobody told it to stop"
    assert {row.status for row in DBTaskResult.objects.all()} == {"SUCCESSFUL"}
    assert not WorkerBeat.objects.exists()


def test_run_goes_on_while_it_has_not_worked(worker: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "RETIRE_AFTER_IDLE_SECONDS", 0.0)
    monkeypatch.setattr(worker_module, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.heart, "start", lambda: None)
    polls = iter(range(4))

    def claim() -> None:
        if next(polls) == 3:
            worker.running = False

    monkeypatch.setattr(worker, "_claim", claim)

    worker.run()

    assert next(polls, None) is None, "it went on until it was told to stop"


def test_retiring_waits_for_periodic_work_under_way(worker: Any) -> None:
    finished = threading.Event()

    class Busy(Heart):
        def run(self) -> None:
            self._stop_asked.wait()
            time.sleep(0.2)
            finished.set()

    worker.heart = Busy(worker.worker_id, orphaned=lambda: False)
    worker.heart.start()

    worker._finish_beating()

    assert finished.is_set()
