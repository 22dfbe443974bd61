"""The exchange API: the contract with the plugins, and everything that it refuses."""

import hashlib
import io
import tarfile
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from portal.assignments.models import FormerAddress, Release, Submission
from portal.assignments.uploads import MAX_BYTES
from portal.core import files
from portal.people.models import User
from tests.factories.assignments import (
    COURSE,
    DATA,
    NOTEBOOK,
    NOW,
    GradingRunFactory,
    SubmissionFactory,
    notebook,
    raw_tar_gz,
    tar_gz,
)
from tests.factories.hub import HubState
from tests.factories.learning import EnrolmentFactory
from tests.factories.people import UserFactory

BASE = "/api/exchange/first-steps/counting"


def _submit(
    api: Client, data: bytes | None = None, key: str = "key-000001", path: str = BASE, **extra: Any
) -> Any:
    body = tar_gz({NOTEBOOK: notebook("n = 2")}) if data is None else data
    return api.post(
        f"{path}/submissions",
        body,
        content_type="application/gzip",
        headers={"idempotency-key": key},
        **extra,
    )


def _code(answer: Any) -> str:
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "next"}
    assert error["message"]
    assert error["next"]
    return str(error["code"])


def test_assignments_lists_what_can_be_fetched(api: Client, release: Release) -> None:
    listed = api.get("/api/exchange/assignments?course=first-steps").json()

    assert listed == [
        {
            "course_id": "first-steps",
            "assignment_id": "counting",
            "title": "Count the strikes",
            "notebooks": ["counting"],
            "release": 1,
        }
    ]
    assert api.get("/api/exchange/assignments?assignment=other").json() == []


def test_release_is_an_archive_with_todays_dates(api: Client, release: Release) -> None:
    answer = api.get(f"{BASE}/release")

    assert answer["Content-Type"] == "application/gzip"
    with tarfile.open(fileobj=io.BytesIO(answer.content)) as archive:
        members = {member.name: member for member in archive}
        data = archive.extractfile("data/strikes.csv")
        assert data is not None
        assert data.read() == DATA
    assert set(members) == {NOTEBOOK, "data/strikes.csv"}
    assert all(member.mtime == int(NOW.timestamp()) for member in members.values())


def test_submit_answers_with_a_receipt(api: Client, release: Release, ada: User) -> None:
    body = tar_gz({NOTEBOOK: notebook("n = 2")})

    answer = _submit(api, body)

    receipt = answer.json()
    made = Submission.objects.get()
    assert answer.status_code == 201
    assert receipt["submission_id"] == str(made.uuid)
    assert receipt["sha256"] == hashlib.sha256(body).hexdigest()
    assert files.read(receipt["sha256"]) == body
    assert datetime.fromisoformat(receipt["received_at"]) == made.received_at
    assert datetime.strptime(receipt["timestamp"], "%Y-%m-%d %H:%M:%S.%f %Z")
    assert (receipt["attempt"], receipt["attempts_left"]) == (1, 2)
    assert (receipt["is_blank"], receipt["warnings"]) == (False, [])
    assert receipt["result_url"] == f"{settings.PUBLIC_URL}/submissions/{made.uuid}/"
    assert (made.learner, made.via) == (ada, "hub")


def test_submit_twice_with_one_key_is_one_submission(api: Client, release: Release) -> None:
    first, again = _submit(api), _submit(api)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Submission.objects.count() == 1


def test_submit_of_the_starter_is_warned_of(api: Client, release: Release) -> None:
    receipt = _submit(api, tar_gz({NOTEBOOK: notebook(), "scratch.ipynb": b"{}"})).json()

    assert receipt["is_blank"]
    assert [warning["code"] for warning in receipt["warnings"]] == ["blank", "extra_files"]


