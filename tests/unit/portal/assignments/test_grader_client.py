"""The grader's client, against a stand-in that keeps the contract."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graders.contract import CheckText, FileRef, GradeRequest, Limits
from portal.assignments import grader_client
from tests.factories.grader import GraderState, grader_on

SOURCE, DATA = b"the source", b"the data"
BLOBS = {hashlib.sha256(data).hexdigest(): data for data in (SOURCE, DATA)}
SOURCE_SHA, DATA_SHA = BLOBS


@pytest.fixture
def grader(tmp_path: Path, settings: Any) -> Iterator[GraderState]:
    settings.GRADER_SOCKET = tmp_path / "grader.sock"
    with grader_on(settings.GRADER_SOCKET) as state:
        yield state


@pytest.fixture
def request_() -> GradeRequest:
    return GradeRequest(
        request_id="r1",
        source_sha256=SOURCE_SHA,
        submission="e30=",
        files=[FileRef(name="data/x.csv", sha256=DATA_SHA, size=len(DATA))],
        messages={"count_final": CheckText()},
    )


def _grade(request: GradeRequest) -> Any:
    return grader_client.grade(request, read_blob=BLOBS.__getitem__)


def test_grade_sends_the_files_that_are_missing_and_asks_again(
    grader: GraderState, request_: GradeRequest
) -> None:
    result = _grade(request_)

    assert result.request_id == "r1"
    assert grader.blobs == BLOBS
    assert len(grader.asked) == 1


def test_grade_sends_nothing_that_the_grader_holds(
    grader: GraderState, request_: GradeRequest
) -> None:
    grader.blobs |= BLOBS

    grader_client.grade(request_, read_blob=lambda sha256: pytest.fail("not needed"))


def test_grade_while_nobody_listens_is_unavailable(
    tmp_path: Path, settings: Any, request_: GradeRequest
) -> None:
    settings.GRADER_SOCKET = tmp_path / "nobody.sock"

    with pytest.raises(grader_client.GraderUnavailableError):
        _grade(request_)
    assert not grader_client.is_answering()


def test_grade_by_a_busy_grader_hears_how_long_to_wait(
    grader: GraderState, request_: GradeRequest
) -> None:
    grader.status, grader.headers = 503, {"Retry-After": "7"}

    with pytest.raises(grader_client.GraderUnavailableError) as error:
        _grade(request_)
    assert error.value.after == 7
    assert grader_client.is_answering()


def test_grade_by_a_grader_that_hangs_up_is_named(
    grader: GraderState, request_: GradeRequest
) -> None:
    grader.hang_up = True

    with pytest.raises(grader_client.GraderDiedError):
        _grade(request_)


def test_grade_by_a_grader_that_never_answers_is_named(
    grader: GraderState, request_: GradeRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grader_client, "SPARE_SECONDS", 0.0)
    grader.blobs |= BLOBS
    grader.delay = 1.0
    hasty = request_.model_copy(update={"limits": Limits(seconds=0.1)})

    with pytest.raises(grader_client.GraderTimeoutError):
        _grade(hasty)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (422, b"no", grader_client.GraderRefusedError),
        (500, b"oh", grader_client.GraderDiedError),
        (200, b"{}", grader_client.GraderAnswerError),
        (200, b"not json", grader_client.GraderAnswerError),
        (409, b"{}", grader_client.GraderAnswerError),
        (409, b'{"missing": []}', grader_client.GraderAnswerError),
        (409, b'{"missing": ["' + b"0" * 64 + b'"]}', grader_client.GraderAnswerError),
    ],
)
def test_grade_names_an_answer_that_breaks_the_contract(
    grader: GraderState, request_: GradeRequest, status: int, body: bytes, error: type[Exception]
) -> None:
    grader.status, grader.body = status, body

    with pytest.raises(error):
        _grade(request_)


def test_grade_that_is_asked_for_the_same_file_for_ever_stops(
    grader: GraderState, request_: GradeRequest
) -> None:
    grader.status, grader.body = 409, b'{"missing": ["%s"]}' % SOURCE_SHA.encode()

    with pytest.raises(grader_client.GraderAnswerError):
        _grade(request_)


def test_grade_whose_answer_belongs_to_another_request_is_not_believed(
    grader: GraderState, request_: GradeRequest
) -> None:
    grader.blobs |= BLOBS
    other = _grade(request_).model_copy(update={"request_id": "r2"})
    grader.body = other.model_dump_json().encode()

    with pytest.raises(grader_client.GraderAnswerError):
        _grade(request_)


def test_grade_of_a_file_that_the_grader_finds_changed_is_refused(
    grader: GraderState, request_: GradeRequest
) -> None:
    with pytest.raises(grader_client.GraderRefusedError):
        grader_client.grade(request_, read_blob=lambda sha256: b"other bytes")
