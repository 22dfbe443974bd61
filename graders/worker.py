"""The grading program as a server on a unix socket: grade, take files, tell how it is."""

import asyncio
import base64
import binascii
import contextlib
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import tornado.httpserver
import tornado.netutil
import tornado.web
from pydantic import ValidationError

from graders.blobs import BlobStore, BlobWriter, WrongContentError
from graders.contract import (
    GradeRequest,
    GradeResult,
    MissingBlobs,
    VariantRequest,
    VariantResult,
)
from graders.engine import ENGINE, Engine, Job
from graders.errors import SandboxUnavailableError
from graders.pipeline.source import SourceError
from graders.releasing import ReleaseShelf
from graders.settings import Settings
from graders.variants import VariantError, make_variants
from graders.zygote.client import OpenFile
from graders.zygote.pool import ZygotePool

MAX_BLOB_BYTES = 512 * 1024 * 1024
MAX_REQUEST_BYTES = 32 * 1024 * 1024
MAX_WAITING = 200
SHUTDOWN_SECONDS = 30


class Worker:
    """The engine, its threads and its files."""

    def __init__(self, settings: Settings) -> None:
        """Prepare everything but start nothing."""
        self.blobs = BlobStore(settings.state_dir / "blobs", settings.cache_mb * 1024 * 1024)
        self.pool = ZygotePool(settings.uid, settings.recycle_after)
        self.engine = Engine(self.pool, ReleaseShelf(settings.state_dir / "releases"))
        self.threads = ThreadPoolExecutor(settings.workers, thread_name_prefix="grader")
        self.waiting = 0

    def missing(self, request: GradeRequest | VariantRequest) -> list[str]:
        """Hashes of files that a request names and that are not here."""
        return [sha for sha in _names(request) if not self.blobs.holds(sha)]

    def grade(self, request: GradeRequest, submission: bytes) -> GradeResult:
        """Grade one request; runs on a thread.

        Raises:
            FileNotFoundError: a file has gone since the request came in.
        """
        with self.blobs.using(_names(request)):
            return self._grade(request, submission)

    def _grade(self, request: GradeRequest, submission: bytes) -> GradeResult:
        files = []
        for file in request.files:
            path = self.blobs.path(file.sha256)
            files.append(OpenFile(file.name, path, path.stat().st_size))
        return self.engine.grade(
            Job(
                source=self.blobs.read(request.source_sha256),
                submission=submission,
                name=request.submission_name,
                request_id=request.request_id,
                files=files,
                limits=request.limits,
                mode=request.mode,
                messages=request.messages,
            )
        )

    def variant(self, request: VariantRequest) -> VariantResult:
        """Make one learner's files; runs on a thread.

        Raises:
            FileNotFoundError: a file has gone since the request came in.
            VariantError: the generator failed.
        """
        with self.blobs.using(_names(request)):
            (made,) = make_variants(
                self.blobs.read(request.generator_sha256),
                {file.name: self.blobs.path(file.sha256) for file in request.files},
                seeds=[request.seed],
                files=request.makes,
            )
        return VariantResult(
            files={name: base64.b64encode(data).decode() for name, data in made.files.items()}
        )

    def close(self) -> None:
        """End running notebooks and the zygote."""
        self.pool.close()
        self.threads.shutdown(wait=False, cancel_futures=True)


def _names(request: GradeRequest | VariantRequest) -> list[str]:
    """The files that a request needs, each once."""
    match request:
        case GradeRequest():
            first = request.source_sha256
        case VariantRequest():
            first = request.generator_sha256
    return list(dict.fromkeys([first, *(file.sha256 for file in request.files)]))


class Handler(tornado.web.RequestHandler):
    """Base: JSON answers, and errors that say what to do next."""

    worker: Worker

    def initialize(self, worker: Worker) -> None:
        """Remember the worker."""
        self.worker = worker

    def answer(self, status: int, body: object) -> None:
        """Send a JSON body, given as text or as a plain object."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(body if isinstance(body, str | dict) else str(body))

    def refuse(self, status: int, code: str, message: str, todo: str) -> None:
        """Send an error."""
        self.answer(status, {"error": {"code": code, "message": message, "next": todo}})

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Turn an unexpected failure into the same form."""
        self.refuse(status_code, "failed", self._reason, "Try again; if it stays, see the log.")


class GradeHandler(Handler):
    """POST /v1/grade."""

    async def post(self) -> None:
        """Grade one submission and answer with its result."""
        try:
            request = GradeRequest.model_validate_json(self.request.body)
            submission = base64.b64decode(request.submission, validate=True)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            self.refuse(422, "bad_request", f"{where}: {first['msg']}", "Correct the request.")
            return
        except (binascii.Error, ValueError):
            message = "submission: is not base64"
            self.refuse(422, "bad_request", message, "Correct the request.")
            return
        missing = self.worker.missing(request)
        if missing:
            self.answer(409, MissingBlobs(missing=missing).model_dump_json())
            return
        if self.worker.waiting >= MAX_WAITING:
            self.set_header("Retry-After", "5")
            self.refuse(503, "busy", "Too many submissions wait here.", "Ask again soon.")
            return
        await self._grade(request, submission)

    async def _grade(self, request: GradeRequest, submission: bytes) -> None:
        self.worker.waiting += 1
        try:
            loop = asyncio.get_running_loop()
            result = await loop.run_in_executor(
                self.worker.threads, self.worker.grade, request, submission
            )
        except SourceError as error:
            self.refuse(422, "bad_source", str(error), "Publish a corrected exercise.")
        except (WrongContentError, FileNotFoundError):
            body = MissingBlobs(missing=self.worker.missing(request) or [request.source_sha256])
            self.answer(409, body.model_dump_json())
        except SandboxUnavailableError as error:
            self.set_header("Retry-After", "30")
            self.refuse(503, "no_sandbox", str(error), "Ask again when the machine allows it.")
        else:
            self.answer(200, result.model_dump_json())
        finally:
            self.worker.waiting -= 1


