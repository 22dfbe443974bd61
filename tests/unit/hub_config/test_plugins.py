"""nbgrader's plugins against a portal on a real unix socket that answers by the contract."""

from __future__ import annotations

import hashlib
import http.server
import io
import json
import shutil
import socketserver
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError
from traitlets.config import Config

from hub_config.exchange.base import PortalExchange
from hub_config.exchange.errors import CourseServerError, CourseServerUnreachableError
from hub_config.exchange.feedback import PortalFetchFeedback
from hub_config.exchange.fetch import PortalFetchAssignment
from hub_config.exchange.listing import PortalList
from hub_config.exchange.submit import PortalSubmit
from hub_config.settings import unix_url

TIME = "2026-11-24 08:15:31.011134 UTC"
FEEDBACK = "<p>Well done</p>"


class Portal:
    """What the portal was asked, and what it answers."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.answers: dict[str, tuple[int, Any]] = {}
        self.folder = Path(tempfile.mkdtemp(prefix="portal-", dir="/tmp"))
        self.socket = self.folder / "p.sock"

    def answer(self, path: str, body: Any, status: int = 200) -> None:
        self.answers[f"/api/exchange/{path}"] = (status, body)


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    portal: Portal


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = urlsplit(self.path)
        self.server.portal.asked.append((self.command, self.path, dict(self.headers), body))
        status, answer = self.server.portal.answers[parts.path]
        raw = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        pass

    def address_string(self) -> str:
        return "socket"


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    made = Portal()
    server = Server(str(made.socket), Handler)
    server.portal = made
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
    monkeypatch.setenv("ACADEMY_PORTAL_URL", unix_url(made.socket))
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "token-of-anna")
    yield made
    server.shutdown()
    server.server_close()
    shutil.rmtree(made.folder)


def plugin(kind: type[PortalExchange], home: Path, course: str = "c", exercise: str = "e") -> Any:
    config = Config()
    config.CourseDirectory.course_id = course
    config.CourseDirectory.assignment_id = exercise
    config.Exchange.assignment_dir = str(home)
    return kind(coursedir=CourseDirectory(config=config), config=config)


def release(name: str, content: bytes) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w:gz") as tar:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))
    return raw.getvalue()


def submission() -> dict[str, Any]:
    seen = hashlib.sha256(FEEDBACK.encode()).hexdigest()
    notebooks = [{"notebook_id": "e", "feedback_sha256": seen}]
    place = {"course_id": "c", "assignment_id": "e", "student_id": "anna"}
    return {**place, "timestamp": TIME, "submission_id": "1", "notebooks": notebooks}


def test_fetching_unpacks_the_release_and_says_who_asks_by_token_alone(
    portal: Portal, tmp_path: Path
) -> None:
    portal.answer("c/e/release", release("e.ipynb", b"{}"))

    plugin(PortalFetchAssignment, tmp_path).start()

    assert (tmp_path / "c" / "e" / "e.ipynb").read_bytes() == b"{}"
    _, path, headers, _ = portal.asked[0]
    assert headers["Authorization"] == "token token-of-anna"
    assert "anna" not in path


def test_submitting_sends_the_notebook_once_by_key_and_keeps_the_receipt(
    portal: Portal, tmp_path: Path
) -> None:
    (tmp_path / "c" / "e").mkdir(parents=True)
    (tmp_path / "c" / "e" / "e.ipynb").write_text("{}")
    portal.answer("c/e/submissions", {"submission_id": "7"}, status=201)
    handing_in = plugin(PortalSubmit, tmp_path)

    handing_in.start()
    plugin(PortalSubmit, tmp_path).start()

    assert handing_in.receipt == {"submission_id": "7"}
    method, _, headers, body = portal.asked[0]
    assert method == "POST"
    assert headers["Content-Type"] == "application/gzip"
    assert headers["Idempotency-Key"] == portal.asked[1][2]["Idempotency-Key"]
    with tarfile.open(fileobj=io.BytesIO(body)) as tar:
        assert tar.getnames() == ["e.ipynb"]


def test_listing_tells_fetched_from_released(portal: Portal, tmp_path: Path) -> None:
    (tmp_path / "c" / "e").mkdir(parents=True)
    (tmp_path / "c" / "e" / "mine.ipynb").write_text("{}")
    entry = {"course_id": "c", "title": "", "notebooks": ["nb"], "release": 1}
    both = [{**entry, "assignment_id": "e"}, {**entry, "assignment_id": "f"}]
    portal.answer("assignments", both)

    listed = plugin(PortalList, tmp_path, exercise="").start()

    assert [one["status"] for one in listed] == ["fetched", "released"]
    assert listed[0]["notebooks"][0]["notebook_id"] == "mine"
    assert listed[1]["notebooks"] == [{"notebook_id": "nb", "path": ""}]


def test_an_empty_course_lists_all_courses(portal: Portal, tmp_path: Path) -> None:
    portal.answer("assignments", [])

    plugin(PortalList, tmp_path, course="", exercise="").start()

    assert parse_qs(urlsplit(portal.asked[0][1]).query) == {}


def test_feedback_is_fetched_and_then_known_to_be_current(portal: Portal, tmp_path: Path) -> None:
    portal.answer("c/e/feedback", [{"timestamp": TIME, "notebooks": {"e": FEEDBACK}}])
    portal.answer("submissions", [submission()])
    lister = plugin(PortalList, tmp_path)
    lister.cached = True

    before = lister.start()[0]["submissions"][0]
    plugin(PortalFetchFeedback, tmp_path).start()
    after = lister.start()[0]["submissions"][0]
    (tmp_path / "c" / "e" / "feedback" / TIME / "e.html").write_text("old")
    outdated = lister.start()[0]["submissions"][0]

    assert not before["has_local_feedback"]
    assert before["has_exchange_feedback"]
    assert after["has_local_feedback"]
    assert not after["feedback_updated"]
    assert outdated["feedback_updated"]


def test_feedback_with_a_name_that_leads_elsewhere_is_refused(
    portal: Portal, tmp_path: Path
) -> None:
    portal.answer("c/e/feedback", [{"timestamp": "../../x", "notebooks": {"e": FEEDBACK}}])

    with pytest.raises(CourseServerError):
        plugin(PortalFetchFeedback, tmp_path).start()


def test_a_refusal_keeps_the_portals_words_and_is_no_exchange_error(
    portal: Portal, tmp_path: Path
) -> None:
    said = {"error": {"code": "closed", "message": "It is closed.", "next": "Ask your trainer."}}
    portal.answer("c/e/release", said, status=403)

    with pytest.raises(CourseServerError, match=r"It is closed\. Ask your trainer\.") as caught:
        plugin(PortalFetchAssignment, tmp_path).start()

    assert (caught.value.status, caught.value.code) == (403, "closed")
    assert not isinstance(caught.value, ExchangeError)


def test_an_answer_that_is_no_contract_is_said_in_plain_words(
    portal: Portal, tmp_path: Path
) -> None:
    portal.answer("c/e/release", b"<h1>Bad gateway</h1>", status=502)

    with pytest.raises(CourseServerError, match="Your files are safe"):
        plugin(PortalFetchAssignment, tmp_path).start()


def test_no_portal_is_said_in_plain_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ACADEMY_PORTAL_URL", unix_url(tmp_path / "nobody.sock"))
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "t")

    with pytest.raises(CourseServerUnreachableError, match="Your files are safe"):
        plugin(PortalFetchAssignment, tmp_path).start()


@pytest.mark.parametrize("course", ["..", ".hidden", "a/b"])
def test_a_course_name_that_leads_elsewhere_is_refused(
    portal: Portal, tmp_path: Path, course: str
) -> None:
    with pytest.raises(CourseServerError):
        plugin(PortalSubmit, tmp_path, course=course).start()


def test_what_was_handed_in_cannot_be_removed(portal: Portal, tmp_path: Path) -> None:
    lister = plugin(PortalList, tmp_path)
    lister.remove = True

    with pytest.raises(CourseServerError):
        lister.start()
