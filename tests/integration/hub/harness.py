"""Starts the real hub and proxy around the stand-in portal, as root or as somebody else."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import websocket

REPOSITORY = Path(__file__).resolve().parents[3]
STANDIN = Path(__file__).resolve().parent / "standin_portal.py"
ORDINARY_UID = 12345


class Academy:
    """One running hub with its proxy and stand-in portal in directories of its own."""

    def __init__(self, *, uid: int | None, **more: str) -> None:
        self.uid = uid
        port = free_port_pair()
        self.public = f"http://127.0.0.1:{port}"
        self.base = Path(tempfile.mkdtemp(prefix="academy-hub-", dir="/tmp"))
        self.base.chmod(0o755)
        self.state, self.run = self.base / "state", self.base / "run"
        self.portal_socket, self.hub_socket = self.run / "portal.sock", self.run / "hub.sock"
        for directory in (self.state, self.run):
            directory.mkdir(mode=0o755)
            if uid is not None:
                os.chown(directory, uid, uid)
        self.hub_token = secrets.token_hex(16)
        self.env = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.state),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(REPOSITORY),
            "ACADEMY_STATE_DIR": str(self.state),
            "ACADEMY_RUN_DIR": str(self.run),
            "ACADEMY_PUBLIC_URL": self.public,
            "ACADEMY_PROXY_API_URL": f"http://127.0.0.1:{port + 1}",
            "ACADEMY_HUB_API_TOKEN": self.hub_token,
            "ACADEMY_OIDC_CLIENT_SECRET": secrets.token_hex(16),
            "ACADEMY_SECRET_KEY": "must never reach a learner",
            "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(16),
            "JUPYTERHUB_CRYPT_KEY": secrets.token_hex(32),
            **more,
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    # --- processes ---

    def start(self) -> None:
        self.start_portal()
        self.start_proxy()
        self.start_hub()

    def start_portal(self) -> None:
        argv = [str(STANDIN), str(self.portal_socket), str(self.hub_socket), self.public]
        self.portal_socket.unlink(missing_ok=True)  # one that was killed leaves its socket behind
        self._start("portal", [sys.executable, *argv])
        wait_for(self.portal_socket.is_socket, "the stand-in portal's socket")

    def start_proxy(self) -> None:
        self._start("proxy", [sys.executable, "-m", "hub_config", "proxy"])
        wait_for(lambda: self.alive("proxy") and self.answers("/"), "the proxy")

    def start_hub(self) -> None:
        config = str(REPOSITORY / "hub_config" / "jupyterhub_config.py")
        self._start("hub", [sys.executable, "-m", "jupyterhub", "-f", config])
        ready = "/workspace/hub/api/"
        wait_for(lambda: self.alive("hub") and self.answers(ready), "the hub", seconds=60)

    def _start(self, name: str, argv: list[str]) -> None:
        if self.uid is not None:
            who = str(self.uid)
            drop = ["/usr/bin/setpriv", "--reuid", who, "--regid", who, "--clear-groups", "--"]
            argv = [*drop, *argv]
        with (self.base / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                argv, env=self.env, cwd=self.state, stdout=log, stderr=subprocess.STDOUT
            )

    def end(self, name: str, sig: int = signal.SIGTERM) -> None:
        process = self.processes.pop(name)
        process.send_signal(sig)
        process.wait(timeout=40)

    def stop(self) -> None:
        for name in ("hub", "proxy", "portal"):
            if name in self.processes:
                self.end(name)
        shutil.rmtree(self.base)

    def alive(self, name: str) -> bool:
        """Tell that a program runs; one that ended says why in its log."""
        assert self.processes[name].poll() is None, self.log(name)
        return True

    def log(self, name: str) -> str:
        return (self.base / f"{name}.log").read_text(errors="replace")

    def answers(self, path: str) -> bool:
        try:
            return httpx.get(self.public + path).status_code == 200
        except httpx.HTTPError:
            return False

    # --- what tests ask ---

    def hub_api(self, method: str, path: str) -> httpx.Response:
        url = f"{self.public}/workspace/hub/api{path}"
        return httpx.request(
            method, url, headers={"Authorization": f"token {self.hub_token}"}, timeout=30
        )

    def control(self) -> dict[str, list[Any]]:
        answer: dict[str, list[Any]] = httpx.get(f"{self.public}/standin/control").json()
        return answer

    def deactivate(self, user: str) -> None:
        httpx.post(f"{self.public}/standin/control", data={"deactivate": user})


class Learner:
    """A learner's browser without the browser: cookies, redirects, and the server's API."""

    def __init__(self, academy: Academy, name: str) -> None:
        self.academy, self.name = academy, name
        self.http = httpx.Client(base_url=academy.public, follow_redirects=True, timeout=60)
        self.http.get("/standin/sign-in", params={"user": name})

    def open(self, course: str, exercise: str, *, seconds: float = 60) -> httpx.Response:
        """Follow the deep link through sign-in and start, as a browser that reloads would."""
        link = f"/workspace/hub/user-redirect/academy/open/{course}/{exercise}"
        answer = self.http.get(link)
        deadline = time.monotonic() + seconds
        while "/hub/spawn-pending/" in str(answer.url) and time.monotonic() < deadline:
            time.sleep(0.1)
            answer = self.http.get(str(answer.url))
        return answer

    @property
    def server(self) -> str:
        return f"/workspace/user/{self.name}"

    def get(self, path: str) -> httpx.Response:
        return self.http.get(f"{self.server}/{path}")

    def post(self, path: str, /, **data: object) -> httpx.Response:
        return self.http.post(f"{self.server}/{path}", headers=self._xsrf(), json=data)

    def save(self, path: str, notebook: object) -> None:
        """Write a notebook as the Lab does."""
        self.try_to_save(path, notebook).raise_for_status()

    def try_to_save(self, path: str, notebook: object) -> httpx.Response:
        return self.http.put(
            f"{self.server}/api/contents/{path}",
            json={"type": "notebook", "format": "json", "content": notebook},
            headers=self._xsrf(),
        )

    def delete(self, path: str) -> httpx.Response:
        """Delete a file as the Lab does."""
        return self.http.delete(f"{self.server}/api/contents/{path}", headers=self._xsrf())

    def solve(self, path: str, code: str) -> None:
        """Fill in an exercise's answer and save it."""
        notebook = self.get(f"api/contents/{path}").json()["content"]
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("solution"):
                cell["source"] = code
        self.save(path, notebook)

    def run(self, code: str, *, seconds: float = 60) -> str:
        """Run code in a kernel of this learner's server and return what it printed."""
        kernel = self.post("api/kernels", name="python3").json()["id"]
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.http.cookies.jar)
        address = self.academy.public.replace("http", "ws", 1)
        channel = websocket.create_connection(
            f"{address}{self.server}/api/kernels/{kernel}/channels",
            cookie=cookies,
            origin=self.academy.public,
            timeout=seconds,
        )
        try:
            request = uuid.uuid4().hex
            channel.send(json.dumps(_execute_request(request, code)))
            return _printed(channel, request)
        finally:
            channel.close()
            self.http.delete(f"{self.server}/api/kernels/{kernel}", headers=self._xsrf())

    def _xsrf(self) -> dict[str, str]:
        tokens = [
            c.value for c in self.http.cookies.jar if c.name == "_xsrf" and self.name in c.path
        ]
        return {"X-XSRFToken": tokens[0] or ""} if tokens else {}


