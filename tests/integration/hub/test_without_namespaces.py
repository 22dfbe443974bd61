"""A kernel that makes no namespaces: what is refused, and what the labelled demonstration does."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.hub.harness import ORDINARY_UID, REPOSITORY

WRAPPER = REPOSITORY / "tests" / "integration" / "without_namespaces.py"


@pytest.fixture
def state() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="acd-", dir="/tmp") as folder:
        if os.geteuid() == 0:
            os.chown(folder, ORDINARY_UID, ORDINARY_UID)
        yield Path(folder)


def run(state: Path, *command: str, uid: int | None = ORDINARY_UID) -> tuple[int, str]:
    who = str(uid)
    drop = ["/usr/bin/setpriv", "--reuid", who, "--regid", who, "--clear-groups", "--"]
    argv = [sys.executable, str(WRAPPER), sys.executable, "-m", *command]
    ended = subprocess.run(
        [*(drop if os.geteuid() == 0 and uid is not None else []), *argv],
        cwd=REPOSITORY,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(state),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(REPOSITORY),
            "ACADEMY_STATE_DIR": str(state),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


def test_the_check_says_what_is_missing_and_how_to_allow_it(state: Path) -> None:
    status, said = run(state, "hub_config", "check")

    assert status == 1
    assert said.startswith("Workspaces cannot be sandboxed on this machine:")
    assert "In a container, start it with user namespaces allowed" in said


def test_root_is_refused_like_everybody_else(state: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can try as root")

    status, said = run(state, "hub_config", "check", uid=None)

    assert status == 1
    assert "cannot be sandboxed" in said


def test_the_academy_does_not_start_and_names_the_switch(state: Path) -> None:
    status, said = run(state, "portal", "run", "--port", "18390")

    assert status == 1
    assert "Workspaces cannot be sandboxed on this machine:" in said
    assert "make run ARGS=--demo-unsafe" in said
    assert "runs at" not in said
    assert not (state / "portal.sqlite3").exists(), "refused before anything was made"


def test_the_grader_never_runs_a_submission_without_a_sandbox(state: Path) -> None:
    status, said = run(state, "graders", "serve", "--socket", str(state / "g.sock"))

    assert status != 0
    assert "Submissions cannot be graded safely on this machine:" in said


def test_the_unsafe_demonstration_is_not_for_root(state: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can try as root")

    status, said = run(state, "portal", "run", "--port", "18390", "--demo-unsafe", uid=None)

    assert status == 1
    assert "does not run as root" in said
