"""Each bad input that the exchange knows: the status, the code, and the sentence that is read."""

import tarfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from portal.assignments.models import Release, Submission
from portal.assignments.uploads import MAX_BYTES
from portal.core import files
from portal.people.models import User
from tests.factories.assignments import COURSE, NOTEBOOK, NOW, notebook, raw_tar_gz, tar_gz
from tests.factories.hub import HubState
from tests.factories.learning import EnrolmentFactory
from tests.factories.people import UserFactory

BASE = "/api/exchange/first-steps/counting"
GOOD = tar_gz({NOTEBOOK: notebook("n = 2")})


def _submit(client: Client, data: bytes = GOOD, *, path: str = BASE, **sent: Any) -> Any:
    headers = {"idempotency-key": "key-000001", **sent.pop("headers", {})}
    address = f"{path}/submissions{sent.pop('query', '')}"
    return client.post(address, data, content_type="application/gzip", headers=headers, **sent)


def _assert_refused(answer: Any, status: int, message: str) -> None:
    assert answer.status_code == status
    assert answer.json()["error"]["message"] == message
    assert answer.json()["error"]["next"]
    assert not Submission.objects.exists()


def test_submission_for_a_closed_assignment(api: Client, release: Release) -> None:
    release.assignment.closes_at = NOW - timedelta(days=1)
    release.assignment.save()

    message = "This exercise is closed and takes no more submissions."
    _assert_refused(_submit(api), 403, message)


def test_submission_for_an_assignment_not_open_yet(api: Client, release: Release) -> None:
    release.assignment.opens_at = NOW + timedelta(days=3650)
    release.assignment.save()

    _assert_refused(_submit(api), 403, "This exercise is not open yet.")


def test_submission_for_an_unknown_assignment(api: Client, release: Release) -> None:
    answer = _submit(api, path="/api/exchange/first-steps/nothing")

    _assert_refused(answer, 404, "There is no exercise of this name.")


@pytest.mark.parametrize("what", ["submit", "fetch"])
def test_exercise_of_a_course_that_one_does_not_take(
    hub: HubState, release: Release, what: str
) -> None:
    UserFactory(username="bob")
    bob = Client(headers={"authorization": "token token-of-bob"})

    answer = _submit(bob) if what == "submit" else bob.get(f"{BASE}/release")

    _assert_refused(answer, 403, "This exercise belongs to a course that you do not take yet.")
    assert bob.get("/api/exchange/assignments").json() == []


def test_exercise_of_any_course_for_a_trainer(hub: HubState, release: Release) -> None:
    UserFactory(username="bob", trainer=True)
    bob = Client(headers={"authorization": "token token-of-bob"})

    listed = bob.get("/api/exchange/assignments").json()

    assert [row["assignment_id"] for row in listed] == ["counting"]
    assert bob.get(f"{BASE}/release").status_code == 200
    assert _submit(bob).status_code == 201


def test_submission_that_is_oversize(api: Client, release: Release) -> None:
    answer = _submit(api, b"\0" * (MAX_BYTES + 1))

    _assert_refused(answer, 413, "What you sent is larger than 10 MB.")


def test_submission_that_is_a_bomb(api: Client, release: Release) -> None:
    answer = _submit(api, tar_gz({NOTEBOOK: b"\0" * (4 * MAX_BYTES + 1)}))

    _assert_refused(answer, 413, "What you sent is larger than 10 MB.")


def test_submission_that_is_no_notebook(api: Client, release: Release) -> None:
    answer = _submit(api, tar_gz({NOTEBOOK: b"%PDF-1.7"}))

    _assert_refused(answer, 422, "The file is not a Jupyter notebook.")


@pytest.mark.parametrize(
    "name", ["../../counting.ipynb", "/etc/passwd", "C:\\x.ipynb", "a\n.ipynb"]
)
def test_submission_with_a_path_trick(api: Client, release: Release, name: str) -> None:
    answer = _submit(api, raw_tar_gz((tarfile.TarInfo(name), notebook())))

    message = "The archive cannot be accepted: a name in it leads outside its folder."
    _assert_refused(answer, 400, message)


def test_submission_with_a_link_inside(api: Client, release: Release) -> None:
    link = tarfile.TarInfo(NOTEBOOK)
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"

    answer = _submit(api, raw_tar_gz((link, b"")))

    message = "The archive cannot be accepted: it holds a link, a device or another special file."
    _assert_refused(answer, 400, message)


def test_submission_that_names_another_user_in_its_address(api: Client, release: Release) -> None:
    UserFactory(username="bob")

    answer = _submit(api, query="?student_id=bob")

    message = "The request may not carry “student_id”. Who you are follows from your token."
    _assert_refused(answer, 400, message)


def test_submission_that_names_another_user_inside_belongs_to_the_tokens_owner(
    api: Client, release: Release, ada: User
) -> None:
    UserFactory(username="bob")
    forged = notebook("n = 2", metadata={"student_id": "bob", "nbgrader": {"student": "bob"}})

    answer = _submit(api, tar_gz({NOTEBOOK: forged}), headers={"x-user": "bob"})

    assert answer.status_code == 201
    assert Submission.objects.get().learner == ada


def test_token_that_the_hub_does_not_know(hub: HubState, release: Release) -> None:
    answer = _submit(Client(headers={"authorization": "token nobodys"}))

    _assert_refused(answer, 401, "Your workspace's sign-in is not valid any more.")


def test_token_of_somebody_without_an_account(hub: HubState, release: Release) -> None:
    answer = _submit(Client(headers={"authorization": "token token-of-bob"}))

    _assert_refused(answer, 403, "This token belongs to nobody who may submit.")


def test_token_of_somebody_else_reads_and_writes_only_theirs(
    api: Client, release: Release, ada: User
) -> None:
    EnrolmentFactory(learner=UserFactory(username="bob"), course_uuid=COURSE)
    mine = _submit(api).json()["submission_id"]
    bob = Client(headers={"authorization": "token token-of-bob"})

    theirs = _submit(bob).json()["submission_id"]

    assert [row["submission_id"] for row in bob.get("/api/exchange/submissions").json()] == [theirs]
    assert Submission.objects.get(uuid=mine).learner == ada


def test_dataset_file_missing_on_disk(api: Client, release: Release) -> None:
    files.path(release.archive_sha256).unlink()

    answer = api.get(f"{BASE}/release")

    message = "A file of this exercise is missing on the server. Nothing that you did is lost."
    _assert_refused(answer, 503, message)
