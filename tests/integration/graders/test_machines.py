"""The same engine for root and for an ordinary user, and a refusal where a kernel offers little."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graders.build import BuiltExercise
from tests.integration.graders import lacking
from tests.integration.graders.attacks import ATTACKS
from tests.integration.graders.attacks_system import SYSTEM_ATTACKS
from tests.integration.graders.attacks_values import VALUE_ATTACKS
from tests.integration.graders.submissions import CANARY, RIGHT, notebook
from tests.integration.graders.test_serve import REPOSITORY

ORDINARY_UID = 12345
NO_SANDBOX = 3
WITHOUT_NAMESPACES = REPOSITORY / "tests" / "integration" / "without_namespaces.py"
CHOSEN = (ATTACKS[0], VALUE_ATTACKS[0], SYSTEM_ATTACKS[0])


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of the user who runs the command; pytest's own is closed to others."""
    with tempfile.TemporaryDirectory(prefix="acd-") as name:
        if os.geteuid() == 0:
            os.chown(name, ORDINARY_UID, ORDINARY_UID)
        yield Path(name)


def run(folder: Path, *command: str, ordinary: bool) -> tuple[int, str, str]:
    """Run a program as root or as an ordinary user; returns status, output and errors."""
    drop = ordinary and os.geteuid() == 0
    who = str(ORDINARY_UID)
    first = ["setpriv", "--reuid", who, "--regid", who, "--clear-groups", "--"] if drop else []
    ended = subprocess.run(
        [*first, *command],
        cwd=REPOSITORY,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(REPOSITORY),
            "ACADEMY_STATE_DIR": str(folder),
        },
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.timeout(120)
def test_an_ordinary_user_grades_honest_and_hostile_work_alike(
    folder: Path, strikes: BuiltExercise
) -> None:
    """Such a user may write no control groups either: limits do not depend on them."""
    handed_in = {"honest": RIGHT, **{a.name: {**RIGHT, **a.answers} for a in CHOSEN}}
    (folder / "source.ipynb").write_bytes(strikes.source)
    for name, answers in handed_in.items():
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook(strikes, answers)))
    who = "import os, sys; print(os.getuid()); sys.exit(os.access('/sys/fs/cgroup', os.W_OK))"

    status, out, _ = run(folder, sys.executable, "-c", who, ordinary=True)
    assert (status, out.strip() != "0") == (0, True), "the user is ordinary, groups are not theirs"
    status, out, err = run(
        folder,
        *(sys.executable, "-m", "graders", "grade", "--json"),
        *("--source", str(folder / "source.ipynb")),
        *(str(folder / f"{name}.ipynb") for name in handed_in),
        ordinary=True,
    )

    assert status == 0, err
    results = [json.loads(line) for line in out.splitlines()]
    assert [one["status"] for one in results] == ["graded"] * len(handed_in)
    assert {one["mode"] for one in results} == {"split"}
    scores = dict(zip(handed_in, (one["score"] for one in results), strict=True))
    assert scores == {"honest": 10, **{attack.name: attack.score for attack in CHOSEN}}
    assert CANARY not in out + err


@pytest.mark.timeout(120)
@pytest.mark.parametrize("ordinary", [True, False], ids=["ordinary", "root"])
@pytest.mark.parametrize(
    ("what", "named"),
    [
        ("namespaces", "namespaces"),
        ("mount", "mounts"),
        ("unshare", "namespaces"),
        ("setns", "namespaces"),
        ("seccomp", "seccomp"),
    ],
)
def test_a_kernel_that_lacks_something_is_refused_in_one_sentence(
    folder: Path, what: str, named: str, ordinary: bool
) -> None:
    if not ordinary and os.geteuid() != 0:
        pytest.skip("only root can try as root")
    wrapper = (
        [str(WITHOUT_NAMESPACES)] if what == "namespaces" else [str(Path(lacking.__file__)), what]
    )

    status, out, err = run(
        folder,
        *(sys.executable, *wrapper, sys.executable, "-m", "graders", "serve"),
        *("--socket", str(folder / "grader.sock")),
        ordinary=ordinary,
    )

    assert status == NO_SANDBOX, err
    assert err.startswith("Submissions cannot be graded safely on this machine:")
    assert named in err
    assert len(err.strip().splitlines()) == 1
    assert "Grading on" not in out
    assert not (folder / "grader.sock").exists()
