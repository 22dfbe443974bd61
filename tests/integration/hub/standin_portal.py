"""The hub's own integration harness: a stand-in for the portal, faithful to its contract.

It signs learners in (OpenID Connect with PKCE, opaque tokens) and is the exchange, on a unix
socket, and it asks the real hub who a token belongs to. It exists so that the hub can be tested by
itself; nothing of the product uses it. Run: standin_portal.py PORTAL_SOCKET HUB_SOCKET PUBLIC_URL
"""

from __future__ import annotations

import asyncio
import base64
import datetime
import gzip
import hashlib
import io
import json
import secrets
import sys
import tarfile
import time
import uuid
from typing import Any
from urllib.parse import quote, urlencode

import httpx
from nbformat import NotebookNode
from tornado import netutil, web
from tornado.httpserver import HTTPServer

HUB_SOCKET = ""
PUBLIC = ""
CODES: dict[str, dict[str, str]] = {}
TOKENS: dict[str, str] = {}
DEACTIVATED: set[str] = set()
SUBMISSIONS: list[dict[str, Any]] = []
CALLS: list[str] = []
HEADERS: list[dict[str, str]] = []
DATA = b"year,strikes\n1968,12\n1969,15\n"


def _cell(kind: str, source: str) -> NotebookNode:
    mark = {
        "grade": kind == "test",
        "grade_id": kind,
        "locked": kind == "test",
        "schema_version": 3,
        "solution": kind == "answer",
        "task": False,
        **({"points": 1} if kind == "test" else {}),
    }
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": kind,
        "metadata": {"nbgrader": mark},
    }
    return NotebookNode(**cell, outputs=[], source=source)  # type: ignore[no-untyped-call]  # nbformat has no types


def exercise_notebook() -> bytes:
    """Return an exercise whose visible check uses the academy's own checks."""
    check = "from academy_checks import check_number\ncheck_number(total, 27)"
    title = {
        "cell_type": "markdown",
        "id": "title",
        "metadata": {},
        "source": "# How many strikes?",
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    answer = _cell("answer", "# YOUR CODE HERE\nraise NotImplementedError()")
    notebook = {
        "cells": [title, answer, _cell("test", check)],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook).encode()


EXERCISES = {("basics", "first"): "first", ("basics", "second"): "second"}


class Base(web.RequestHandler):
    def fail(self, status: int, code: str, message: str, next_step: str = "") -> None:
        self.set_status(status)
        self.finish({"error": {"code": code, "message": message, "next": next_step}})


class SignIn(Base):
    def get(self) -> None:
        self.set_cookie("standin_user", self.get_argument("user"), path="/")
        self.finish("signed in")


class SignedOut(Base):
    def get(self) -> None:
        self.clear_cookie("standin_user", path="/")
        self.finish("signed out")


class Authorize(Base):
    def get(self) -> None:
        user = self.get_cookie("standin_user")
        if not user or user in DEACTIVATED:
            self.set_status(403)
            self.finish("sign in first")
            return
        assert self.get_argument("code_challenge_method") == "S256"
        code = secrets.token_urlsafe(16)
        CODES[code] = {"user": user, "challenge": self.get_argument("code_challenge")}
        answer = urlencode({"code": code, "state": self.get_argument("state")})
        self.redirect(f"{self.get_argument('redirect_uri')}?{answer}")


class Token(Base):
    def post(self) -> None:
        if self.get_argument("grant_type") == "refresh_token":
            user = TOKENS.get(self.get_argument("refresh_token"))
        else:
            code = CODES.pop(self.get_argument("code"))
            digest = hashlib.sha256(self.get_argument("code_verifier").encode()).digest()
            assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == code["challenge"]
            user = code["user"]
        if not user or user in DEACTIVATED:
            self.set_status(400)
            self.finish({"error": "invalid_grant"})
            return
        access, refresh = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
        TOKENS[access] = TOKENS[refresh] = user
        answer = {"access_token": access, "refresh_token": refresh, "token_type": "Bearer"}
        self.finish({**answer, "expires_in": 300, "scope": "openid profile email groups"})


class UserInfo(Base):
    def get(self) -> None:
        user = TOKENS.get(self.request.headers.get("Authorization", "").removeprefix("Bearer "))
        if not user or user in DEACTIVATED:
            self.set_status(401)
            return
        claims = {"sub": f"id-{user}", "preferred_username": user, "name": user.title()}
        self.finish({**claims, "email": f"{user}@example.org", "groups": ["Trainers"]})


class Control(Base):
    """What a test asks the stand-in itself: deactivate somebody, look at what was called."""

    def post(self) -> None:
        DEACTIVATED.add(self.get_argument("deactivate"))

    def get(self) -> None:
        self.finish({"calls": CALLS, "headers": HEADERS, "submissions": SUBMISSIONS})


class Exchange(Base):
    user = ""

    async def prepare(self) -> None:
        CALLS.append(f"{self.request.method} {self.request.path}")
        HEADERS.append(dict(self.request.headers.items()))
        transport = httpx.AsyncHTTPTransport(uds=HUB_SOCKET)
        async with httpx.AsyncClient(transport=transport, base_url="http://hub") as hub:
            token = self.request.headers.get("Authorization", "")
            answer = await hub.get("/workspace/hub/api/user", headers={"Authorization": token})
        if answer.status_code != 200:
            self.fail(401, "not_signed_in", "The hub does not know this token.", "Sign in again.")
            return
        self.user = answer.json()["name"]


class Assignments(Exchange):
    def get(self) -> None:
        course = self.get_argument("course", "")
        found = [
            {"course_id": c, "assignment_id": a, "title": a, "notebooks": [n], "release": 1}
            for (c, a), n in EXERCISES.items()
            if course in ("", c)
        ]
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(found))


