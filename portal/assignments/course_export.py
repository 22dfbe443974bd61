"""A course's exercises and results in the form that nbgrader's own tools take.

Only the command `export_gradebook` imports this module: it brings nbgrader and its database
library with it, which no serving process needs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from graders.contract import CellResult
from graders.course_folder import (
    Course,
    ExportedAssignment,
    ExportedSubmission,
    Learner,
    Mark,
    NotebookPair,
    write_course_folder,
)
from portal.assignments.errors import UnknownCourseError
from portal.assignments.models import Assignment, Release, Submission
from portal.assignments.selectors import accepted_run_of, best_of, submissions_with_results
from portal.core import audit, files
from portal.people.models import User


@dataclass(frozen=True)
class ExportReport:
    """What was written, and how many submissions have no result that could be written."""

    assignments: int
    learners: int
    submissions: int
    without_result: int


def export_gradebook(*, course: str, folder: Path, by: User | None) -> ExportReport:
    """Write a course folder for nbgrader: each learner's best submission of each exercise.

    Raises:
        UnknownCourseError: the course has no exercise that was ever released.
        CourseFolderError: the folder is not empty.
        StoredFileMissingError: the store has lost a file.
    """
    rows = Assignment.objects.filter(course_slug=course, releases__isnull=False).distinct()
    if not rows:
        raise UnknownCourseError(course)
    assignments: list[ExportedAssignment] = []
    submissions: list[ExportedSubmission] = []
    without_result = 0
    for row in rows:
        counted, ungraded = _counted(row)
        without_result += ungraded
        names = _names(row, (submission.release for submission in counted))
        assignments += [_assignment(name, release) for release, name in names.values()]
        submissions += [_submission(names[_key(one.release)][1], one) for one in counted]
    learners = {one.learner.username: one.learner for one in submissions}
    write_course_folder(Course(course, assignments, list(learners.values()), submissions), folder)
    report = ExportReport(len(assignments), len(learners), len(submissions), without_result)
    audit.record(action="gradebook.exported", by=by, data={"course": course, **vars(report)})
    return report


def _counted(assignment: Assignment) -> tuple[list[Submission], int]:
    """Each learner's best submission, and how many learners have none with a result."""
    by_learner: dict[int, list[Submission]] = {}
    for submission in submissions_with_results(assignment):
        by_learner.setdefault(submission.learner_id, []).append(submission)
    best = [best_of(mine) for mine in by_learner.values()]
    counted = [found[0] for found in best if found is not None]
    return counted, len(best) - len(counted)


Key = tuple[tuple[str, float], ...]


def _key(release: Release) -> Key:
    """Releases whose checks are the same share one assignment in the gradebook."""
    return tuple((check["grade_id"], float(check["points"])) for check in release.checks)


def _names(assignment: Assignment, used: Iterable[Release]) -> dict[Key, tuple[Release, str]]:
    """The newest release under the exercise's name; older ones with other checks beside it."""
    newest = assignment.latest_release
    if newest is None:
        return {}
    names = {_key(newest): (newest, assignment.slug)}
    for release in sorted(used, key=lambda one: -one.number):
        names.setdefault(_key(release), (release, f"{assignment.slug}-release-{release.number}"))
    return names


def _stem(release: Release) -> str:
    return PurePosixPath(release.notebook_name).stem


def _assignment(name: str, release: Release) -> ExportedAssignment:
    pair = NotebookPair(files.read(release.source_sha256), files.read(release.starter_sha256))
    beside = {entry["name"]: files.read(entry["sha256"]) for entry in release.files}
    return ExportedAssignment(name, {_stem(release): pair}, beside)


def _submission(name: str, submission: Submission) -> ExportedSubmission:
    learner, notebook = submission.learner, _stem(submission.release)
    return ExportedSubmission(
        assignment=name,
        learner=Learner(learner.username, learner.first_name, learner.last_name),
        received_at=submission.received_at,
        notebooks={notebook: files.read(submission.notebook_sha256)},
        cells={notebook: dict(_cells(submission))},
        marks={
            notebook: {
                mark.grade_id: Mark(mark.points, mark.comment) for mark in submission.marks.all()
            }
        },
    )


def _cells(submission: Submission) -> Iterator[tuple[str, CellResult]]:
    run = accepted_run_of(submission)
    result = (run.result or {}) if run is not None else {}
    for grade_id, cell in result.get("cells", {}).items():
        yield grade_id, CellResult.model_validate(cell)
