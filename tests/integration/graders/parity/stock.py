"""Grades an assignment's cases with the real `nbgrader autograde`, in its own course folder."""

import os
import sys
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from tests.integration.graders.parity.cases import Assignment

REPOSITORY = Path(__file__).resolve().parents[4]


@dataclass(frozen=True)
class StockScore:
    """What nbgrader says of one cell: a score, or None where a person has to mark."""

    score: float | None


@dataclass(frozen=True)
class StockRun:
    """What nbgrader made of an assignment.

    Attributes:
        releases: The learner's notebooks that it generated.
        scores: By case, notebook and grade_id.
    """

    releases: dict[str, bytes]
    scores: dict[tuple[str, str, str], StockScore]


class StockFailedError(Exception):
    """nbgrader did not finish; carries its log."""


def grade_all(assignments: Iterable[Assignment], folder: Path) -> dict[str, "Future[StockRun]"]:
    """Start nbgrader on every assignment, two at a time, each in a process of its own."""
    processes = ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    started = {
        one.name: processes.submit(grade_by_name, one.name, folder / one.name)
        for one in assignments
    }
    processes.shutdown(wait=False)
    return started


def grade_by_name(name: str, folder: Path) -> StockRun:
    """Grade one of the suite's assignments; runs in a process of its own."""
    from tests.integration.graders.parity.assignments import ASSIGNMENTS

    return grade(next(one for one in ASSIGNMENTS if one.name == name), folder)


def grade(assignment: Assignment, folder: Path) -> StockRun:
    """Release, submit and autograde an assignment in a fresh course folder.

    nbgrader's option to put deleted test cells back is on; see docs/reference/nbgrader-parity.md.

    Raises:
        StockFailedError: nbgrader reports a failure.
    """
    _prepare_environment(folder)
    source = folder / "source" / assignment.name
    source.mkdir(parents=True)
    assignment.write_files(source)
    for name, data in assignment.notebooks.items():
        (source / f"{name}.ipynb").write_bytes(data)
    api = NbGraderAPI(config=_config(folder))
    _check(api.generate_assignment(assignment.name))
    releases = {
        name: (folder / "release" / assignment.name / f"{name}.ipynb").read_bytes()
        for name in assignment.notebooks
    }
    for case in assignment.cases:
        submitted = folder / "submitted" / case.name / assignment.name
        submitted.mkdir(parents=True)
        for name, release in releases.items():
            work = assignment.submitted(case, name, release)
            if work is not None:
                (submitted / f"{name}.ipynb").write_bytes(work)
    _check(api.autograde(assignment.name, "*"))
    return StockRun(releases, _scores(assignment, folder))


def _config(folder: Path) -> Config:
    config = Config()
    config.CourseDirectory.root = str(folder)
    config.CourseDirectory.course_id = "parity"
    config.OverwriteCells.add_missing_cells = True
    return config


def _prepare_environment(folder: Path) -> None:
    """Let the kernel find the academy's checks, and nothing of this machine's user."""
    checks = REPOSITORY / "graders" / "checks" / "importable"
    programs = Path(sys.executable).parent  # nbgrader calls the program alembic by name
    os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"
    os.environ["PYTHONPATH"] = f"{REPOSITORY}{os.pathsep}{checks}"
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "MPLCONFIGDIR"):
        own = folder / "home" / name.lower()
        own.mkdir(parents=True)
        os.environ[name] = str(own)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _check(result: dict[str, object]) -> None:
    if not result["success"]:
        raise StockFailedError(f"{result.get('error')}\n{result.get('log')}")


def _scores(assignment: Assignment, folder: Path) -> dict[tuple[str, str, str], StockScore]:
    found = {}
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "parity") as gradebook:
        for case in assignment.cases:
            submission = gradebook.find_submission(assignment.name, case.name)
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    key = (case.name, notebook.name, grade.name)
                    found[key] = StockScore(grade.auto_score)
    return found
