"""The only caller of JupyterHub's REST API."""

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from django.conf import settings

from portal.workspaces.errors import (
    HubAnswerError,
    HubRefusedError,
    HubTokenError,
    HubUnavailableError,
)

TIMEOUT = httpx.Timeout(10.0, connect=2.0)
_GATEWAY = {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}


@dataclass(frozen=True)
class HubIdentity:
    """Whose token it is: a user's or a service's."""

    name: str
    kind: str

    @property
    def is_user(self) -> bool:
        """Whether the token belongs to a person and not to a program."""
        return self.kind == "user"


@dataclass(frozen=True)
class HubUser:
    """What the Hub knows about a person's default server."""

    name: str
    server_ready: bool
    server_pending: bool

    @property
    def has_server(self) -> bool:
        """Whether a server runs or is about to."""
        return self.server_ready or self.server_pending


class HubClient:
    """Speaks to the Hub over its unix socket, as the portal's service unless told otherwise."""

    def __init__(
        self,
        *,
        socket: Path | None = None,
        base_path: str | None = None,
        token: str | None = None,
    ) -> None:
        self._socket = str(socket or settings.HUB_SOCKET)
        self._base = f"http://hub{base_path or settings.HUB_BASE_PATH}hub/api"
        self._token = token or settings.HUB_API_TOKEN

    def identify(self, token: str) -> HubIdentity:
        """Return whose token this is.

        Raises:
            HubTokenError: nobody's.
            HubUnavailableError: the Hub cannot say just now.
        """
        answer = self._send("GET", "/user", token=token)
        if answer.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            raise HubTokenError("The Hub does not know this token.")
        body = _json_object(_expect(answer, HTTPStatus.OK))
        name, kind = body.get("name"), body.get("kind")
        if not isinstance(name, str) or not isinstance(kind, str):
            raise HubAnswerError("The Hub's answer about a token names nobody.")
        return HubIdentity(name=name, kind=kind)

    def get_user(self, name: str) -> HubUser | None:
        """Return the state of a person's server; None when the Hub has never seen the person."""
        answer = self._send("GET", _user(name))
        if answer.status_code == HTTPStatus.NOT_FOUND:
            return None
        body = _json_object(_expect(answer, HTTPStatus.OK))
        servers = body.get("servers")
        server = servers.get("") if isinstance(servers, dict) else None
        state = server if isinstance(server, dict) else {}
        ready = bool(state.get("ready"))
        pending = bool(state.get("pending") or body.get("pending"))
        return HubUser(name=name, server_ready=ready, server_pending=pending)

    def is_answering(self) -> bool:
        """Answer whether the Hub is there."""
        try:
            return self._send("GET", "/").status_code == HTTPStatus.OK
        except HubUnavailableError:
            return False

    def start_server(self, name: str) -> None:
        """Start a person's server unless it runs already."""
        answer = self._send("POST", f"{_user(name)}/server")
        if answer.status_code == HTTPStatus.BAD_REQUEST:  # already running or starting
            user = self.get_user(name)
            if user is not None and user.has_server:
                return
        _expect(answer, HTTPStatus.CREATED, HTTPStatus.ACCEPTED)

    def stop_server(self, name: str) -> bool:
        """Stop a person's server. Answers whether it is gone; False means that it is stopping."""
        answer = self._send("DELETE", f"{_user(name)}/server")
        if answer.status_code == HTTPStatus.NOT_FOUND:
            return True
        if answer.status_code == HTTPStatus.BAD_REQUEST:  # none to stop, or busy starting
            user = self.get_user(name)
            return user is None or not user.has_server
        _expect(answer, HTTPStatus.NO_CONTENT, HTTPStatus.ACCEPTED)
        return answer.status_code == HTTPStatus.NO_CONTENT

    def delete_tokens(self, name: str) -> int:
        """Delete every token of a person; return how many there were."""
        answer = self._send("GET", f"{_user(name)}/tokens")
        if answer.status_code == HTTPStatus.NOT_FOUND:
            return 0
        tokens = _json_object(_expect(answer, HTTPStatus.OK)).get("api_tokens")
        if not isinstance(tokens, list):
            raise HubAnswerError("The Hub's list of tokens is no list.")
        for token in tokens:
            gone = self._send("DELETE", f"{_user(name)}/tokens/{quote(str(token['id']), safe='')}")
            _expect(gone, HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND)
        return len(tokens)

    def _send(self, method: str, path: str, *, token: str | None = None) -> httpx.Response:
        headers = {"Authorization": f"token {token or self._token}", "Accept": "application/json"}
        transport = httpx.HTTPTransport(uds=self._socket)
        try:
            with httpx.Client(transport=transport, timeout=TIMEOUT, trust_env=False) as client:
                answer = client.request(method, f"{self._base}{path}", headers=headers)
        except (httpx.HTTPError, OSError) as error:
            raise HubUnavailableError(f"The Hub does not answer: {error}") from error
        if answer.status_code in _GATEWAY:
            raise HubUnavailableError(f"The Hub says {answer.status_code}.")
        return answer


def _user(name: str) -> str:
    return f"/users/{quote(name, safe='')}"


def _expect(answer: httpx.Response, *allowed: HTTPStatus) -> httpx.Response:
    if answer.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise HubRefusedError(f"The Hub refuses the portal's own token ({answer.status_code}).")
    if answer.status_code not in allowed:
        raise HubAnswerError(f"The Hub says {answer.status_code}: {answer.text[:200]}")
    return answer


def _json_object(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise HubAnswerError("The Hub's answer is no JSON object.")
    return body
