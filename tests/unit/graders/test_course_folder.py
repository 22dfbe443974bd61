"""A course as nbgrader keeps one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from graders.build import release_notebook
from graders.contract import CellResult, CellStatus
from graders.course_folder import (
    Course,
    CourseFolderError,
    ExportedAssignment,
    ExportedSubmission,
    Learner,
    Mark,
    NotebookPair,
    write_course_folder,
)
from tests.integration.graders import sources as make

FIRST = make.source(make.answer("a", "x = 1"), make.check("t", "assert x == 1", 2))
SECOND = make.source(make.essay("e", "Words.", 3), make.task("k", "Draw.", 4))
ADA = Learner("ada", "Ada", "Okafor")
RECEIVED = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)


def cell(score: float | None, max_score: float) -> CellResult:
    status = CellStatus.MANUAL if score is None else CellStatus.PASSED
    return CellResult(score=score, max_score=max_score, status=status)


def course() -> Course:
    pairs = {
        "first": NotebookPair(FIRST, release_notebook(FIRST)),
        "second": NotebookPair(SECOND, release_notebook(SECOND)),
    }
    submission = ExportedSubmission(
        assignment="both",
        learner=ADA,
        received_at=RECEIVED,
        notebooks={name: pair.release for name, pair in pairs.items()},
        cells={"first": {"t": cell(2, 2)}, "second": {"e": cell(None, 3), "k": cell(None, 4)}},
        marks={"first": {"t": Mark(1, "Half.")}, "second": {"e": Mark(2.5, "Which year?")}},
    )
    files = {"data/x.csv": b"a\n1\n"}
    return Course("sample", [ExportedAssignment("both", pairs, files)], [ADA], [submission])


def test_gradebook_holds_scores_marks_and_what_waits(tmp_path: Path) -> None:
    folder = tmp_path / "course"

    write_course_folder(course(), folder)

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "sample") as book:
        submission = book.find_submission("both", "ada")
        assert (submission.score, submission.max_score) == (3.5, 9)
        assert submission.timestamp == RECEIVED.replace(tzinfo=None)
        assert submission.needs_manual_grade
        grades = {
            grade.name: (grade.auto_score, grade.manual_score, grade.needs_manual_grade)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }
        assert grades == {
            "t": (2, 1, False),
            "e": (None, 2.5, False),
            "k": (None, None, True),
        }
        assert book.find_comment("e", "second", "both", "ada").comment == "Which year?"
        assert book.find_student("ada").last_name == "Okafor"


def test_every_notebook_lies_where_nbgrader_looks(tmp_path: Path) -> None:
    write_course_folder(course(), tmp_path / "course")

    for stage in ("source", "release", "submitted/ada", "autograded/ada"):
        folder = tmp_path / "course" / stage / "both"
        assert {path.name for path in folder.glob("*.ipynb")} == {"first.ipynb", "second.ipynb"}
    stamp = tmp_path / "course/submitted/ada/both/timestamp.txt"
    assert stamp.read_text() == "2026-03-04 05:06:07.000089 UTC"
    assert (tmp_path / "course/release/both/data/x.csv").read_bytes() == b"a\n1\n"


def test_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")

    with pytest.raises(CourseFolderError, match="not empty"):
        write_course_folder(course(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