def test_submissions_lists_only_ones_own(api: Client, release: Release, ada: User) -> None:
    mine = SubmissionFactory(release=release, learner=ada, settled=True)
    GradingRunFactory(submission=mine, accepted=True)
    SubmissionFactory(release=release, learner=UserFactory(username="bob"))

    listed = api.get("/api/exchange/submissions?course=first-steps&assignment=counting").json()
    pages = api.get(f"{BASE}/feedback").json()

    assert [row["submission_id"] for row in listed] == [str(mine.uuid)]
    assert listed[0]["student_id"] == "ada"
    html = pages[0]["notebooks"]["counting"]
    assert pages[0]["timestamp"] == listed[0]["timestamp"]
    digest = hashlib.sha256(html.encode()).hexdigest()
    assert listed[0]["notebooks"] == [{"notebook_id": "counting", "feedback_sha256": digest}]
    assert "3 of 3 points" in html


def test_feedback_waits_for_the_result(api: Client, release: Release, ada: User) -> None:
    SubmissionFactory(release=release, learner=ada)

    listed = api.get("/api/exchange/submissions").json()

    assert listed[0]["notebooks"][0]["feedback_sha256"] is None
    assert api.get(f"{BASE}/feedback").json() == []


def test_a_folder_fetched_under_a_former_name_still_submits_and_gets_feedback(
    api: Client, release: Release, ada: User
) -> None:
    FormerAddress.objects.create(
        assignment=release.assignment, course_slug="first-steps", slug="old-name"
    )
    mine = SubmissionFactory(release=release, learner=ada, settled=True)
    GradingRunFactory(submission=mine, accepted=True)

    answer = _submit(api, path="/api/exchange/first-steps/old-name")

    assert answer.status_code == 201
    assert api.get("/api/exchange/first-steps/old-name/release").status_code == 200
    assert len(api.get("/api/exchange/first-steps/old-name/feedback").json()) == 1


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 401, "no_token"),
        ({"authorization": "token "}, 401, "no_token"),
        ({"authorization": "Basic YTpi"}, 401, "no_token"),
        ({"authorization": "token nobodys"}, 401, "unknown_token"),
        ({"authorization": "token token-of-bob"}, 403, "unknown_user"),
        ({"authorization": "token token-of-service"}, 403, "unknown_user"),
    ],
)
def test_a_request_without_a_learners_token_is_refused(
    hub: HubState, release: Release, headers: dict[str, str], status: int, code: str
) -> None:
    hub.tokens["token-of-service"] = ("ada", "service")
    client = Client(headers=headers)

    for answer in (client.get("/api/exchange/assignments"), _submit(client)):
        assert (answer.status_code, _code(answer)) == (status, code)
    assert not Submission.objects.exists()


def test_a_token_of_somebody_else_submits_as_somebody_else(
    hub: HubState, release: Release, ada: User
) -> None:
    EnrolmentFactory(learner=UserFactory(username="bob"), course_uuid=COURSE)
    client = Client(headers={"authorization": "token token-of-bob"})

    _submit(client)

    assert Submission.objects.get().learner.username == "bob"


def test_an_ended_accounts_token_is_refused_though_it_was_known(
    api: Client, release: Release, ada: User
) -> None:
    assert api.get("/api/exchange/assignments").status_code == 200
    ada.is_active, ada.deactivated_at = False, NOW
    ada.save()

    answer = api.get("/api/exchange/assignments")

    assert (answer.status_code, _code(answer)) == (403, "unknown_user")


def test_the_hub_is_asked_once_for_many_requests(
    api: Client, hub: HubState, release: Release
) -> None:
    for _request in range(3):
        api.get("/api/exchange/assignments")

    assert hub.asked == [("GET", "/user")]


def test_while_the_hub_is_away_nothing_is_taken(
    api: Client, hub: HubState, release: Release
) -> None:
    hub.broken = 503

    answer = _submit(api)

    assert (answer.status_code, _code(answer)) == (503, "hub_unavailable")
    assert answer["Retry-After"]


@pytest.mark.parametrize("query", ["student_id=bob", "user=bob", "username=bob&course=x"])
def test_a_user_named_in_the_request_is_refused(api: Client, release: Release, query: str) -> None:
    UserFactory(username="bob")

    listed = api.get(f"/api/exchange/submissions?{query}")
    sent = api.post(f"{BASE}/submissions?{query}", b"", content_type="application/gzip")

    for answer in (listed, sent):
        assert (answer.status_code, _code(answer)) == (400, "unknown_parameter")


