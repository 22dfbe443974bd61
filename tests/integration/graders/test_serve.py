"""`python -m graders serve` as other programs see it, over its unix socket."""

import base64
import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import httpx
import pytest

from graders.build import BuiltExercise
from graders.contract import GradeResult
from tests.integration.graders import sources as make
from tests.integration.graders.test_survival import descendants

REPOSITORY = Path(__file__).resolve().parents[3]
SERVE = "import runpy; runpy.run_module('graders', run_name='__main__', alter_sys=True)"


@dataclass
class Server:
    process: subprocess.Popen[bytes]
    socket: Path
    client: httpx.Client

    def put(self, data: bytes) -> str:
        sha = hashlib.sha256(data).hexdigest()
        assert self.client.put(f"/v1/blobs/{sha}", content=data).status_code == 204
        return sha

    def grade(self, source: bytes, submission: bytes, /, **more: Any) -> httpx.Response:
        body = {
            "request_id": "r-1",
            "source_sha256": hashlib.sha256(source).hexdigest(),
            "submission": base64.b64encode(submission).decode(),
            **more,
        }
        return self.client.post("/v1/grade", json=body)


def start(
    folder: Path, *, first: str = "", stderr: IO[bytes] | None = None, **settings: str
) -> Server:
    """Serve from a folder; `first` is Python that the server's process runs before all else."""
    socket = folder / "grader.sock"
    environment = {
        **os.environ,
        "ACADEMY_STATE_DIR": str(folder / "state"),
        "ACADEMY_SECRET_KEY": "a secret that no notebook may see",
        **settings,
    }
    process = subprocess.Popen(
        [sys.executable, "-c", f"{first}\n{SERVE}", "serve", "--socket", str(socket)],
        cwd=REPOSITORY,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=stderr,
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b"Grading on")
    transport = httpx.HTTPTransport(uds=str(socket))
    client = httpx.Client(transport=transport, base_url="http://grader", timeout=60)
    return Server(process, socket, client)


def end(server: Server) -> None:
    server.client.close()
    if server.process.poll() is None:
        server.process.terminate()
        server.process.wait(20)
    if server.process.stdout is not None:
        server.process.stdout.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = start(tmp_path_factory.mktemp("serve"))
    yield server
    end(server)


def test_health_tells_that_it_is_warm(server: Server) -> None:
    answer = server.client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert Path(f"/proc/{answer.json()['zygote_pid']}").exists()


def test_socket_is_for_its_owner_alone(server: Server) -> None:
    assert stat.S_IMODE(server.socket.stat().st_mode) == 0o600


def test_submission_is_graded_once_its_files_are_here(server: Server) -> None:
    data = b"days\n1\n2\n3\n"
    source = make.source(
        make.answer("a", "import pandas as pd\ntotal = pd.read_csv('data/days.csv')['days'].sum()"),
        make.hidden("t", "assert total == 6"),
    )
    files = [
        {"name": "data/days.csv", "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    ]

    first = server.grade(source, source, files=files)
    assert first.status_code == 409
    assert len(first.json()["missing"]) == 2
    server.put(source)
    server.put(data)
    answer = server.grade(
        source,
        source,
        files=files,
        submission_name="mine.ipynb",
        messages={"t": {"task": "1", "message": "Sum it.", "hints": []}},
    )

    assert answer.status_code == 200
    result = GradeResult.model_validate_json(answer.content)
    assert (result.score, result.request_id, result.submission) == (1, "r-1", "mine.ipynb")


def test_environment_of_the_server_is_not_seen_by_notebooks(server: Server) -> None:
    source = make.source(
        make.answer("a", "import os\nseen = dict(os.environ)"),
        make.check("t", "assert not any('ACADEMY' in n or 'secret' in v for n, v in seen.items())"),
    )
    server.put(source)

    assert server.grade(source, source).json()["score"] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"surprise": 1},
        {"mode": "unsafe"},
        {"submission": "not base64!"},
        {"source_sha256": "../../etc/passwd"},
        {"files": [{"name": "../x", "sha256": "0" * 64, "size": 1}]},
        {"files": [{"name": "/etc/x", "sha256": "0" * 64, "size": 1}]},
        {"limits": {"seconds": 100000}},
    ],
)
def test_wrong_request_is_refused(server: Server, change: dict[str, Any]) -> None:
    answer = server.grade(b"x", b"x", **change)

    assert answer.status_code == 422
    assert set(answer.json()["error"]) == {"code", "message", "next"}


def test_request_that_is_no_json_is_refused(server: Server) -> None:
    assert server.client.post("/v1/grade", content=b"\xff{").status_code == 422


def test_source_that_is_no_notebook_is_refused(server: Server) -> None:
    server.put(b"no notebook")

    answer = server.grade(b"no notebook", b"{}")

    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "bad_source")


def test_blob_under_a_wrong_name_is_refused(server: Server) -> None:
    name = hashlib.sha256(b"one thing").hexdigest()

    answer = server.client.put(f"/v1/blobs/{name}", content=b"another")

    assert answer.status_code == 422
    assert server.grade(b"one thing", b"{}").status_code == 409


def test_damaged_blob_is_asked_for_again(server: Server, strikes: BuiltExercise) -> None:
    sha = server.put(strikes.source)
    path = server.socket.parent / "state" / "grader" / "blobs" / sha[:2] / sha
    path.write_bytes(b"rot")

    assert server.grade(strikes.source, strikes.release).json() == {"missing": [sha]}

    server.put(strikes.source)
    assert server.grade(strikes.source, strikes.release).json()["score"] == 0


