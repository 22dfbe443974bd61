"""The graders that are compared: nbgrader warm and by its command, otter-grader, and ours."""

import base64
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

import httpx

from tests.bench.grading_exercises import EXERCISES, Exercise

REPOSITORY = Path(__file__).resolve().parents[2]
LEARNER = "learner"
_WARM = """
import json, logging, sys, time
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config
config = Config()
config.CourseDirectory.root = sys.argv[1]
api = NbGraderAPI(config=config)
logging.disable(logging.CRITICAL)
print("ready", flush=True)
for line in sys.stdin:
    begin = time.perf_counter()
    done = api.autograde(line.strip(), "learner", force=True)
    took = time.perf_counter() - begin
    if not done["success"]:
        print(json.dumps({"error": done["error"][-300:]}), flush=True)
    else:
        print(json.dumps({"seconds": took}), flush=True)
"""


class PeerError(RuntimeError):
    """A grader did not do its work; the measurement would be false."""


def clean_environment() -> dict[str, str]:
    """The environment without what makes every start of Python slower."""
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPATH"] = str(REPOSITORY)
    environment["PATH"] = f"{sys.prefix}/bin:{environment['PATH']}"  # nbgrader calls alembic
    return environment


class Stock:
    """nbgrader's own course folder, graded by a warm API or by the command."""

    def __init__(self, folder: Path) -> None:
        """Lay out the course, release the exercises, hand in, and start the warm API."""
        self.folder = folder
        for exercise in EXERCISES:
            self._write("source", exercise.name, exercise, exercise.source())
        (folder / "nbgrader_config.py").write_text("c = get_config()\n")
        for exercise in EXERCISES:
            self._nbgrader("generate_assignment", exercise.name, "--force")
            released = (folder / "release" / exercise.name / f"{exercise.name}.ipynb").read_bytes()
            self._write(
                f"submitted/{LEARNER}", exercise.name, exercise, _filled(released, exercise)
            )
        self.process = subprocess.Popen(
            [sys.executable, "-c", _WARM, str(folder)],
            cwd=folder,
            env=clean_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        if self._pipe(self.process.stdout).readline().strip() != "ready":
            raise PeerError("nbgrader's API did not start")

    def warm(self, exercise: Exercise) -> float:
        """Grade once in the warm process; returns its own seconds."""
        print(exercise.name, file=self._pipe(self.process.stdin), flush=True)
        answer = json.loads(self._pipe(self.process.stdout).readline())
        if "error" in answer:
            raise PeerError(answer["error"])
        return float(answer["seconds"])

    def command(self, exercise: Exercise) -> float:
        """Grade once with `nbgrader autograde`."""
        begin = time.perf_counter()
        self._nbgrader("autograde", exercise.name, "--student", LEARNER, "--force")
        return time.perf_counter() - begin

    def close(self) -> None:
        """End the warm process."""
        self._pipe(self.process.stdin).close()
        self.process.wait(30)

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        if pipe is None:
            raise PeerError("the process has no pipe")
        return pipe

    def _write(self, place: str, name: str, exercise: Exercise, data: bytes) -> None:
        path = self.folder / place / name / f"{exercise.name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def _nbgrader(self, *words: str) -> None:
        run(
            [sys.executable, "-m", "nbgrader", *words, f"--course-dir={self.folder}"],
            cwd=self.folder,
        )


class Otter:
    """otter-grader in an environment of its own, by its command `otter run`."""

    def __init__(self, folder: Path, environment: Path) -> None:
        """Make the environment if it is not there, and each exercise's autograder."""
        self.folder = folder
        self.bin = environment / "bin"
        if not (self.bin / "otter").exists():
            run([sys.executable, "-m", "venv", str(environment)], cwd=REPOSITORY)
            wanted = Path(__file__).parent / "otter-requirements.txt"
            run([str(self.bin / "pip"), "install", "-q", "-r", str(wanted)], cwd=REPOSITORY)
            site = str(environment / "lib")
            run(
                [str(self.bin / "python"), "-m", "compileall", "-q", site],
                cwd=REPOSITORY,
                check=False,
            )
        self.version = run(
            [
                str(self.bin / "python"),
                "-c",
                "import importlib.metadata as m; print(m.version('otter-grader'))",
            ],
            cwd=REPOSITORY,
        ).strip()
        for exercise in EXERCISES:
            place = folder / exercise.name
            place.mkdir(parents=True)
            (place / f"{exercise.name}.ipynb").write_bytes(exercise.otter_master())
            self._otter(place, "assign", "--no-run-tests", f"{exercise.name}.ipynb", "made")
            handed_in = next((place / "made" / "autograder").glob("*.ipynb")).read_bytes()
            (place / "submission.ipynb").write_bytes(handed_in)

    def command(self, exercise: Exercise) -> float:
        """Grade once with `otter run`."""
        place = self.folder / exercise.name
        package = next((place / "made" / "autograder").glob("*.zip"))
        begin = time.perf_counter()
        self._otter(place, "run", "-a", str(package), "-o", str(place), "submission.ipynb")
        took = time.perf_counter() - begin
        results = json.loads((place / "results.json").read_text())
        points = sum(float(one.get("score") or 0) for one in results["tests"])
        if points < len(exercise.tasks):
            raise PeerError(f"otter-grader gave {points:g} points to right answers")
        return took

    def _otter(self, place: Path, *words: str) -> None:
        run([str(self.bin / "otter"), *words], cwd=place, first=self.bin)


class Ours:
    """Our worker behind its socket: split mode, sandbox, and the result stored."""

    def __init__(self, folder: Path) -> None:
        """Start the worker with two graders and hand it the exercises."""
        folder.mkdir(parents=True)
        self.socket = folder / "grader.sock"
        environment = {**clean_environment(), "ACADEMY_STATE_DIR": str(folder / "state")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "graders", "serve", "--socket", str(self.socket)],
            cwd=REPOSITORY,
            env=environment,
            stdout=subprocess.PIPE,
        )
        if self.process.stdout is None or not self.process.stdout.readline():
            raise PeerError("our worker did not start")
        self.database = folder / "results.sqlite3"
        with self._connection() as store:
            store.execute("CREATE TABLE result (id INTEGER PRIMARY KEY, score REAL, body TEXT)")
        self.bodies = {}
        with self.client() as client:
            for exercise in EXERCISES:
                source = exercise.source()
                sha = hashlib.sha256(source).hexdigest()
                client.put(f"/v1/blobs/{sha}", content=source).raise_for_status()
                self.bodies[exercise.name] = {
                    "request_id": exercise.name,
                    "source_sha256": sha,
                    "submission": base64.b64encode(exercise.submission()).decode(),
                }

    def client(self) -> httpx.Client:
        """A connection to the worker."""
        transport = httpx.HTTPTransport(uds=str(self.socket))
        return httpx.Client(transport=transport, base_url="http://grader", timeout=120)

    def grade(self, exercise: Exercise, client: httpx.Client) -> float:
        """Grade once, over the socket, and store the result; returns the seconds."""
        begin = time.perf_counter()
        answer = client.post("/v1/grade", json=self.bodies[exercise.name])
        result: dict[str, Any] = answer.raise_for_status().json()
        with self._connection() as store:
            row = (result["score"], answer.text)
            store.execute("INSERT INTO result (score, body) VALUES (?, ?)", row)
        took = time.perf_counter() - begin
        if (result["score"], result["mode"]) != (len(exercise.tasks), "split"):
            raise PeerError(f"our grader gave {result['score']:g} points, {result['mode']}")
        return took

    def zygote(self) -> int:
        """Process id of the sandbox."""
        with self.client() as client:
            return int(client.get("/healthz").json()["zygote_pid"])

    def close(self) -> None:
        """End the worker."""
        self.process.terminate()
        self.process.wait(40)

    def _connection(self) -> sqlite3.Connection:
        store = sqlite3.connect(self.database, timeout=20)
        store.execute("PRAGMA journal_mode=WAL")
        store.execute("PRAGMA synchronous=NORMAL")
        return store


def run(words: list[str], *, cwd: Path, first: Path | None = None, check: bool = True) -> str:
    """Run a command quietly; its failure is an error with its last words."""
    environment = clean_environment()
    if first is not None:
        environment["PATH"] = f"{first}:{environment['PATH']}"
        environment.pop("PYTHONPATH")
    done = subprocess.run(
        words, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    if check and done.returncode != 0:
        raise PeerError(f"{' '.join(words[:4])}: {(done.stderr or done.stdout)[-600:]}")
    return done.stdout


def _filled(released: bytes, exercise: Exercise) -> bytes:
    notebook = json.loads(released)
    answers = {task.name: task.answer for task in exercise.tasks}
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell["source"] = answers[name]
    return json.dumps(notebook).encode()