class VariantHandler(Handler):
    """POST /v1/variant."""

    async def post(self) -> None:
        """Make one learner's data files."""
        try:
            request = VariantRequest.model_validate_json(self.request.body)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            self.refuse(422, "bad_request", f"{where}: {first['msg']}", "Correct the request.")
            return
        missing = self.worker.missing(request)
        if missing:
            self.answer(409, MissingBlobs(missing=missing).model_dump_json())
            return
        loop = asyncio.get_running_loop()
        try:
            made = await loop.run_in_executor(self.worker.threads, self.worker.variant, request)
        except (WrongContentError, FileNotFoundError):
            body = MissingBlobs(missing=self.worker.missing(request) or [request.generator_sha256])
            self.answer(409, body.model_dump_json())
        except VariantError as error:
            self.refuse(422, "bad_generator", str(error), "Publish a corrected exercise.")
        else:
            self.answer(200, made.model_dump_json())


@tornado.web.stream_request_body
class BlobHandler(Handler):
    """PUT /v1/blobs/<sha256>."""

    writer: BlobWriter | None = None
    no_room: OSError | None = None

    def prepare(self) -> None:
        """Begin to write before the body has arrived."""
        if self.request.method != "PUT":
            return
        if int(self.request.headers.get("Content-Length") or 0) > MAX_BLOB_BYTES:
            self.refuse(413, "too_large", "The file is too large.", "Use a smaller dataset.")
            return
        try:
            self.writer = self.worker.blobs.writer(self.path_args[0])
        except OSError as error:
            self._give_up(error)

    def data_received(self, chunk: bytes) -> None:
        """Write a piece."""
        if self.writer is None:
            return
        try:
            self.writer.write(chunk)
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        """Leave nothing of a file that found no room; the answer waits for the end of the body."""
        self.no_room = error
        if self.writer is not None:
            with contextlib.suppress(OSError):  # closing tries to write once more
                self.writer.abandon()
            self.writer = None

    def put(self, sha256: str) -> None:
        """Put the blob in place."""
        try:
            if self.writer is not None:
                self.writer.finish()
        except OSError as error:
            self._give_up(error)
        except WrongContentError as error:
            self.refuse(422, "wrong_content", str(error), "Send the right bytes.")
            return
        if self.no_room is not None:
            self.set_header("Retry-After", "30")
            words = f"The grader cannot keep the file: {self.no_room.strerror}."
            self.refuse(503, "no_room", words, "Make room on the grader's disk and ask again.")
            return
        if self.writer is None:
            return
        self.set_status(204)
        self.finish()

    def on_connection_close(self) -> None:
        """Throw away half a blob."""
        if self.writer is not None:
            self.writer.abandon()


class HealthHandler(Handler):
    """GET /healthz."""

    def get(self) -> None:
        """Say whether submissions can be graded now."""
        body = {
            "status": "ok" if self.worker.pool.pid is not None else "starting",
            "engine": ENGINE,
            "zygote_pid": self.worker.pool.pid,
            "zygotes_started": self.worker.pool.started,
            "waiting": self.worker.waiting,
        }
        self.answer(200 if body["status"] == "ok" else 503, body)


def application(worker: Worker) -> tornado.web.Application:
    """The four addresses."""
    shared = {"worker": worker}
    return tornado.web.Application(
        [
            (r"/v1/grade", GradeHandler, shared),
            (r"/v1/variant", VariantHandler, shared),
            (r"/v1/blobs/([0-9a-f]{64})", BlobHandler, shared),
            (r"/healthz", HealthHandler, shared),
        ],
        log_function=lambda _handler: None,
    )


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; running submissions may finish first.

    Raises:
        SandboxUnavailableError: this machine cannot isolate untrusted code.
    """
    worker = Worker(settings)
    try:
        worker.pool.warm()
        asyncio.run(_listen(worker, settings))
    finally:
        worker.close()
        with contextlib.suppress(FileNotFoundError):
            settings.socket.unlink()


async def _listen(worker: Worker, settings: Settings) -> None:
    server = tornado.httpserver.HTTPServer(
        application(worker), max_body_size=MAX_BLOB_BYTES, max_buffer_size=MAX_REQUEST_BYTES
    )
    server.add_socket(_bind(settings.socket, settings.socket_mode))
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    print(f"Grading on {settings.socket}", flush=True)
    await stop.wait()
    server.stop()
    await _drain(worker)


async def _drain(worker: Worker) -> None:
    for _ in range(SHUTDOWN_SECONDS * 20):
        if worker.waiting == 0:
            break
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.05)  # the last answers still have to leave


def _bind(path: Path, mode: int) -> Any:
    path.parent.mkdir(parents=True, exist_ok=True)
    return tornado.netutil.bind_unix_socket(os.fspath(path), mode=mode)