def _execute_request(request: str, code: str) -> dict[str, object]:
    header = {
        "msg_id": request,
        "msg_type": "execute_request",
        "username": "",
        "version": "5.3",
    }
    content = {"code": code, "silent": False, "allow_stdin": False, "stop_on_error": True}
    return {
        "channel": "shell",
        "header": {**header, "session": uuid.uuid4().hex, "date": ""},
        "parent_header": {},
        "metadata": {},
        "content": content,
    }


def _printed(channel: websocket.WebSocket, request: str) -> str:
    """Collect what a request printed; its reply and its "idle" come in either order."""
    printed = ""
    awaited = {"execute_reply", "idle"}
    while awaited:
        message = json.loads(channel.recv())
        if message["parent_header"].get("msg_id") != request:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "stream":
            printed += content["text"]
        elif kind == "error":
            printed += f"{content['ename']}: {content['evalue']}"
        awaited -= {kind, content.get("execution_state")}
    return printed


def free_port_pair() -> int:
    """Return a port that is free together with the next one, for the proxy and its API."""
    for port in range(18130, 18198, 2):
        try:
            for number in (port, port + 1):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", number))
        except OSError:
            continue
        return port
    raise RuntimeError("No two neighbouring ports are free between 18130 and 18198.")


def wait_for(true: Callable[[], bool], what: str, seconds: float = 20) -> None:
    """Wait until something is so, or say what was not."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.05)
