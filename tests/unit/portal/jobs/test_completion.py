"""How a job ends: once, and only by the worker that still holds it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.jobs import completion
from portal.jobs.errors import PermanentJobError, WorkerLostError
from portal.jobs.registry import JobPolicy
from tests.unit.portal.jobs import sample_jobs

pytestmark = pytest.mark.django_db
QUEUES = ["grading", "default"]


def _claimed(worker: str = "w1") -> completion.Row:
    row = completion.claim_next(worker, QUEUES)
    assert row is not None
    return row


def _due_now() -> None:
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))


def test_claim_next_takes_each_job_once() -> None:
    sample_jobs.greet.enqueue(name="Ada")

    assert _claimed().worker_ids == ["w1"]
    assert completion.claim_next("w2", QUEUES) is None


def test_claim_next_leaves_other_queues_alone() -> None:
    sample_jobs.greet.enqueue(name="Ada")

    assert completion.claim_next("w1", ["grading"]) is None


def test_finish_records_what_came_back() -> None:
    sample_jobs.greet.enqueue(name="Ada")

    assert completion.finish(_claimed(), "Hello")

    row = DBTaskResult.objects.get()
    assert (row.status, row.return_value) == ("SUCCESSFUL", "Hello")


def test_a_late_finisher_changes_nothing() -> None:
    sample_jobs.greet.enqueue(name="Ada")
    slow = _claimed("slow")
    completion.fail(slow, WorkerLostError("thought lost"))
    quick = _claimed("quick")

    assert not completion.finish(slow, "late")
    assert not completion.fail(slow, RuntimeError("late"))
    assert not completion.give_back(slow)
    assert completion.finish(quick, "in time")

    assert not completion.finish(slow, "very late")
    assert DBTaskResult.objects.get().return_value == "in time"


def test_fail_waits_twice_as_long_each_time() -> None:
    sample_jobs.greet.enqueue(name="Ada")
    waits = []
    for _attempt in range(2):
        row = _claimed()
        completion.fail(row, RuntimeError("no"))
        waits.append((DBTaskResult.objects.get().run_after - timezone.now()).total_seconds())
        _due_now()

    assert waits == pytest.approx([2, 4], abs=0.5)


def test_fail_after_the_last_attempt_is_for_good_and_tells_the_owner() -> None:
    sample_jobs.fail.enqueue(name="Bob")
    for _attempt in range(2):
        completion.fail(_claimed(), RuntimeError("no"))
        _due_now()

    assert DBTaskResult.objects.get().status == "FAILED"
    assert sample_jobs.given_up == [({"name": "Bob"}, "no")]
    assert completion.claim_next("w1", QUEUES) is None


def test_fail_with_a_permanent_error_is_for_good_at_once() -> None:
    sample_jobs.greet.enqueue(name="Ada")

    completion.fail(_claimed(), PermanentJobError("never"))

    assert DBTaskResult.objects.get().status == "FAILED"


def test_fail_when_the_owner_cannot_be_told_leaves_the_job_running(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sample_jobs.fail.enqueue(name="Bob")
    row = _claimed()

    def broken(kwargs: object, reason: str) -> None:
        raise OSError("no disk")

    monkeypatch.setattr("portal.jobs.registry.exhausted_callback", lambda path: broken)

    with pytest.raises(OSError, match="no disk"):
        completion.fail(row, PermanentJobError("never"))
    assert DBTaskResult.objects.get().status == "RUNNING", "recovery will come back to it"


def test_give_back_does_not_count_as_an_attempt() -> None:
    sample_jobs.greet.enqueue(name="Ada")

    assert completion.give_back(_claimed())

    row = DBTaskResult.objects.get()
    assert (row.status, row.worker_ids) == ("READY", [])


def test_policy_wait_has_a_cap_and_hears_what_the_other_side_asks() -> None:
    policy = JobPolicy(backoff=1, backoff_cap=10)

    assert [policy.wait(n) for n in (1, 2, 3, 4, 5)] == [1, 2, 4, 8, 10]
    assert policy.wait(1, asked=7) == 7
    assert policy.wait(1, asked=700) == 10
