"""Each bad input of the upload form: the status, and the sentence on the page that comes back."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from portal.assignments import notebooks
from portal.assignments.models import Release, Submission
from portal.assignments.uploads import MAX_BYTES
from portal.core import files
from tests.factories.assignments import notebook, tar_gz
from tests.factories.people import UserFactory


def _upload(client: Client, release: Release, data: bytes, **sent: Any) -> Any:
    name = sent.pop("name", "counting.ipynb")
    form = {"notebook": SimpleUploadedFile(name, data), "key": "key-000001", **sent}
    return client.post(release.assignment.get_absolute_url() + "upload/", form)


def _assert_refused(answer: Any, status: int, sentence: str) -> None:
    assert answer.status_code == status
    page = answer.content.decode()
    assert sentence in page
    assert "There is a problem" in page
    assert not Submission.objects.exists()


def test_upload_to_a_closed_assignment(signed_in: Client, release: Release) -> None:
    release.assignment.closes_at = timezone.now() - timedelta(days=1)
    release.assignment.save()

    sentence = "This exercise is closed and takes no more submissions."
    _assert_refused(_upload(signed_in, release, notebook("n = 2")), 403, sentence)


def test_upload_to_an_unknown_assignment(signed_in: Client, release: Release) -> None:
    release.assignment.slug = "nothing"

    answer = _upload(signed_in, release, notebook("n = 2"))

    assert answer.status_code == 404
    assert "There is no page at this address" in answer.content.decode()


def test_upload_to_a_course_that_one_does_not_take(client: Client, release: Release) -> None:
    client.force_login(UserFactory())

    sentence = "This exercise belongs to a course that you do not take yet."
    _assert_refused(_upload(client, release, notebook("n = 2")), 403, sentence)


@pytest.mark.parametrize("size", [MAX_BYTES + 1, MAX_BYTES + 200_000])
def test_upload_that_is_oversize(signed_in: Client, release: Release, size: int) -> None:
    answer = _upload(signed_in, release, b" " * size)

    _assert_refused(answer, 413, "What you sent is larger than 10 MB.")


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7", b"\xff\xfe", b"[]", b'{"nbformat": 3}', tar_gz({"counting.ipynb": notebook()})],
)
def test_upload_that_is_no_notebook(signed_in: Client, release: Release, data: bytes) -> None:
    answer = _upload(signed_in, release, data)

    _assert_refused(answer, 422, "The file is not a Jupyter notebook.")


def test_upload_of_another_exercises_notebook(signed_in: Client, release: Release) -> None:
    other = notebooks.stamped(notebook("n = 2"), assignment=uuid.uuid4(), release=1)

    answer = _upload(signed_in, release, other)

    _assert_refused(answer, 422, "The notebook counting.ipynb is not in what you sent.")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/cron.d/x", "..\\..\\x", "a\n.ipynb"])
def test_upload_with_a_path_trick_in_its_name_is_stored_under_its_hash(
    signed_in: Client, release: Release, name: str
) -> None:
    answer = _upload(signed_in, release, notebook("n = 2"), name=name)

    made = Submission.objects.get()
    assert answer.status_code == 302
    assert files.path(made.sha256).read_bytes() == notebook("n = 2")
    assert files.path(made.sha256).name == made.sha256


def test_upload_that_names_another_user_belongs_to_who_is_signed_in(
    signed_in: Client, release: Release
) -> None:
    _upload(signed_in, release, notebook("n = 2"), learner="bob", student_id="bob")

    assert Submission.objects.get().learner.username == "ada"


def test_files_of_an_exercise_missing_on_disk(signed_in: Client, release: Release) -> None:
    files.path(release.files[0]["sha256"]).unlink()

    answer = signed_in.get(release.assignment.get_absolute_url() + "files/")

    assert answer.status_code == 503
    sentence = "A file of this exercise is missing on the server. Nothing that you did is lost."
    assert sentence in answer.content.decode()


def test_upload_when_the_starter_is_missing_on_disk(signed_in: Client, release: Release) -> None:
    files.path(release.starter_sha256).unlink()

    sentence = "A file of this exercise is missing on the server. Nothing that you did is lost."
    _assert_refused(_upload(signed_in, release, notebook("n = 2")), 503, sentence)
