"""Writes a course as nbgrader keeps one: folders of notebooks and a gradebook.db.

For instructors who use nbgrader's own tools. The folder holds hidden tests and personal data, so
it is readable by its owner alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from graders.autograded import autograded_notebook
from graders.contract import CellResult
from graders.errors import GradersError
from graders.gradebook import Gradebook

_CONFIG = """\
# Read by nbgrader when it is started in this folder.
c = get_config()  # noqa: F821
c.CourseDirectory.course_id = {course!r}
c.CourseDirectory.root = {root!r}
"""


class CourseFolderError(GradersError):
    """The course cannot be written there."""


@dataclass(frozen=True)
class Learner:
    """A learner as the gradebook names them."""

    username: str
    first_name: str = ""
    last_name: str = ""


@dataclass(frozen=True)
class Mark:
    """What a person gave for one cell."""

    points: float
    comment: str = ""


@dataclass(frozen=True)
class NotebookPair:
    """One notebook of an assignment: the instructor's and the learner's."""

    source: bytes = field(repr=False)
    release: bytes = field(repr=False)


@dataclass(frozen=True)
class ExportedAssignment:
    """An assignment with its notebooks by name (without ending) and files beside them."""

    name: str
    notebooks: Mapping[str, NotebookPair]
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class ExportedSubmission:
    """The submission that counts for one learner, with its scores.

    Attributes:
        notebooks: What was handed in, by notebook name.
        cells: Our result by notebook name and grade_id.
        marks: What a trainer gave, by notebook name and grade_id.
    """

    assignment: str
    learner: Learner
    received_at: datetime
    notebooks: Mapping[str, bytes] = field(repr=False)
    cells: Mapping[str, Mapping[str, CellResult]] = field(repr=False)
    marks: Mapping[str, Mapping[str, Mark]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Course:
    """All that is written."""

    slug: str
    assignments: Sequence[ExportedAssignment]
    learners: Sequence[Learner]
    submissions: Sequence[ExportedSubmission]


def write_course_folder(course: Course, folder: Path) -> None:
    """Write a course folder on which nbgrader's generate_feedback, export and formgrader work.

    Raises:
        CourseFolderError: the folder exists and holds something.
    """
    folder = folder.absolute()
    if folder.exists() and any(folder.iterdir()):
        raise CourseFolderError(f"{folder} is not empty. Name a folder that does not exist yet.")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    config = _CONFIG.format(course=course.slug, root=str(folder))
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    known = {assignment.name: assignment for assignment in course.assignments}
    with Gradebook(folder / "gradebook.db", course.slug) as gradebook:
        for assignment in course.assignments:
            _write_assignment(assignment, folder)
            sources = {name: pair.source for name, pair in assignment.notebooks.items()}
            gradebook.add_assignment(assignment.name, sources)
        for learner in course.learners:
            gradebook.add_learner(learner.username, learner.first_name, learner.last_name)
        for submission in course.submissions:
            _write_submission(submission, known[submission.assignment], folder)
            _record(submission, gradebook)


def _write_assignment(assignment: ExportedAssignment, folder: Path) -> None:
    for stage in ("source", "release"):
        target = folder / stage / assignment.name
        for name, pair in assignment.notebooks.items():
            _write(target / f"{name}.ipynb", getattr(pair, stage))
        for name, data in assignment.files.items():
            _write(target / name, data)


def _write_submission(
    submission: ExportedSubmission, assignment: ExportedAssignment, folder: Path
) -> None:
    place = Path(submission.learner.username) / assignment.name
    moment = submission.received_at.strftime("%Y-%m-%d %H:%M:%S.%f %Z")
    for stage in ("submitted", "autograded"):
        _write(folder / stage / place / "timestamp.txt", moment.encode())
    for name, data in submission.notebooks.items():
        _write(folder / "submitted" / place / f"{name}.ipynb", data)
        source = assignment.notebooks[name].source
        rebuilt = autograded_notebook(source, data, submission.cells.get(name, {}))
        _write(folder / "autograded" / place / f"{name}.ipynb", rebuilt)


def _record(submission: ExportedSubmission, gradebook: Gradebook) -> None:
    username, assignment = submission.learner.username, submission.assignment
    gradebook.add_submission(username, assignment, submission.received_at)
    for notebook, cells in submission.cells.items():
        marks = submission.marks.get(notebook, {})
        for grade_id, cell in cells.items():
            mark = marks.get(grade_id)
            gradebook.set_grade(
                (grade_id, notebook, assignment, username),
                auto_score=cell.score,
                manual_score=None if mark is None else mark.points,
                comment="" if mark is None else mark.comment,
            )


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
