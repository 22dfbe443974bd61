"""The grading job, through the queue's own endings."""

from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from portal.assignments import grader_client, tasks
from portal.assignments.models import Release
from portal.assignments.states import SubmissionState
from portal.jobs import completion
from portal.people.models import User
from tests.factories.assignments import SubmissionFactory


def test_a_job_that_failed_for_good_leaves_the_submission_held_with_the_reason(
    release: Release, learner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = SubmissionFactory(release=release, learner=learner)
    tasks.grade_submission.enqueue(submission=str(submission.uuid))
    row = completion.claim_next("w1", ["grading"])
    assert row is not None

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise grader_client.GraderRefusedError("The request names no source.")

    monkeypatch.setattr(grader_client, "grade", refuse)
    with pytest.raises(Exception, match="names no source") as error:
        tasks.grade_submission.call(submission=str(submission.uuid))
    completion.fail(row, error.value)

    submission.refresh_from_db()
    assert DBTaskResult.objects.get().status == "FAILED"
    assert submission.state == SubmissionState.HELD
    assert "names no source" in submission.reason


def test_a_job_gets_longer_than_any_exercise_may_take() -> None:
    policy = tasks.GRADING_POLICY

    assert policy.time_limit > tasks.LONGEST_GRADING_SECONDS - 60 + grader_client.SPARE_SECONDS
    assert policy.max_attempts > 5
