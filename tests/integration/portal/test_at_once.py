"""Several requests of one learner at the same moment, each on its own database connection."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.assignments import errors
from portal.assignments.models import Assignment, Release, Submission
from portal.assignments.receiving import receive_submission
from portal.assignments.uploads import GZIP, Upload
from portal.people.models import User
from tests.factories.assignments import COURSE, NOTEBOOK, notebook, tar_gz
from tests.factories.hub import HubState
from tests.factories.learning import EnrolmentFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


def _together(act: Callable[[int], Any], number: int = AT_ONCE) -> list[Any]:
    """Do the act in many threads that start at the same moment; errors come back as values."""
    gate = threading.Barrier(number)

    def one(index: int) -> Any:
        gate.wait()
        try:
            return act(index)
        except errors.SubmissionRefusedError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def _receive(ada: User, release: Release, answer: str, key: str) -> Submission:
    return receive_submission(
        learner=ada,
        assignment=release.assignment,
        upload=Upload(tar_gz({NOTEBOOK: notebook(answer)}), GZIP),
        via=Submission.Via.HUB,
        idempotency_key=key,
        at=timezone.now(),
    )


def test_different_work_at_once_gets_different_attempts(ada: User, release: Release) -> None:
    made = _together(lambda n: _receive(ada, release, f"n = {n}", uuid.uuid4().hex))

    assert sorted(row.attempt for row in made) == list(range(1, AT_ONCE + 1))
    assert DBTaskResult.objects.count() == AT_ONCE


def test_more_work_at_once_than_attempts_is_refused_cleanly(ada: User, release: Release) -> None:
    Assignment.objects.update(attempts_allowed=3)
    release.assignment.refresh_from_db()

    made = _together(lambda n: _receive(ada, release, f"n = {n}", uuid.uuid4().hex))

    refused = [row for row in made if isinstance(row, errors.NoAttemptsLeftError)]
    assert len(refused) == AT_ONCE - 3
    assert Submission.objects.count() == 3


@pytest.mark.parametrize("same_key", [True, False], ids=["one key", "a key for each click"])
def test_many_clicks_at_once_are_one_submission(
    ada: User, release: Release, same_key: bool
) -> None:
    made = _together(
        lambda n: _receive(ada, release, "n = 2", "key-000001" if same_key else f"key-{n:06}")
    )

    assert len({row.pk for row in made}) == 1
    assert Submission.objects.count() == DBTaskResult.objects.count() == 1


def test_many_learners_at_once_all_get_their_receipts(
    ada: User, release: Release, hub: HubState
) -> None:
    learners = [UserFactory(username=f"learner{number}") for number in range(AT_ONCE)]
    for learner in learners:
        EnrolmentFactory(learner=learner, course_uuid=COURSE)
    hub.tokens |= {f"token-{u.username}": (u.username, "user") for u in learners}

    def submit(index: int) -> Any:
        return Client().post(
            "/api/exchange/first-steps/counting/submissions",
            tar_gz({NOTEBOOK: notebook(f"n = {index}")}),
            content_type="application/gzip",
            headers={
                "authorization": f"token token-{learners[index].username}",
                "idempotency-key": "key-000001",
            },
        )

    answers = _together(submit)

    assert {answer.status_code for answer in answers} == {201}
    assert {answer.json()["attempt"] for answer in answers} == {1}
    assert Submission.objects.count() == AT_ONCE
