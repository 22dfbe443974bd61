"""nbgrader's own tools at work on an exported course: feedback, CSV export and formgrader."""

import csv
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core.management import CommandError, call_command

from graders.build import release_notebook
from portal.assignments.models import Assignment, ManualMark, Release, Submission
from portal.assignments.selectors import result_for
from portal.assignments.states import SubmissionState
from portal.core import files
from portal.core.models import AuditEvent
from portal.exchange.feedback import feedback_html
from portal.people.models import User
from tests.factories.assignments import (
    NOW,
    GradingRunFactory,
    ReleaseFactory,
    SubmissionFactory,
    result_of,
)
from tests.factories.people import UserFactory
from tests.integration.graders import sources as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.timeout(600)]
CANARY = "CANARY_71c4"
SOURCE = make.source(
    make.given("import pandas as pd"),
    make.answer("count", "n = 2"),
    make.check("count_practice", "assert n > 0", 1),
    make.hidden("count_final", f"{CANARY} = 2\nassert n == {CANARY}", 2),
    make.essay("reading", "Two reports.", 3),
)
STARTER = release_notebook(SOURCE)
SECONDS_TO_START = 90


def _submit(
    release: Release, learner: User, attempt: int, points: dict[str, float | None], **answers: str
) -> Submission:
    made: Submission = SubmissionFactory(
        release=release,
        learner=learner,
        attempt=attempt,
        received_at=NOW + timedelta(minutes=attempt),
        notebook_sha256=files.put(make.submission(STARTER, **answers)),
        settled=True,
        state=SubmissionState.GRADED,
    )
    result = result_of(release, points)
    GradingRunFactory(
        submission=made,
        accepted=True,
        result=result.model_dump(mode="json"),
        score=result.score,
        max_score=result.max_score,
    )
    return made


@pytest.fixture
def course(assignment: Assignment) -> dict[str, Submission]:
    """Three learners: one marked, one who waits for a mark, one whose first attempt was better."""
    release = ReleaseFactory(
        assignment=assignment,
        with_manual=True,
        source_sha256=files.put(SOURCE),
        starter_sha256=files.put(STARTER),
    )
    ada = UserFactory(username="ada", first_name="Ada", last_name="Okafor")
    ben, cleo = UserFactory(username="ben"), UserFactory(username="cleo")
    wicked = "# Mine\n<script>alert('ben')</script> [x](javascript:alert(1))\n```\nend"
    made = {
        "ada": _submit(release, ada, 1, {"reading": None}, count="n = 2", reading="Two."),
        "ben": _submit(
            release, ben, 1, {"count_final": 0.5, "reading": None}, count="n = 1", reading=wicked
        ),
        "cleo": _submit(release, cleo, 1, {"count_final": 0.0, "reading": 0.0}, count="n = 7"),
    }
    _submit(release, cleo, 2, {"count_practice": 0.0, "count_final": 0.0, "reading": 0.0})
    ManualMark.objects.create(
        submission=made["ada"],
        grade_id="reading",
        points=2.5,
        comment="Say which year.",
        marked_by=UserFactory(),
        marked_at=NOW,
    )
    SubmissionFactory(release=release, learner=UserFactory(username="dina"), attempt=1)
    return made


@pytest.fixture
def folder(course: dict[str, Submission], tmp_path: Path) -> Path:
    target = tmp_path / "for-instructors"
    call_command("export_gradebook", "first-steps", str(target))
    return target


