"""The only caller of the grading program, over its unix socket."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus

import httpx
from django.conf import settings
from pydantic import ValidationError

from graders.contract import (
    GradeRequest,
    GradeResult,
    MissingBlobs,
    VariantRequest,
    VariantResult,
)

CONNECT_SECONDS = 3.0
SPARE_SECONDS = 30.0
"""What the grader may need beyond the submission's own time limit."""
VARIANT_SECONDS = 60.0
_ROUNDS = 3


class GraderError(Exception):
    """Base: the grader gave no usable answer. ``problem`` is a word for the grading run."""

    problem = "grader_error"


class GraderUnavailableError(GraderError):
    """The grader is not running or is busy; the submission was not looked at.

    ``after`` is the number of seconds that it asked us to wait, when it did.
    """

    problem = "grader_unavailable"

    def __init__(self, message: str, *, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class GraderDiedError(GraderError):
    """The connection ended in the middle of an answer."""

    problem = "grader_died"


class GraderTimeoutError(GraderError):
    """No answer within the submission's time limit and the spare seconds."""

    problem = "grader_timeout"


class GraderRefusedError(GraderError):
    """The grader understood us and says that the request is wrong: a fault of ours."""

    problem = "grader_refused"


class GraderAnswerError(GraderError):
    """The answer does not keep the contract."""

    problem = "bad_answer"


def grade(request: GradeRequest, *, read_blob: Callable[[str], bytes]) -> GradeResult:
    """Have a submission graded; send the files that the grader does not hold yet.

    Args:
        request: what to grade, naming files by their hash.
        read_blob: returns the bytes with a given SHA-256; its errors pass through.

    Raises:
        GraderError: one of its kinds.
    """
    wanted = {request.source_sha256, *(ref.sha256 for ref in request.files)}
    seconds = request.limits.seconds + SPARE_SECONDS
    answer = _post("/v1/grade", request.model_dump_json(), wanted, read_blob, seconds)
    return _result(answer, request)


def _post(
    address: str,
    body: str,
    wanted: set[str],
    read_blob: Callable[[str], bytes],
    seconds: float,
) -> httpx.Response:
    """Ask, and ask again after sending what is missing."""
    headers = {"Content-Type": "application/json"}
    with _errors_named(), _client(seconds) as client:
        for _round in range(_ROUNDS):
            answer = client.post(address, content=body, headers=headers)
            if answer.status_code != HTTPStatus.CONFLICT:
                return answer
            for sha256 in _missing(answer, wanted):
                _put(client, sha256, read_blob(sha256))
    raise GraderAnswerError("The grader asks for the same files again and again.")


def variant(request: VariantRequest, *, read_blob: Callable[[str], bytes]) -> dict[str, bytes]:
    """Have a learner's own data made; send the files that the grader does not hold yet.

    Raises:
        GraderError: one of its kinds.
    """
    wanted = {request.generator_sha256, *(ref.sha256 for ref in request.files)}
    answer = _post("/v1/variant", request.model_dump_json(), wanted, read_blob, VARIANT_SECONDS)
    _check_status(answer)
    try:
        made = VariantResult.model_validate_json(answer.content)
        found = {name: base64.b64decode(text, validate=True) for name, text in made.files.items()}
    except ValueError as error:
        raise GraderAnswerError(f"The answer breaks the contract: {error}") from error
    if set(found) != set(request.makes):
        raise GraderAnswerError("The answer does not hold the files that were asked for.")
    return found


def is_answering() -> bool:
    """Answer whether the grader says that it is well."""
    try:
        with _errors_named(), _client(CONNECT_SECONDS) as client:
            return client.get("/healthz").status_code == HTTPStatus.OK
    except GraderError:
        return False


def _client(seconds: float) -> httpx.Client:
    return httpx.Client(
        transport=httpx.HTTPTransport(uds=str(settings.GRADER_SOCKET)),
        base_url="http://grader",
        timeout=httpx.Timeout(seconds, connect=CONNECT_SECONDS),
        trust_env=False,
    )


@contextmanager
def _errors_named() -> Iterator[None]:
    """Turn the HTTP library's errors into ours."""
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise GraderUnavailableError(f"The grader cannot be reached: {error}") from error
    except httpx.TimeoutException as error:
        raise GraderTimeoutError(f"The grader gave no answer in time: {error}") from error
    except httpx.HTTPError as error:
        raise GraderDiedError(f"The connection to the grader broke: {error}") from error


def _missing(answer: httpx.Response, wanted: set[str]) -> list[str]:
    try:
        missing = MissingBlobs.model_validate_json(answer.content).missing
    except ValidationError as error:
        raise GraderAnswerError(f"A 409 without a list of missing files: {error}") from error
    if not missing or not wanted.issuperset(missing):
        raise GraderAnswerError("The grader asks for files that the request does not name.")
    return list(missing)


def _put(client: httpx.Client, sha256: str, data: bytes) -> None:
    answer = client.put(f"/v1/blobs/{sha256}", content=data)
    if answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        raise _unavailable(answer)
    if not answer.is_success:
        raise GraderRefusedError(f"File {sha256[:12]}… was refused: {answer.text[:300]}")


def _check_status(answer: httpx.Response) -> None:
    if answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        raise _unavailable(answer)
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise GraderDiedError(f"The grader failed with status {answer.status_code}.")
    if answer.status_code != HTTPStatus.OK:
        raise GraderRefusedError(f"Status {answer.status_code}: {answer.text[:300]}")


def _result(answer: httpx.Response, request: GradeRequest) -> GradeResult:
    _check_status(answer)
    try:
        result = GradeResult.model_validate_json(answer.content)
    except ValidationError as error:
        raise GraderAnswerError(f"The answer breaks the contract: {error}") from error
    if result.request_id != request.request_id:
        raise GraderAnswerError("The answer belongs to another request.")
    return result


def _unavailable(answer: httpx.Response) -> GraderUnavailableError:
    asked = answer.headers.get("Retry-After", "")
    after = float(asked) if asked.isdigit() else None
    return GraderUnavailableError("The grader is busy or restarting.", after=after)
