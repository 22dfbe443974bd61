"""Taking in a submission: durable before the receipt, once for each wish to submit."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django_tasks_db.models import DBTaskResult

from portal.assignments import errors, receiving
from portal.assignments.models import Release, Submission
from portal.assignments.receiving import SAME_CLICK, receive_submission
from portal.assignments.states import SubmissionState
from portal.assignments.uploads import GZIP, IPYNB, Upload
from portal.core import files
from portal.core.models import AuditEvent
from portal.people.models import User
from tests.factories.assignments import (
    NOTEBOOK,
    NOW,
    AssignmentFactory,
    SubmissionFactory,
    notebook,
    tar_gz,
)


def _archive(answer: str = "n = 2") -> bytes:
    return tar_gz({NOTEBOOK: notebook(answer)})


def _receive(learner: User, release: Release, **changes: Any) -> Submission:
    values: dict[str, Any] = {
        "learner": learner,
        "assignment": release.assignment,
        "upload": Upload(_archive(), GZIP),
        "via": Submission.Via.HUB,
        "idempotency_key": "key-000001",
        "at": NOW,
    }
    return receive_submission(**{**values, **changes})


def test_receive_submission_stores_bytes_row_event_and_job(learner: User, release: Release) -> None:
    made = _receive(learner, release)

    assert files.read(made.sha256) == _archive()
    assert files.read(made.notebook_sha256) == notebook("n = 2")
    assert (made.attempt, made.size, made.state) == (1, len(_archive()), SubmissionState.RECEIVED)
    assert AuditEvent.objects.get(action="submission.received").object_id == str(made.uuid)
    job = DBTaskResult.objects.get()
    assert job.args_kwargs["kwargs"] == {"submission": str(made.uuid)}
    assert job.queue_name == "grading"


def test_receive_submission_with_the_same_key_gives_the_same_submission(
    learner: User, release: Release
) -> None:
    first = _receive(learner, release)
    again = _receive(learner, release, at=NOW + timedelta(days=1))

    assert again == first
    assert Submission.objects.count() == DBTaskResult.objects.count() == 1


def test_receive_submission_repeats_its_receipt_even_when_closed_meanwhile(
    learner: User, release: Release
) -> None:
    first = _receive(learner, release)
    release.assignment.closes_at = NOW
    release.assignment.save()

    assert _receive(learner, release, at=NOW + timedelta(hours=1)) == first


def test_receive_submission_with_the_same_key_for_other_work_is_refused(
    learner: User, release: Release
) -> None:
    _receive(learner, release)

    with pytest.raises(errors.IdempotencyConflictError):
        _receive(learner, release, upload=Upload(_archive("n = 9"), GZIP))


def test_receive_submission_of_the_same_notebook_at_once_is_a_double_click(
    learner: User, release: Release
) -> None:
    first = _receive(learner, release)
    click = NOW + SAME_CLICK / 2

    again = _receive(learner, release, idempotency_key="key-000002", at=click)

    assert again == first


def test_receive_submission_of_the_same_notebook_later_is_another_attempt(
    learner: User, release: Release
) -> None:
    _receive(learner, release)
    later = NOW + SAME_CLICK + timedelta(seconds=1)

    again = _receive(learner, release, idempotency_key="key-000002", at=later)

    assert again.attempt == 2


def test_receive_submission_equal_to_the_starter_is_blank(learner: User, release: Release) -> None:
    blank = _receive(learner, release, upload=Upload(_archive("# YOUR CODE HERE"), GZIP))

    assert blank.is_blank


def test_receive_submission_of_an_uploaded_notebook_keeps_it_byte_for_byte(
    learner: User, release: Release
) -> None:
    made = _receive(
        learner, release, upload=Upload(notebook("n = 2"), IPYNB), via=Submission.Via.UPLOAD
    )

    assert made.sha256 == made.notebook_sha256
    assert files.read(made.sha256) == notebook("n = 2")


def test_receive_submission_when_all_attempts_are_used_is_refused(
    learner: User, release: Release
) -> None:
    for attempt in (1, 2, 3):
        SubmissionFactory(release=release, learner=learner, attempt=attempt)

    with pytest.raises(errors.NoAttemptsLeftError) as refusal:
        _receive(learner, release)

    assert "3" in refusal.value.text
    assert Submission.objects.count() == 3


def test_receive_submission_counts_no_attempt_that_could_not_be_graded(
    learner: User, release: Release
) -> None:
    for attempt in (1, 2, 3):
        SubmissionFactory(
            release=release,
            learner=learner,
            attempt=attempt,
            state=SubmissionState.REJECTED,
            settled_at=NOW,
            reason="no cells",
        )

    other = Upload(_archive("n = 8"), GZIP)

    assert _receive(learner, release, upload=other).attempt == 4


@pytest.mark.parametrize(
    ("field", "moment", "error"),
    [
        ("opens_at", NOW + timedelta(seconds=1), errors.AssignmentNotOpenError),
        ("closes_at", NOW, errors.AssignmentClosedError),
    ],
)
def test_receive_submission_outside_its_time_is_refused(
    learner: User, release: Release, field: str, moment: Any, error: type[Exception]
) -> None:
    setattr(release.assignment, field, moment)
    release.assignment.save()

    with pytest.raises(error):
        _receive(learner, release)
    assert not Submission.objects.exists()


def test_receive_submission_for_a_withdrawn_assignment_is_refused(
    learner: User, release: Release
) -> None:
    release.assignment.is_active = False

    with pytest.raises(errors.UnknownAssignmentError):
        _receive(learner, release)


@pytest.mark.parametrize("key", ["", "short", "with space in", "x" * 201, "ключ-ключ-ключ"])
def test_receive_submission_without_a_usable_key_is_refused(
    learner: User, release: Release, key: str
) -> None:
    with pytest.raises(errors.IdempotencyKeyError):
        _receive(learner, release, idempotency_key=key)


def test_receive_submission_when_the_starter_is_missing_on_disk_is_refused_whole(
    learner: User, release: Release
) -> None:
    release.starter_sha256 = "0" * 64
    release.save()

    with pytest.raises(errors.ReleaseIncompleteError):
        _receive(learner, release)
    assert not Submission.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_receive_submission_that_lost_a_race_gives_what_the_winner_wrote(
    learner: User, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(draft: Submission) -> Submission:
        SubmissionFactory(
            release=release,
            learner=learner,
            idempotency_key=draft.idempotency_key,
            notebook_sha256=draft.notebook_sha256,
        )
        raise IntegrityError("UNIQUE")

    monkeypatch.setattr(receiving, "_write", lose)

    assert _receive(learner, release) == Submission.objects.get()


def test_receive_submission_that_lost_a_race_for_an_attempt_is_asked_to_wait(
    learner: User, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(draft: Submission) -> Submission:
        raise IntegrityError("UNIQUE")

    monkeypatch.setattr(receiving, "_write", lose)

    with pytest.raises(errors.BusyError):
        _receive(learner, release)


def test_receive_submission_to_an_exercise_without_a_release_is_refused(learner: User) -> None:
    empty = AssignmentFactory()

    with pytest.raises(errors.UnknownAssignmentError):
        receive_submission(
            learner=learner,
            assignment=empty,
            upload=Upload(_archive(), GZIP),
            via=Submission.Via.HUB,
            idempotency_key="key-000001",
            at=NOW,
        )
