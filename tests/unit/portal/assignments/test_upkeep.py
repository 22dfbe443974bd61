"""Nothing lies about ungraded."""

from datetime import timedelta

from django_tasks_db.models import DBTaskResult

from portal.assignments import tasks
from portal.assignments.models import Release
from portal.assignments.upkeep import requeue_stuck
from portal.people.models import User
from tests.factories.assignments import NOW, SubmissionFactory

LATER = NOW + tasks.STUCK_AFTER + timedelta(seconds=1)


def _queued() -> list[str]:
    return [row.args_kwargs["kwargs"]["submission"] for row in DBTaskResult.objects.all()]


def test_requeue_stuck_queues_a_submission_without_a_job_once(
    release: Release, learner: User
) -> None:
    stuck = SubmissionFactory(release=release, learner=learner, attempt=1)
    SubmissionFactory(release=release, learner=learner, attempt=2, settled=True)

    assert requeue_stuck(LATER) == 1
    assert requeue_stuck(LATER) == 0

    assert _queued() == [str(stuck.uuid)]


def test_requeue_stuck_gives_a_fresh_submission_time(release: Release, learner: User) -> None:
    SubmissionFactory(release=release, learner=learner)

    assert requeue_stuck(NOW + timedelta(seconds=1)) == 0


def test_requeue_stuck_queues_again_after_the_job_failed_for_good(
    release: Release, learner: User
) -> None:
    stuck = SubmissionFactory(release=release, learner=learner)
    tasks.grade_submission.enqueue(submission=str(stuck.uuid))
    DBTaskResult.objects.update(status="FAILED")

    assert requeue_stuck(LATER) == 1