def _nbgrader(folder: Path, *arguments: str) -> str:
    """Run the real nbgrader in the course folder."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout + done.stderr


def _environment(folder: Path) -> dict[str, str]:
    own = folder.parent / "home"
    own.mkdir(exist_ok=True)
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": programs, "HOME": str(own), "JUPYTER_PLATFORM_DIRS": "1"}


def test_folder_is_private_and_complete(folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert sorted(path.name for path in (folder / "submitted").iterdir()) == ["ada", "ben", "cleo"]
    for stage in ("source", "release"):
        assert (folder / stage / "counting" / "counting.ipynb").is_file()
        assert (folder / stage / "counting" / "data" / "strikes.csv").is_file()
    assert CANARY not in (folder / "release/counting/counting.ipynb").read_text()
    assert AuditEvent.objects.filter(action="gradebook.exported").count() == 1


def test_full_folder_and_unknown_course_are_refused(
    course: dict[str, Submission], tmp_path: Path
) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(CommandError, match="not empty"):
        call_command("export_gradebook", "first-steps", str(tmp_path))
    with pytest.raises(CommandError, match="no exercise"):
        call_command("export_gradebook", "no-such-course", str(tmp_path / "new"))


def test_csv_of_nbgrader_holds_the_points_of_the_portal(
    course: dict[str, Submission], folder: Path
) -> None:
    _nbgrader(folder, "export", "--to", "grades.csv")

    lines = (folder / "grades.csv").read_text(encoding="utf-8").splitlines()
    rows = {row["student_id"]: row for row in csv.DictReader(lines)}
    assert set(rows) == {"ada", "ben", "cleo"}
    for username, submission in course.items():
        result = result_for(submission)
        assert result is not None
        assert float(rows[username]["score"]) == pytest.approx(result.score)
        assert float(rows[username]["max_score"]) == 6
    assert [float(rows[name]["score"]) for name in ("ada", "ben", "cleo")] == [5.5, 1.5, 1]
    assert rows["ada"]["last_name"] == "Okafor"
    assert rows["ada"]["timestamp"] == "2026-11-24 09:01:00"


def test_feedback_of_nbgrader_is_made_and_is_for_instructors(
    course: dict[str, Submission], folder: Path
) -> None:
    _nbgrader(folder, "generate_feedback", "counting")

    pages = {
        name: (folder / "feedback" / name / "counting" / "counting.html").read_text()
        for name in course
    }
    assert "Score: 5.5 / 6.0" in re.sub(r"\s+", " ", pages["ada"])
    assert "Say which year." in pages["ada"]
    assert "Score: 1.5 / 6.0" in re.sub(r"\s+", " ", pages["ben"])
    assert "n is 7 and should be 2." in pages["cleo"]
    assert CANARY in pages["ada"], "nbgrader prints hidden tests; the guide says so"
    assert "<script>alert('ben')" not in pages["ben"]
    assert 'href="javascript:' not in pages["ben"]
    for submission in course.values():
        assert CANARY not in (feedback_html(submission) or "")


@pytest.fixture
def formgrader(folder: Path) -> Iterator[httpx.Client]:
    """A real Jupyter server with formgrader, in the course folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (folder.parent / "server.log").open("wb")
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "jupyter_server",
            f"--ServerApp.port={port}",
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.root_dir={folder}",
            "--IdentityProvider.token=test",
            "--ServerApp.allow_root=True",
            "--ServerApp.open_browser=False",
            "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",
        ],
        cwd=folder,
        env=_environment(folder),
        stdout=log,
        stderr=log,
    )
    headers = {"Authorization": "token test"}
    with httpx.Client(
        base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60, follow_redirects=True
    ) as client:
        _wait_for(client, process, Path(log.name))
        yield client
    process.send_signal(signal.SIGTERM)
    process.wait(30)
    log.close()


def _wait_for(client: httpx.Client, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()[-3000:]
        try:
            if client.get("/api/status").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.3)
    process.kill()
    raise AssertionError(log.read_text()[-3000:])


def _json(client: httpx.Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.text[-2000:]}"
    return answer.json()


def test_formgrader_shows_the_submissions_and_their_scores(formgrader: httpx.Client) -> None:
    assignments = _json(formgrader, "/formgrader/api/assignments")
    assert [(one["name"], one["num_submissions"]) for one in assignments] == [("counting", 3)]

    submissions = {
        one["student"]: one for one in _json(formgrader, "/formgrader/api/submissions/counting")
    }
    assert {name: one["score"] for name, one in submissions.items()} == {
        "ada": 5.5,
        "ben": 1.5,
        "cleo": 1,
    }
    assert {name: one["needs_manual_grade"] for name, one in submissions.items()} == {
        "ada": False,
        "ben": True,
        "cleo": False,
    }
    for page in ("", "/manage_submissions/counting", "/gradebook/counting", "/manage_students"):
        assert formgrader.get(f"/formgrader{page}").status_code == 200

    (notebook,) = _json(formgrader, "/formgrader/api/submitted_notebooks/counting/counting")[:1]
    shown = formgrader.get(f"/formgrader/submissions/{notebook['id']}/")
    assert shown.status_code == 200
    assert "count_final" in shown.text
    grades = _json(formgrader, f"/formgrader/api/grades?submission_id={notebook['id']}")
    assert {grade["name"] for grade in grades} == {"count_practice", "count_final", "reading"}


def test_rebuilt_notebook_holds_only_text_of_the_learner(folder: Path) -> None:
    shown = json.loads((folder / "autograded/ben/counting/counting.ipynb").read_text())

    texts = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in shown["cells"]}
    assert texts["count"]["source"] == "n = 1"
    assert texts["reading"]["source"].startswith("````text\n# Mine")
    assert texts["count_final"]["outputs"][0]["text"].startswith("0.5 of 2 points.")
