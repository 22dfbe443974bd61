"""What trainers are told about exercises whose checks are less safe."""

import pytest
from django.test import Client

from portal.assignments.models import Release
from portal.people.models import User
from tests.factories.assignments import (
    GradingRunFactory,
    ReleaseFactory,
    SubmissionFactory,
    result_of,
)
from tests.factories.people import UserFactory


@pytest.mark.parametrize(("mode", "flagged"), [("inprocess", True), ("split", False)])
def test_trainers_see_which_exercises_checks_run_beside_the_learners_code(
    client: Client, release: Release, learner: User, mode: str, flagged: bool
) -> None:
    submission = SubmissionFactory(release=release, learner=learner, settled=True)
    answer = {**result_of(release).model_dump(mode="json"), "mode": mode}
    GradingRunFactory(submission=submission, accepted=True, result=answer)
    client.force_login(UserFactory(trainer=True))

    page = client.get("/marking/").content.decode()

    assert ("Exercises whose checks are less safe" in page) is flagged
    assert (f'href="{release.assignment.get_absolute_url()}"' in page) is flagged


def test_an_exercise_whose_newest_release_is_mended_is_not_flagged(
    client: Client, release: Release, learner: User
) -> None:
    submission = SubmissionFactory(release=release, learner=learner, settled=True)
    answer = {**result_of(release).model_dump(mode="json"), "mode": "inprocess"}
    GradingRunFactory(submission=submission, accepted=True, result=answer)
    ReleaseFactory(assignment=release.assignment, number=release.number + 1)
    client.force_login(UserFactory(trainer=True))

    assert "checks are less safe" not in client.get("/marking/").content.decode()


def test_learners_are_not_shown_the_list(client: Client, learner: User) -> None:
    client.force_login(learner)

    assert client.get("/marking/").status_code == 403
