"""The pages of learners and trainers, and who may open which."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from portal.assignments.models import Release, Submission
from portal.assignments.states import SubmissionState
from portal.assignments.uploads import MAX_BYTES
from portal.assignments.wagtail_hooks import marking_menu_item
from portal.core import files
from portal.people.models import User
from tests.factories import courses
from tests.factories.assignments import (
    COURSE,
    NOW,
    GradingRunFactory,
    ReleaseFactory,
    SubmissionFactory,
    notebook,
    result_of,
    tar_gz,
)
from tests.factories.people import UserFactory


@pytest.fixture
def graded(release: Release, learner: User) -> Submission:
    made: Submission = SubmissionFactory(release=release, learner=learner, settled=True, attempt=1)
    answer = result_of(release, {"count_final": 0.0}).model_dump(mode="json")
    GradingRunFactory(submission=made, accepted=True, result=answer, score=1.0)
    return made


def _upload(client: Client, release: Release, data: bytes, key: str = "key-000001") -> Any:
    sent = SimpleUploadedFile("my work.ipynb", data)
    address = release.assignment.get_absolute_url() + "upload/"
    return client.post(address, {"notebook": sent, "key": key})


def test_exercise_page_says_what_one_needs_to_know(
    signed_in: Client, release: Release, graded: Submission
) -> None:
    answer = signed_in.get(release.assignment.get_absolute_url())

    page = answer.content.decode()
    assert answer.status_code == 200
    for words in (
        "Count the strikes",
        "Count rows",
        "20 minutes",
        "1 practice check",
        "1 final check",
        "2 of 3 attempts left",
        "Attempt 1: 1 of 3 points",
        "Open in the notebook",
        "Download and do it on my own computer",
        "Upload",
    ):
        assert words in page


def test_exercise_page_when_closed_says_so_and_takes_no_upload(
    signed_in: Client, release: Release
) -> None:
    release.assignment.closes_at = timezone.now() - timedelta(days=1)
    release.assignment.save()

    page = signed_in.get(release.assignment.get_absolute_url()).content.decode()

    assert "is closed" in page
    assert 'name="notebook"' not in page


def test_exercise_page_of_a_course_that_one_does_not_take_offers_to_enrol_and_leads_back(
    client: Client, release: Release
) -> None:
    course = courses.course(uuid=COURSE)
    client.force_login(UserFactory())
    address = release.assignment.get_absolute_url()
    page = client.get(address).content.decode()
    assert "Enrol and work on it" in page
    assert "This exercise belongs to the course “First steps”." in page
    assert "Open in the notebook" not in page
    assert 'name="notebook"' not in page
    assert client.get(f"{address}files/").status_code == 403

    enrolled = client.post(f"/learning/courses/{course.uuid}/enrol/", {"next": address})

    assert enrolled["Location"] == address
    page = client.get(address).content.decode()
    assert "You are enrolled in “First steps”." in page
    assert "Open in the notebook" in page
    assert 'name="notebook"' in page


def test_exercise_page_of_a_course_that_is_hidden_says_so(client: Client, release: Release) -> None:
    client.force_login(UserFactory())

    page = client.get(release.assignment.get_absolute_url()).content.decode()

    assert "a course that is not published at the moment" in page


@pytest.mark.parametrize("name", ["exercise", "files", "upload"])
def test_an_unknown_exercise_is_not_found(signed_in: Client, name: str) -> None:
    address = reverse(f"assignments:{name}", args=["first-steps", "nothing"])

    answer = signed_in.post(address) if name == "upload" else signed_in.get(address)

    assert answer.status_code == 404


def test_exercise_files_hold_what_ones_own_computer_needs(
    signed_in: Client, release: Release
) -> None:
    import io
    import tarfile

    answer = signed_in.get(release.assignment.get_absolute_url() + "files/")

    with tarfile.open(fileobj=io.BytesIO(answer.content)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"counting.ipynb", "data/strikes.csv", "README.txt", "academy_checks.py"} <= names
    assert "graders/checks/compare.py" in names


def test_exercise_files_missing_on_disk_are_said_so(signed_in: Client, release: Release) -> None:
    files.path(release.files[0]["sha256"]).unlink()

    answer = signed_in.get(release.assignment.get_absolute_url() + "files/")

    assert answer.status_code == 503
    assert "missing on the server" in answer.content.decode()


def test_upload_leads_to_the_receipt(signed_in: Client, release: Release, learner: User) -> None:
    answer = _upload(signed_in, release, notebook("n = 2"))

    made = Submission.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == made.get_absolute_url()
    page = signed_in.get(answer["Location"]).content.decode()
    assert made.sha256 in page
    assert str(made.uuid) in page
    assert "being graded" in page


def test_upload_by_a_double_click_is_one_submission(signed_in: Client, release: Release) -> None:
    first, again = (_upload(signed_in, release, notebook("n = 2")) for _click in range(2))

    assert first["Location"] == again["Location"]
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (b"%PDF-1.7", 422, "not a Jupyter notebook"),
        (b"", 422, "file is empty"),
        (b" " * (MAX_BYTES + 1), 413, "larger than 10 MB"),
        (b" " * (MAX_BYTES + 200_000), 413, "larger than 10 MB"),
    ],
    ids=["pdf", "empty", "oversize", "oversize by its announced length"],
)
def test_upload_of_something_else_is_refused_in_words(
    signed_in: Client, release: Release, data: bytes, status: int, words: str
) -> None:
    answer = _upload(signed_in, release, data)

    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert "There is a problem" in page
    assert not Submission.objects.exists()


def test_upload_to_a_closed_exercise_is_forbidden(signed_in: Client, release: Release) -> None:
    release.assignment.closes_at = NOW
    release.assignment.save()

    assert _upload(signed_in, release, notebook("n = 2")).status_code == 403


def test_upload_from_another_site_is_refused(release: Release, learner: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(learner)

    assert _upload(client, release, notebook("n = 2")).status_code == 403
    assert not Submission.objects.exists()


def test_result_page_says_first_how_it_went(signed_in: Client, graded: Submission) -> None:
    page = signed_in.get(graded.get_absolute_url()).content.decode()

    for words in (
        "1 of 3 points. Not yet right: “How many”.",
        "n agrees with the table.",
        "n is 7 and should be 2.",
        "Do not type the number.",
        "Practice checks: 1 of 1 point.",
        "Final checks: 0 of 2 points.",
        graded.sha256,
        "Download exactly what was submitted",
        "2 of 3 attempts left",
        "My skills",
    ):
        assert words in page
    assert "The heading is not a row." not in page, "the second hint comes with the second attempt"
    assert "&lt;b&gt;7&lt;/b&gt;" in page
    assert "# final" not in page, "the source of a hidden test"


def test_result_page_advises_to_print_less(signed_in: Client, graded: Submission) -> None:
    advice = "Your notebook printed more than 64 KB."
    before = signed_in.get(graded.get_absolute_url()).content.decode()
    run = graded.runs.get()
    run.result = {**(run.result or {}), "printed_beyond_kb": 64}
    run.save()

    page = signed_in.get(graded.get_absolute_url()).content.decode()

    assert advice in page
    assert advice not in before


def test_result_page_while_it_waits_shows_progress(
    signed_in: Client, release: Release, learner: User
) -> None:
    waiting = SubmissionFactory(release=release, learner=learner)

    page = signed_in.get(waiting.get_absolute_url()).content.decode()

    assert "Waiting for its turn" in page
    assert f'data-await-result="/submissions/{waiting.uuid}/state/"' in page
    assert "Look again now" in page
    assert "assignments/result.js" in page


def test_result_page_of_a_blank_submission_warns(
    signed_in: Client, release: Release, learner: User
) -> None:
    blank = SubmissionFactory(release=release, learner=learner, settled=True, is_blank=True)
    GradingRunFactory(submission=blank, accepted=True)

    page = signed_in.get(blank.get_absolute_url()).content.decode()

    assert "equals the one you started from" in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SubmissionState.REJECTED, "did not use up an attempt"),
        (SubmissionState.HELD, "need not do anything"),
    ],
)
def test_result_page_without_points_gives_the_reason(
    signed_in: Client, release: Release, learner: User, state: str, words: str
) -> None:
    odd = SubmissionFactory(
        release=release, learner=learner, state=state, settled_at=NOW, reason="The reason."
    )

    page = signed_in.get(odd.get_absolute_url()).content.decode()

    assert "The reason." in page
    assert words in page


def test_result_state_tells_the_waiting_page(
    signed_in: Client, release: Release, learner: User, graded: Submission
) -> None:
    waiting = SubmissionFactory(release=release, learner=learner, attempt=2)

    answers = [
        json.loads(signed_in.get(f"/submissions/{row.uuid}/state/").content)
        for row in (waiting, graded)
    ]

    assert [(a["state"], a["settled"]) for a in answers] == [("received", False), ("graded", True)]


def test_download_is_exactly_what_was_submitted(
    signed_in: Client, release: Release, learner: User
) -> None:
    data = tar_gz({"counting.ipynb": notebook("n = 2")})
    sent = SubmissionFactory(release=release, learner=learner, sha256=files.put(data))

    answer = signed_in.get(f"/submissions/{sent.uuid}/download/")

    assert answer.content == data
    assert "attachment" in answer["Content-Disposition"]


def test_download_of_a_lost_file_is_said_so(
    signed_in: Client, release: Release, learner: User
) -> None:
    sent = SubmissionFactory(release=release, learner=learner, sha256="0" * 64)

    assert signed_in.get(f"/submissions/{sent.uuid}/download/").status_code == 503


@pytest.mark.parametrize("page", ["", "state/", "download/"])
def test_nobody_else_can_open_a_submission(client: Client, graded: Submission, page: str) -> None:
    address = f"/submissions/{graded.uuid}/{page}"
    assert client.get(address).status_code == 302, "sign in first"

    for other in (UserFactory(), UserFactory(hr_viewer=True), UserFactory(administrator=True)):
        client.force_login(other)
        assert client.get(address).status_code == 404

    client.force_login(UserFactory(trainer=True))
    assert client.get(address).status_code == 200


def test_marking_is_for_trainers(client: Client, graded: Submission, learner: User) -> None:
    for user, status in ((learner, 403), (UserFactory(trainer=True), 200)):
        client.force_login(user)
        assert client.get("/marking/").status_code == status
        assert client.get(f"/marking/{graded.uuid}/").status_code == status


def test_a_trainer_marks_and_the_learner_reads_it(
    client: Client, competency: None, learner: User
) -> None:
    waiting = SubmissionFactory(
        release=ReleaseFactory(with_manual=True),
        learner=learner,
        state=SubmissionState.AWAITING_MARK,
        settled_at=NOW,
        notebook_sha256=files.put(notebook("n = 2", reading="It means little <script>")),
    )
    GradingRunFactory(submission=waiting, accepted=True)
    client.force_login(UserFactory(trainer=True))
    assert str(learner) in client.get("/marking/").content.decode()
    address = f"/marking/{waiting.uuid}/"
    assert "It means little &lt;script&gt;" in client.get(address).content.decode()

    too_many = client.post(address, {"part": "reading", "points": "9", "comment": "Good"})
    saved = client.post(address, {"part": "reading", "points": "2", "comment": "Say who."})

    assert (too_many.status_code, saved.status_code) == (422, 302)
    client.force_login(learner)
    page = client.get(waiting.get_absolute_url()).content.decode()
    assert "Say who." in page
    assert "5 of 6 points" in page


def test_a_trainer_has_a_submission_graded_once_more(client: Client, graded: Submission) -> None:
    client.force_login(UserFactory(trainer=True))

    for _click in range(2):
        assert client.post(f"/marking/{graded.uuid}/regrade/").status_code == 302

    graded.refresh_from_db()
    assert graded.state == SubmissionState.RECEIVED


def test_a_mark_for_a_part_that_takes_none_any_more_is_a_conflict(
    client: Client, competency: None, learner: User
) -> None:
    waiting = SubmissionFactory(release=ReleaseFactory(with_manual=True), learner=learner)
    GradingRunFactory(submission=waiting, accepted=True)
    client.force_login(UserFactory(trainer=True))

    form = {"part": "reading", "points": "2", "comment": "Good"}
    answer = client.post(f"/marking/{waiting.uuid}/", form)

    assert answer.status_code == 409
    assert "takes no mark just now" in answer.content.decode()


@pytest.mark.django_db
def test_trainers_find_the_marking_queue_in_the_cms(rf: RequestFactory) -> None:
    item = marking_menu_item()
    request = rf.get("/cms/")

    for user, shown in ((UserFactory(), False), (UserFactory(trainer=True), True)):
        request.user = user
        assert item.is_shown(request) is shown