def test_a_session_is_not_enough_for_the_exchange(
    client: Client, hub: HubState, release: Release, ada: User
) -> None:
    client.force_login(ada)

    assert _submit(client).status_code == 401


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/exchange/first-steps/nothing", 404, "unknown_assignment"),
        ("/api/exchange/nothing/counting", 404, "unknown_assignment"),
        ("/api/exchange/..%2f..%2fetc/passwd", 404, "no_such_address"),
    ],
)
def test_an_unknown_exercise_is_not_found(
    api: Client, release: Release, path: str, status: int, code: str
) -> None:
    answers = [_submit(api, path=path), api.get(f"{path}/release")]

    for answer in answers:
        assert (answer.status_code, _code(answer)) == (status, code)


def test_a_closed_exercise_is_forbidden(api: Client, release: Release) -> None:
    release.assignment.closes_at = NOW - timedelta(days=1)
    release.assignment.save()

    answer = _submit(api)

    assert (answer.status_code, _code(answer)) == (403, "assignment_closed")


def test_an_oversize_submission_is_refused_by_its_length(api: Client, release: Release) -> None:
    answer = _submit(api, b"\0" * (MAX_BYTES + 1))

    assert (answer.status_code, _code(answer)) == (413, "too_large")


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"not gzip", 400, "unsafe_archive"),
        (tar_gz({NOTEBOOK: b"%PDF-1.7"}), 422, "not_a_notebook"),
        (tar_gz({"other.ipynb": notebook()}), 422, "wrong_notebook"),
        (
            raw_tar_gz((tarfile.TarInfo("../../counting.ipynb"), notebook())),
            400,
            "unsafe_archive",
        ),
    ],
)
def test_a_submission_that_is_none_is_refused(
    api: Client, release: Release, data: bytes, status: int, code: str
) -> None:
    answer = _submit(api, data)

    assert (answer.status_code, _code(answer)) == (status, code)
    assert not Submission.objects.exists()


def test_a_submission_without_a_key_is_refused(api: Client, release: Release) -> None:
    answer = _submit(api, key="")

    assert (answer.status_code, _code(answer)) == (400, "bad_idempotency_key")


def test_a_key_used_for_other_work_is_a_conflict(api: Client, release: Release) -> None:
    _submit(api)

    answer = _submit(api, tar_gz({NOTEBOOK: notebook("n = 3")}))

    assert (answer.status_code, _code(answer)) == (409, "idempotency_conflict")


def test_all_attempts_used_is_a_conflict(api: Client, release: Release, ada: User) -> None:
    for attempt in (1, 2, 3):
        SubmissionFactory(release=release, learner=ada, attempt=attempt)

    answer = _submit(api)

    assert (answer.status_code, _code(answer)) == (409, "no_attempts_left")


def test_a_body_of_another_kind_is_refused(api: Client, release: Release) -> None:
    answer = api.post(f"{BASE}/submissions", {"student": "bob"}, content_type="application/json")

    assert (answer.status_code, _code(answer)) == (415, "wrong_media_type")


def test_a_body_of_unknown_length_is_refused(api: Client, release: Release) -> None:
    answer = api.generic("POST", f"{BASE}/submissions", b"", content_type="application/gzip")

    assert (answer.status_code, _code(answer)) == (411, "length_required")


def test_a_wrong_method_says_the_right_one(api: Client, release: Release) -> None:
    answer = api.put("/api/exchange/assignments")

    assert (answer.status_code, _code(answer)) == (405, "wrong_method")


def test_a_dataset_file_missing_on_disk_is_said_so(api: Client, release: Release) -> None:
    files.path(release.archive_sha256).unlink()

    answer = api.get(f"{BASE}/release")

    assert (answer.status_code, _code(answer)) == (503, "release_incomplete")
