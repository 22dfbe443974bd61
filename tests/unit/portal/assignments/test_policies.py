"""Who may submit, see and mark."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from portal.assignments import errors, policies
from portal.assignments.models import Release
from portal.people.models import User
from tests.factories.assignments import NOW, AssignmentFactory, SubmissionFactory
from tests.factories.datasets import DatasetFactory, DatasetVersionFactory
from tests.factories.learning import EnrolmentFactory
from tests.factories.people import UserFactory

LATER, EARLIER = NOW + timedelta(hours=1), NOW - timedelta(hours=1)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"is_active": False}, errors.UnknownAssignmentError),
        ({"opens_at": LATER}, errors.AssignmentNotOpenError),
        ({"closes_at": EARLIER}, errors.AssignmentClosedError),
    ],
)
def test_check_can_submit_names_what_stands_in_the_way(
    release: Release, learner: User, changes: dict[str, Any], error: type[Exception]
) -> None:
    for name, value in changes.items():
        setattr(release.assignment, name, value)

    with pytest.raises(error):
        policies.check_can_submit(learner, release.assignment, at=NOW)
    assert not policies.can_submit(learner, release.assignment, at=NOW)


def test_can_submit_within_its_time(release: Release, learner: User) -> None:
    release.assignment.opens_at, release.assignment.closes_at = EARLIER, LATER

    assert policies.can_submit(learner, release.assignment, at=NOW)
    assert policies.can_submit(learner, release.assignment, at=EARLIER)
    assert not policies.can_submit(learner, release.assignment, at=LATER)


def test_can_submit_is_no_for_an_ended_account(release: Release) -> None:
    assert not policies.can_submit(UserFactory(ended=True), release.assignment, at=NOW)


def test_can_submit_is_no_without_a_release(learner: User) -> None:
    assert not policies.can_submit(learner, AssignmentFactory(), at=NOW)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (None, False),
        ("hr_viewer", False),
        ("administrator", False),
        ("trainer", True),
        ("course_editor", True),
    ],
)
def test_check_can_work_on_without_taking_the_course_is_for_those_who_make_courses(
    release: Release, role: str | None, may: bool
) -> None:
    person = UserFactory(**({role: True} if role else {}))

    assert policies.can_try_any(person) is may
    assert policies.can_submit(person, release.assignment, at=NOW) is may
    if not may:
        with pytest.raises(errors.NotEnrolledError):
            policies.check_can_work_on(person, release.assignment)


def test_check_can_work_on_needs_the_exercises_own_course(release: Release) -> None:
    elsewhere = EnrolmentFactory().learner

    with pytest.raises(errors.NotEnrolledError):
        policies.check_can_work_on(elsewhere, release.assignment)


def test_check_can_work_on_is_no_where_no_course_is_known(release: Release, learner: User) -> None:
    release.assignment.course_uuid = None

    with pytest.raises(errors.NotEnrolledError):
        policies.check_can_work_on(learner, release.assignment)


def test_attempts_left_counts_ones_own_and_not_what_could_not_be_graded(
    release: Release, learner: User
) -> None:
    SubmissionFactory(release=release, learner=learner, attempt=1)
    SubmissionFactory(release=release)
    SubmissionFactory(
        release=release, learner=learner, attempt=2, state="rejected", settled_at=NOW, reason="x"
    )

    assert policies.attempts_left(learner, release.assignment) == 2

    for attempt in range(3, 8):
        SubmissionFactory(release=release, learner=learner, attempt=attempt)
    assert policies.attempts_left(learner, release.assignment) == 0


def test_can_see_submission_is_for_the_learner_and_trainers(
    release: Release, learner: User
) -> None:
    mine = SubmissionFactory(release=release, learner=learner)

    assert policies.can_see_submission(learner, mine)
    assert policies.can_see_submission(UserFactory(trainer=True), mine)
    assert not policies.can_see_submission(UserFactory(), mine)
    assert not policies.can_see_submission(UserFactory(hr_viewer=True), mine)


def test_can_mark_is_for_trainers(learner: User) -> None:
    trainer = UserFactory(trainer=True)

    assert policies.can_mark(trainer)
    policies.check_can_mark(trainer)
    assert not policies.can_mark(learner)
    with pytest.raises(PermissionDenied):
        policies.check_can_mark(learner)
    with pytest.raises(PermissionDenied):
        policies.check_can_mark(AnonymousUser())  # type: ignore[arg-type]  # what a view may hold


@pytest.mark.parametrize(
    ("record", "may"),
    [
        ({"passes": True, "files": {"a.csv": {"k": 10}}}, True),
        ({"passes": False, "files": {"a.csv": {"k": 10}}}, False),
        ({"passes": True, "files": {"a.csv": {"k": 9}}}, False),
        (None, False),
    ],
)
def test_an_exercise_on_data_that_fail_their_assessment_is_closed(
    release: Release, learner: User, record: dict[str, Any] | None, may: bool
) -> None:
    dataset = DatasetFactory(slug="persons", persons=True)
    DatasetVersionFactory(dataset=dataset, disclosure=record)
    release.assignment.datasets = [{"slug": "persons", "files": ["a.csv"]}]

    if may:
        policies.check_can_work_on(learner, release.assignment)
    else:
        with pytest.raises(errors.DatasetWithheldError):
            policies.check_can_work_on(learner, release.assignment)
    assert policies.can_submit(learner, release.assignment, at=NOW) is may
