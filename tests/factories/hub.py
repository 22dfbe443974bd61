"""A stand-in for JupyterHub's REST API on a unix socket, as its documentation describes it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer
from typing import Any
from urllib.parse import unquote

SERVICE_TOKEN = "test-only-academy_hub_api_token"


@dataclass
class HubState:
    """What the Hub knows, and what it was asked."""

    tokens: dict[str, tuple[str, str]] = field(default_factory=dict)
    """token → (name, kind)"""
    servers: dict[str, str] = field(default_factory=dict)
    """name → "ready", "pending" or "" """
    user_tokens: dict[str, list[str]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    broken: int = 0
    """When set, every answer has this status."""


class _Server(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True
    request_queue_size = 64
    state: HubState


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        """Stay quiet."""

    def address_string(self) -> str:
        return "unix"

    def _answer(self, status: int, body: Any = None) -> None:
        data = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _serve(self) -> None:
        state = self.server.state
        path = self.path.removeprefix("/workspace/hub/api")
        state.asked.append((self.command, path))
        if state.broken:
            return self._answer(state.broken, {"message": "broken"})
        token = self.headers.get("Authorization", "").removeprefix("token ")
        if path == "/":
            return self._answer(200, {"version": "6.1.1"})
        if path == "/user":
            known = state.tokens.get(token)
            if known is None:
                return self._answer(403, {"message": "Missing or invalid credentials."})
            return self._answer(200, {"name": known[0], "kind": known[1], "scopes": []})
        if token != SERVICE_TOKEN:
            return self._answer(403, {"message": "Action is not authorized"})
        parts = [unquote(part) for part in path.strip("/").split("/")]
        if len(parts) < 2 or parts[0] != "users" or parts[1] not in state.servers:
            return self._answer(404, {"message": "No such user"})
        return self._user(parts[1], parts[2:])

    def _user(self, name: str, rest: list[str]) -> None:
        state = self.server.state
        server = state.servers[name]
        if not rest:
            ready, pending = server == "ready", "spawn" if server == "pending" else None
            servers = {"": {"ready": ready, "pending": pending}} if server else {}
            return self._answer(200, {"name": name, "servers": servers, "pending": pending})
        if rest == ["server"] and self.command == "POST":
            if server:
                return self._answer(400, {"message": f"{name} is already running"})
            state.servers[name] = "pending"
            return self._answer(202)
        if rest == ["server"]:
            if not server:
                return self._answer(400, {"message": f"{name} is not running"})
            state.servers[name] = ""
            return self._answer(204)
        if rest == ["tokens"]:
            tokens = [{"id": token} for token in state.user_tokens.get(name, [])]
            return self._answer(200, {"api_tokens": tokens})
        if rest[0] == "tokens" and rest[1] in state.user_tokens.get(name, []):
            state.user_tokens[name].remove(rest[1])
            return self._answer(204)
        return self._answer(404, {"message": "No such token"})

    do_GET = do_POST = do_DELETE = _serve


@contextmanager
def hub_on(socket: Path) -> Iterator[HubState]:
    """Serve a Hub on the socket."""
    with _Server(str(socket), _Handler) as server:
        server.state = HubState()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.state
        finally:
            server.shutdown()
            thread.join()