def test_killed_zygote_is_replaced(server: Server, strikes: BuiltExercise) -> None:
    server.put(strikes.source)
    before = server.client.get("/healthz").json()["zygote_pid"]

    os.kill(before, signal.SIGKILL)

    assert server.grade(strikes.source, strikes.attempts["model"]).json()["score"] == 10
    assert server.client.get("/healthz").json()["zygote_pid"] != before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_everything_ends_with_the_server(tmp_path: Path, number: signal.Signals) -> None:
    server = start(tmp_path)
    below = descendants(server.process.pid)
    assert len(below) >= 2

    server.process.send_signal(number)
    server.process.wait(10)
    deadline = time.monotonic() + 3
    while any(Path(f"/proc/{pid}").exists() for pid in below) and time.monotonic() < deadline:
        time.sleep(0.02)

    end(server)
    assert not [pid for pid in below if Path(f"/proc/{pid}").exists()]
    if number is not signal.SIGKILL:
        assert server.process.returncode == 0
        assert not server.socket.exists()


def test_running_submission_is_answered_before_the_server_ends(tmp_path: Path) -> None:
    server = start(tmp_path)
    source = make.source(
        make.answer("a", "import time\ntime.sleep(1)\nx = 1"), make.check("t", "assert x == 1")
    )
    server.put(source)
    body = {
        "request_id": "late",
        "source_sha256": hashlib.sha256(source).hexdigest(),
        "submission": base64.b64encode(source).decode(),
    }
    waiting = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import httpx, sys, json\n"
            "t = httpx.HTTPTransport(uds=sys.argv[1])\n"
            "c = httpx.Client(transport=t, base_url='http://g', timeout=60)\n"
            "print(c.post('/v1/grade', json=json.loads(sys.argv[2])).json()['score'])",
            str(server.socket),
            json.dumps(body),
        ],
        stdout=subprocess.PIPE,
    )
    deadline = time.monotonic() + 10
    while server.client.get("/healthz").json()["waiting"] == 0 and time.monotonic() < deadline:
        time.sleep(0.02)

    server.process.terminate()

    out, _ = waiting.communicate(timeout=20)
    end(server)
    assert out.strip() == b"1.0"


def _variant(server: Server, generator: bytes, data: bytes, seed: int) -> httpx.Response:
    body = {
        "generator_sha256": hashlib.sha256(generator).hexdigest(),
        "files": [
            {"name": "days.csv", "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        ],
        "makes": ["days.csv"],
        "seed": seed,
    }
    return server.client.post("/v1/variant", json=body)


def test_a_learners_own_data_are_made_once_generator_and_files_are_here(server: Server) -> None:
    data = b"days\n1\n"
    generator = b"""
def make(seed, given, made):
    (made / "days.csv").write_text((given / "days.csv").read_text() + f"{seed}\\n")
"""
    assert len(_variant(server, generator, data, 7).json()["missing"]) == 2
    server.put(data)
    server.put(generator)

    answer = _variant(server, generator, data, 7)

    assert answer.status_code == 200
    assert base64.b64decode(answer.json()["files"]["days.csv"]) == b"days\n1\n7\n"
    assert _variant(server, generator, data, -1).status_code == 422


def test_a_generator_that_fails_is_refused_with_its_reason(server: Server) -> None:
    data = b"days\n2\n"
    generator = b"def make(seed, given, made):\n    raise RuntimeError('no more days')\n"
    server.put(data)
    server.put(generator)

    answer = _variant(server, generator, data, 7)

    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "bad_generator")
    assert "no more days" in answer.json()["error"]["message"]


def test_zygote_is_replaced_after_its_forks_and_nothing_of_it_stays(tmp_path: Path) -> None:
    server = start(tmp_path, ACADEMY_GRADER_RECYCLE_AFTER="6")
    try:
        source = make.source(make.answer("a", "x = 1"), make.check("t", "assert x == 1"))
        server.put(source)
        pids = set()
        for _ in range(9):  # two forks each
            assert server.grade(source, source).json()["score"] == 1
            pids.add(server.client.get("/healthz").json()["zygote_pid"])

        health = server.client.get("/healthz").json()

        assert health["zygotes_started"] >= 3
        assert len(pids) >= 3
        assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == [health["zygote_pid"]]
    finally:
        end(server)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make a small disk")
def test_full_disk_is_said_and_grading_goes_on(tmp_path: Path) -> None:
    small = tmp_path / "state"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(small)]
    if subprocess.run(mount, check=False).returncode != 0:
        pytest.skip("this container may not mount")
    server = start(tmp_path)
    try:
        source = make.source(make.answer("a", "x = 1"), make.check("t", "assert x == 1"))
        server.put(source)
        large = os.urandom(1024 * 1024)

        refused = server.client.put(f"/v1/blobs/{hashlib.sha256(large).hexdigest()}", content=large)

        assert refused.status_code == 503
        assert refused.headers["Retry-After"] == "30"
        assert "No space left" in refused.json()["error"]["message"]
        assert server.grade(source, source).json()["score"] == 1
        assert not list(small.rglob("incoming-*"))
    finally:
        end(server)
        subprocess.run(["umount", str(small)], check=False)
