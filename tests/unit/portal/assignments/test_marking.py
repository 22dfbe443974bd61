"""Marks by a trainer."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from portal.assignments import marking
from portal.assignments.errors import IllegalTransitionError, MarkRefusedError
from portal.assignments.models import ManualMark, Submission
from portal.assignments.states import SubmissionState
from portal.competencies.models import Evidence
from portal.core.models import AuditEvent
from portal.people.models import User
from tests.factories.assignments import NOW, GradingRunFactory, ReleaseFactory, SubmissionFactory
from tests.factories.people import UserFactory


@pytest.fixture
def submission(competency: None, learner: User) -> Submission:
    made: Submission = SubmissionFactory(
        release=ReleaseFactory(with_manual=True),
        learner=learner,
        state=SubmissionState.AWAITING_MARK,
        settled_at=NOW,
    )
    GradingRunFactory(submission=made, accepted=True)
    return made


@pytest.fixture
def trainer(db: None) -> User:
    made: User = UserFactory(trainer=True)
    return made


def _mark(submission: Submission, by: User, **changes: Any) -> ManualMark:
    values: dict[str, Any] = {
        "grade_id": "reading",
        "points": 1.5,
        "comment": " Good. ",
        "at": NOW,
        **changes,
    }
    return marking.mark(submission=submission, by=by, **values)


def test_mark_completes_the_submission_and_records_evidence(
    submission: Submission, trainer: User
) -> None:
    _mark(submission, trainer)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.GRADED
    assert submission.marks.get().comment == "Good."
    evidence = Evidence.objects.get()
    assert (evidence.source_kind, evidence.score) == ("human_mark", 0.5)
    assert evidence.recorded_by == trainer
    assert AuditEvent.objects.get(action="submission.marked").actor == trainer


def test_mark_may_be_corrected_and_so_is_the_evidence(
    submission: Submission, trainer: User
) -> None:
    _mark(submission, trainer)

    _mark(submission, trainer, points=3.0, at=NOW + timedelta(hours=1))

    assert submission.marks.count() == 2
    assert list(Evidence.objects.effective().values_list("score", flat=True)) == [1.0]


@pytest.mark.parametrize(
    "changes", [{"grade_id": "count_final"}, {"grade_id": "nothing"}, {"points": 3.5}]
)
def test_mark_of_something_else_is_refused(
    submission: Submission, trainer: User, changes: dict[str, Any]
) -> None:
    with pytest.raises(MarkRefusedError):
        _mark(submission, trainer, **changes)
    assert not ManualMark.objects.exists()


def test_mark_by_a_learner_is_denied(submission: Submission, learner: User) -> None:
    with pytest.raises(PermissionDenied):
        _mark(submission, learner)
    with pytest.raises(PermissionDenied):
        marking.regrade(submission=submission, by=learner)


def test_regrade_of_one_that_is_being_graded_is_refused(
    submission: Submission, trainer: User
) -> None:
    marking.regrade(submission=submission, by=trainer)

    with pytest.raises(IllegalTransitionError):
        marking.regrade(submission=submission, by=trainer)
