"""Calls the portal's exchange API from a workspace; raises our own errors and leaks no HTTP.

The workspace's only way out is a unix socket. Its hub token says who is asking, so nothing that is
sent names a user.
"""

from __future__ import annotations

import os
from typing import Any, cast
from urllib.parse import quote, unquote, urlsplit

import httpx

from hub_config.exchange.errors import CourseServerRefusedError, CourseServerUnreachableError

# nbgrader's handlers block the learner's whole server, so an answer is waited for only so long.
TIMEOUT = httpx.Timeout(15, connect=3)
UNIX_SCHEME = "http+unix"


class ExchangeClient:
    """One learner's view of the portal's exchange."""

    def __init__(self, portal_url: str, token: str) -> None:
        """Remember where the portal is and as whom to ask."""
        self._portal_url = portal_url
        self._token = token

    @classmethod
    def from_workspace(cls) -> ExchangeClient:
        """Make the client from what the hub's spawner put into this server's environment."""
        return cls(os.environ["ACADEMY_PORTAL_URL"], os.environ["JUPYTERHUB_API_TOKEN"])

    def assignments(self, course: str = "", assignment: str = "") -> list[dict[str, Any]]:
        """Return the exercises that this learner may fetch."""
        answer = self._call("GET", "assignments", params=_given(course, assignment))
        return cast("list[dict[str, Any]]", answer.json())

    def release(self, course: str, assignment: str) -> bytes:
        """Return an exercise's files as a gzipped tar."""
        return self._call("GET", _path(course, assignment, "release")).content

    def submit(self, course: str, assignment: str, archive: bytes, key: str) -> dict[str, Any]:
        """Hand in an archive and return the receipt; the same key is counted once."""
        headers = {"Content-Type": "application/gzip", "Idempotency-Key": key}
        path = _path(course, assignment, "submissions")
        answer = self._call("POST", path, content=archive, headers=headers)
        return cast("dict[str, Any]", answer.json())

    def submissions(self, course: str = "", assignment: str = "") -> list[dict[str, Any]]:
        """Return what this learner has handed in."""
        answer = self._call("GET", "submissions", params=_given(course, assignment))
        return cast("list[dict[str, Any]]", answer.json())

    def feedback(self, course: str, assignment: str) -> list[dict[str, Any]]:
        """Return the feedback pages on this learner's submissions."""
        answer = self._call("GET", _path(course, assignment, "feedback"))
        return cast("list[dict[str, Any]]", answer.json())

    def _call(self, method: str, path: str, **options: Any) -> httpx.Response:
        try:
            with self._connection() as connection:
                answer = connection.request(method, f"/api/exchange/{path}", **options)
        except httpx.HTTPError:
            raise CourseServerUnreachableError(
                "The course server cannot be reached just now.",
                "Your files are safe in your workspace. Wait a minute and try again.",
            ) from None
        if answer.status_code >= 400:
            raise _refusal(answer)
        return answer

    def _connection(self) -> httpx.Client:
        parts = urlsplit(self._portal_url)
        headers = {"Authorization": f"token {self._token}"}
        if parts.scheme == UNIX_SCHEME:
            transport = httpx.HTTPTransport(uds=unquote(parts.netloc))
            return httpx.Client(
                transport=transport, base_url="http://exchange", headers=headers, timeout=TIMEOUT
            )
        return httpx.Client(
            base_url=self._portal_url, headers=headers, timeout=TIMEOUT, trust_env=False
        )


def _refusal(answer: httpx.Response) -> CourseServerRefusedError:
    try:
        error = answer.json()["error"]
        code, message = str(error["code"]), str(error["message"])
        next_step = str(error.get("next") or "")
    except (ValueError, KeyError, TypeError, AttributeError):
        code = "unexpected_answer"
        message = f"The course server answered with an error ({answer.status_code})."
        next_step = "Your files are safe in your workspace. Try again in a few minutes."
    return CourseServerRefusedError(answer.status_code, code, message, next_step)


def _path(course: str, assignment: str, what: str) -> str:
    return f"{quote(course, safe='')}/{quote(assignment, safe='')}/{what}"


def _given(course: str, assignment: str) -> dict[str, str]:
    both = {"course": course, "assignment": assignment}
    return {name: value for name, value in both.items() if value}