class Release(Exchange):
    def get(self, course: str, assignment: str) -> None:
        name = EXERCISES.get((course, assignment))
        if name is None:
            self.fail(404, "unknown_exercise", "There is no such exercise.", "Look at the course.")
            return
        raw = io.BytesIO()
        with tarfile.open(fileobj=raw, mode="w:gz") as tar:
            for path, content in ((f"{name}.ipynb", exercise_notebook()), ("data/s.csv", DATA)):
                entry = tarfile.TarInfo(path)
                entry.size, entry.mtime = len(content), int(time.time())
                tar.addfile(entry, io.BytesIO(content))
        self.set_header("Content-Type", "application/gzip")
        self.finish(raw.getvalue())


class Submissions(Exchange):
    def post(self, course: str, assignment: str) -> None:
        if (course, assignment) not in EXERCISES:
            self.fail(404, "unknown_exercise", "There is no such exercise.", "Look at the course.")
            return
        key = self.request.headers["Idempotency-Key"]
        for earlier in SUBMISSIONS:
            if (earlier["student_id"], earlier["key"]) == (self.user, key):
                self.set_status(201)
                self.finish(earlier["receipt"])
                return
        with tarfile.open(fileobj=io.BytesIO(gzip.decompress(self.request.body))) as tar:
            names = tar.getnames()
            notebook = tar.extractfile(names[0]).read()  # type: ignore[union-attr]  # a test's file
        now = datetime.datetime.now(datetime.UTC)
        receipt = {
            "submission_id": str(uuid.uuid4()),
            "sha256": hashlib.sha256(notebook).hexdigest(),
            "received_at": now.isoformat(),
            "timestamp": now.strftime("%Y-%m-%d %H:%M:%S.%f UTC"),
            "attempt": 1,
            "attempts_left": 4,
            "is_blank": b"NotImplementedError" in notebook,
            "warnings": [],
            "result_url": f"{PUBLIC}/submissions/x/",
        }
        place = {"course_id": course, "assignment_id": assignment, "student_id": self.user}
        SUBMISSIONS.append({**place, "key": key, "names": names, "receipt": receipt})
        self.set_status(201)
        self.finish(receipt)


class SubmissionList(Exchange):
    def get(self) -> None:
        course = self.get_argument("course", "")
        html = hashlib.sha256(b"<p>Well done</p>").hexdigest()
        found = [
            {
                "course_id": made["course_id"],
                "assignment_id": made["assignment_id"],
                "student_id": made["student_id"],
                "timestamp": made["receipt"]["timestamp"],
                "submission_id": made["receipt"]["submission_id"],
                "notebooks": [{"notebook_id": made["assignment_id"], "feedback_sha256": html}],
            }
            for made in SUBMISSIONS
            if made["student_id"] == self.user and course in ("", made["course_id"])
        ]
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(found))


class Feedback(Exchange):
    def get(self, course: str, assignment: str) -> None:
        found = [
            {
                "timestamp": made["receipt"]["timestamp"],
                "notebooks": {assignment: "<p>Well done</p>"},
            }
            for made in SUBMISSIONS
            if made["student_id"] == self.user and made["course_id"] == course
        ]
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(found))


class Home(Base):
    def get(self) -> None:
        self.finish("stand-in portal home")


def application() -> web.Application:
    """Return the stand-in's routes."""
    return web.Application(
        [
            (r"/", Home),
            (r"/standin/sign-in", SignIn),
            (r"/standin/control", Control),
            (r"/account/signed-out/", SignedOut),
            (r"/o/authorize/", Authorize),
            (r"/o/token/", Token),
            (r"/o/userinfo/", UserInfo),
            (r"/api/exchange/assignments", Assignments),
            (r"/api/exchange/submissions", SubmissionList),
            (r"/api/exchange/([^/]+)/([^/]+)/release", Release),
            (r"/api/exchange/([^/]+)/([^/]+)/submissions", Submissions),
            (r"/api/exchange/([^/]+)/([^/]+)/feedback", Feedback),
        ]
    )


async def main(portal_socket: str) -> None:
    """Serve until told to stop."""
    server = HTTPServer(application())
    server.add_socket(netutil.bind_unix_socket(portal_socket, mode=0o666))
    await asyncio.Event().wait()


if __name__ == "__main__":
    _, _portal, HUB_SOCKET, PUBLIC = sys.argv
    print("stand-in portal for", quote(PUBLIC), flush=True)
    asyncio.run(main(_portal))
