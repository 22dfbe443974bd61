"""Honest work gets from our engine, cell by cell, what the real `nbgrader autograde` gives."""

import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from graders.build import release_notebook
from graders.engine import Engine, Job
from graders.zygote.client import OpenFile
from tests.integration.graders.parity.assignments import ASSIGNMENTS
from tests.integration.graders.parity.cases import Assignment, Case
from tests.integration.graders.parity.reference_page import PAGE, page
from tests.integration.graders.parity.stock import StockRun, grade_all

BY_NAME = {assignment.name: assignment for assignment in ASSIGNMENTS}
ALL_CASES = [(assignment.name, case) for assignment in ASSIGNMENTS for case in assignment.cases]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, "Future[StockRun]"]]:
    """nbgrader at work on every assignment, in the background."""
    yield grade_all(ASSIGNMENTS, tmp_path_factory.mktemp("nbgrader"))


def ours(
    engine: Engine, assignment: Assignment, case: Case, run: StockRun, folder: Path
) -> dict[tuple[str, str], float | None]:
    """Our score of every cell, by notebook and grade_id; a notebook not handed in scores 0."""
    paths = assignment.write_files(folder)
    files = [OpenFile(name, path, path.stat().st_size) for name, path in paths.items()]
    scores: dict[tuple[str, str], float | None] = {}
    for notebook, source in assignment.notebooks.items():
        submitted = assignment.submitted(case, notebook, run.releases[notebook])
        if submitted is None:
            cells = [cell for cell in engine.source(source).cells if cell.graded]
            scores |= {(notebook, cell.grade_id or ""): 0.0 for cell in cells}
            continue
        result = engine.grade(Job(source, submitted, case.name, files=files))
        assert result.reason is None
        scores |= {(notebook, name): cell.score for name, cell in result.cells.items()}
    return scores


@pytest.mark.parametrize(
    ("name", "case"), ALL_CASES, ids=[f"{name}-{case.name}" for name, case in ALL_CASES]
)
def test_every_cell_scores_as_in_nbgrader(
    engine: Engine, stock: dict[str, "Future[StockRun]"], name: str, case: Case, tmp_path: Path
) -> None:
    run = stock[name].result()
    theirs = {
        (notebook, grade_id): found.score
        for (student, notebook, grade_id), found in run.scores.items()
        if student == case.name
    }

    assert theirs
    assert ours(engine, BY_NAME[name], case, run, tmp_path) == theirs


@pytest.mark.parametrize("name", BY_NAME)
def test_release_is_the_one_that_nbgrader_generates(
    stock: dict[str, "Future[StockRun]"], name: str
) -> None:
    """Cells, metadata and checksums, so that a release of ours is one of nbgrader's."""
    run = stock[name].result()

    for notebook, source in BY_NAME[name].notebooks.items():
        mine = json.loads(release_notebook(source))["cells"]
        theirs = json.loads(run.releases[notebook])["cells"]
        assert [_essence(cell) for cell in mine] == [_essence(cell) for cell in theirs]


def _essence(cell: dict[str, object]) -> tuple[object, ...]:
    source = "".join(cell["source"]) if isinstance(cell["source"], list) else cell["source"]
    metadata = cell["metadata"]
    assert isinstance(metadata, dict)
    wholly_hidden = str(source).startswith("# Final checks for this task")
    settings = dict(metadata.get("nbgrader", {}))
    if wholly_hidden or not source:  # we say in words that the check runs on submission
        settings.pop("checksum", None)
        source = ""
    return cell["cell_type"], source, json.dumps(settings, sort_keys=True)


def test_suite_is_wide() -> None:
    work = {
        hashlib.sha256(f"{name}{case.answers}{case.change}{case.left_out}".encode()).hexdigest()
        for name, case in ALL_CASES
    }

    assert len(work) >= 60
    assert len(BY_NAME) >= 5


def test_reference_page_lists_what_this_suite_compares() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "stale: python -m tests.integration.graders.parity.reference_page"
    )
