"""A stand-in for the grading program on a unix socket, faithful to graders.contract."""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer
from typing import Any

from graders.contract import CellResult, CellStatus, GradeRequest, GradeResult, ResultStatus


@dataclass
class GraderState:
    """What the grader holds, was asked, and is told to do wrong."""

    blobs: dict[str, bytes] = field(default_factory=dict)
    asked: list[GradeRequest] = field(default_factory=list)
    status: int = 0
    """When set, the status of every answer to a grading request."""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    hang_up: bool = False
    delay: float = 0.0
    points: Callable[[str], float] = lambda grade_id: 1.0


class _Server(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True
    request_queue_size = 64
    state: GraderState


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        """Stay quiet."""

    def address_string(self) -> str:
        return "unix"

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        with suppress(BrokenPipeError):  # whoever asked may have lost patience
            self.end_headers()
            self.wfile.write(body)

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers["Content-Length"]))

    def do_GET(self) -> None:
        self._answer(200, b'{"status": "ok"}')

    def do_PUT(self) -> None:
        data, sha256 = self._body(), self.path.rsplit("/", 1)[1]
        if hashlib.sha256(data).hexdigest() != sha256:
            return self._answer(422, b"{}")
        self.server.state.blobs[sha256] = data
        return self._answer(201, b"{}")

    def do_POST(self) -> None:
        state = self.server.state
        request = GradeRequest.model_validate_json(self._body())
        if state.hang_up:
            self.close_connection = True
            self.connection.close()
            return None
        if state.status:
            return self._answer(state.status, state.body, state.headers)
        wanted = {request.source_sha256, *(ref.sha256 for ref in request.files)}
        missing = sorted(wanted - set(state.blobs))
        if missing:
            return self._answer(409, json.dumps({"missing": missing}).encode())
        state.asked.append(request)
        time.sleep(state.delay)
        return self._answer(200, state.body or _result(request, state).model_dump_json().encode())


def _result(request: GradeRequest, state: GraderState) -> GradeResult:
    worth = {"count_practice": 1.0, "count_final": 2.0}
    cells = {
        name: CellResult(
            score=min(worth[name], state.points(name)),
            max_score=worth[name],
            status=CellStatus.PASSED,
        )
        for name in request.messages
    }
    return GradeResult(
        request_id=request.request_id,
        submission=request.submission_name,
        status=ResultStatus.GRADED,
        score=sum(cell.score or 0 for cell in cells.values()),
        max_score=sum(cell.max_score for cell in cells.values()),
        cells=cells,
        engine="stand-in",
    )


@contextmanager
def grader_on(socket: Path) -> Iterator[GraderState]:
    """Serve a grader on the socket."""
    with _Server(str(socket), _Handler) as server:
        server.state = GraderState()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.state
        finally:
            server.shutdown()
            thread.join()
