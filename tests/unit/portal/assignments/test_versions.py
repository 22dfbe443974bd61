"""Work is graded against the release that it was fetched from."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from portal.assignments import errors, notebooks, versions
from portal.assignments.grading import request_for
from portal.assignments.models import Release, Submission
from portal.assignments.receiving import receive_submission
from portal.assignments.uploads import GZIP, IPYNB, Upload
from portal.core import files
from portal.people.models import User
from tests.factories.assignments import (
    NOTEBOOK,
    NOW,
    GradingRunFactory,
    ReleaseFactory,
    SubmissionFactory,
    checks,
    notebook,
    tar_gz,
)


def _stamped(release: Release, answer: str = "n = 2") -> bytes:
    data = notebook(answer)
    return notebooks.stamped(data, assignment=release.assignment.uuid, release=release.number)


def _receive(learner: User, release: Release, upload: Upload) -> Submission:
    return receive_submission(
        learner=learner,
        assignment=release.assignment,
        upload=upload,
        via=Submission.Via.HUB,
        idempotency_key="key-000001",
        at=NOW + timedelta(minutes=1),
    )


@pytest.fixture
def newest(release: Release) -> Release:
    made: Release = ReleaseFactory(assignment=release.assignment, number=2)
    return made


@pytest.mark.parametrize("kind", [GZIP, IPYNB])
def test_work_on_an_older_release_is_graded_against_that_one(
    learner: User, release: Release, newest: Release, kind: str
) -> None:
    release.source_sha256 = files.put(notebook("n = 'the older source'"))
    release.save()
    data = _stamped(release)

    made = _receive(
        learner, release, Upload(tar_gz({NOTEBOOK: data}) if kind == GZIP else data, kind)
    )

    assert made.release == release
    run = GradingRunFactory(submission=made)
    assert request_for(run).source_sha256 == release.source_sha256


def test_work_on_the_newest_release_is_graded_against_it(
    learner: User, release: Release, newest: Release
) -> None:
    assert _receive(learner, release, Upload(_stamped(newest), IPYNB)).release == newest


@pytest.mark.parametrize(
    "stamp",
    [
        None,
        "nonsense",
        {"release": 1},
        {"assignment": "x", "release": 1},
        {"release": "<script>"},
    ],
)
def test_work_that_does_not_say_its_release_is_graded_against_the_newest(
    learner: User, release: Release, newest: Release, stamp: Any
) -> None:
    data = notebook("n = 2", metadata={"academy": stamp} if stamp else {})

    assert _receive(learner, release, Upload(data, IPYNB)).release == newest


def test_work_that_names_a_release_that_never_was_is_graded_against_the_newest(
    learner: User, release: Release, newest: Release
) -> None:
    data = notebooks.stamped(notebook("n = 2"), assignment=release.assignment.uuid, release=9)

    assert _receive(learner, release, Upload(data, IPYNB)).release == newest


def test_the_notebook_of_another_exercise_is_refused(
    learner: User, release: Release, newest: Release
) -> None:
    other = ReleaseFactory()

    with pytest.raises(errors.WrongNotebookError):
        _receive(learner, release, Upload(_stamped(other), IPYNB))
    assert not Submission.objects.exists()


def test_work_under_the_name_of_an_older_release_is_found(
    learner: User, release: Release, newest: Release
) -> None:
    newest.notebook_name = "renamed.ipynb"
    newest.save()

    made = _receive(learner, release, Upload(tar_gz({NOTEBOOK: _stamped(release)}), GZIP))

    assert made.release == release
    assert made.extra_files == []


def test_blank_is_judged_by_the_release_worked_on(
    learner: User, release: Release, newest: Release
) -> None:
    newest.starter_sha256 = files.put(notebook("# WRITE HERE"))
    newest.save()

    made = _receive(learner, release, Upload(_stamped(release, "# YOUR CODE HERE"), IPYNB))

    assert made.is_blank


def test_result_page_says_which_version_it_is_for_and_what_changed(
    signed_in: Client, learner: User, release: Release, newest: Release
) -> None:
    newest.files = [{"name": "data/strikes.csv", "sha256": "f" * 64, "size": 1}]
    newest.save()
    made = SubmissionFactory(release=release, learner=learner, settled=True)
    GradingRunFactory(submission=made, accepted=True)

    page = " ".join(signed_in.get(made.get_absolute_url()).content.decode().split())

    assert "You worked on version 1, and this result is for version 1. Version 2 is newer." in page
    assert "The data changed: data/strikes.csv." in page


def test_result_page_of_the_newest_version_says_nothing_of_it(
    signed_in: Client, learner: User, newest: Release
) -> None:
    made = SubmissionFactory(release=newest, learner=learner, settled=True)
    GradingRunFactory(submission=made, accepted=True)

    assert "is newer" not in signed_in.get(made.get_absolute_url()).content.decode()


def test_newer_release_that_only_restored_a_lost_file_is_none(release: Release) -> None:
    ReleaseFactory(assignment=release.assignment, number=2, fingerprint=release.fingerprint)

    assert versions.newer_release(release) is None


def _changed(release: Release, **changes: Any) -> Release:
    values = {"tasks": release.tasks, "checks": release.checks, "files": release.files}
    return Release(**{**values, **changes})


def test_changes_name_tasks_points_checks_and_data(release: Release) -> None:
    [practice, final] = checks()
    tasks = [{"id": "count", "title": "1. How many rows?"}, {"id": "new", "title": "2. Why?"}]
    worth_more = [practice, {**final, "points": 4.0, "message": "n is right."}]

    found = versions.changes(release, _changed(release, tasks=tasks, checks=worth_more, files=[]))

    assert found == [
        "“1. How many?” is now called “1. How many rows?”.",
        "There is a new task: “2. Why?”.",
        "“2. What does it mean?” is not asked any more.",
        "“1. How many rows?” is worth 5 points; before, it was 3.",
        "“1. How many rows?” is checked differently.",
        "The data changed: data/strikes.csv.",
    ]


def test_changes_of_words_alone_are_said_to_be_that(release: Release) -> None:
    found = versions.changes(release, _changed(release))

    assert found == ["The wording of the notebook or of its checks was improved."]
