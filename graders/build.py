"""Builds notebooks: readable source (.py) → instructor notebook → learner release → attempts."""

import hashlib
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import jupytext
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)

from graders.errors import ContentProblem, ExerciseError
from graders.manifest import BLANK_ATTEMPT, MODEL_ATTEMPT, ExerciseManifest, load_manifest
from graders.notebooks import (
    KERNELSPEC,
    dump_notebook,
    nbgrader_settings,
    new_cell,
    new_notebook,
    read_notebook,
)

FINAL_CHECK_NOTE = (
    "# Final checks for this task run when you submit.\n"
    "# Their code is not shown here; the result page tells you in words how they went."
)
_SOLUTION_MARK = re.compile(r"^.*\b(BEGIN|END) SOLUTION\b.*\n?", re.MULTILINE)
_RELEASE_STEPS = (
    (LockCells, ClearSolutions, ClearOutput, CheckCellMetadata, ComputeChecksums),
    (ClearHiddenTests, ClearMarkScheme),
    (ComputeChecksums, CheckCellMetadata),
)


@dataclass(frozen=True)
class BuiltExercise:
    """Everything that an exercise folder yields; bytes are the same for the same folder."""

    manifest: ExerciseManifest
    source: bytes
    release: bytes
    attempts: Mapping[str, bytes] = field(repr=False)

    @property
    def source_sha256(self) -> str:
        """Name of the instructor notebook by its content."""
        return hashlib.sha256(self.source).hexdigest()

    @property
    def release_sha256(self) -> str:
        """Name of the learner's notebook by its content."""
        return hashlib.sha256(self.release).hexdigest()

    @property
    def filename(self) -> str:
        """File name of the notebook for instructors and learners alike."""
        return f"{self.manifest.notebook_name}.ipynb"


def build_exercise(folder: Path) -> BuiltExercise:
    """Build source, release and every attempt of an exercise folder.

    Raises:
        ExerciseError: the manifest, the source or an attempt is wrong, or they disagree.
    """
    manifest = load_manifest(folder)
    source = instructor_notebook(folder / manifest.notebook)
    problems = list(_disagreements(folder, manifest, source))
    if problems:
        raise ExerciseError(problems)
    try:
        release = release_notebook(source)
    except (RuntimeError, ValueError) as error:
        where = f"{folder.name}/{manifest.notebook}"
        raise ExerciseError([ContentProblem(where, "", str(error))]) from None
    attempts = {
        attempt.name: attempt_notebook(
            source, release, attempt.name, folder / "attempts" / f"{attempt.name}.py"
        )
        for attempt in manifest.attempts
    }
    return BuiltExercise(manifest, source, release, attempts)


def instructor_notebook(path: Path) -> bytes:
    """Turn a percent-format source file into the instructor's notebook, always to the same bytes.

    Raises:
        ExerciseError: the file is no percent-format notebook or a grade_id appears twice.
    """
    notebook = _read_percent(path)
    seen: set[str] = set()
    cells = []
    for number, cell in enumerate(notebook.cells):
        settings = nbgrader_settings(cell)
        grade_id = settings.get("grade_id")
        if grade_id is not None:
            if grade_id in seen:
                raise ExerciseError(
                    [ContentProblem(_shown(path), str(grade_id), "grade_id appears twice")]
                )
            seen.add(grade_id)
        metadata = {"nbgrader": settings} if grade_id is not None else {}
        cells.append(new_cell(cell.cell_type, cell.source, metadata, _cell_id(number, grade_id)))
    return dump_notebook(new_notebook(cells))


def release_notebook(source: bytes) -> bytes:
    """Make the learner's notebook with nbgrader's own preprocessors: no solutions, no hidden tests.

    A check whose tests are wholly hidden keeps a comment which says that it runs on submission.

    Raises:
        RuntimeError: nbgrader refuses the markers (an END without BEGIN, a wrong cell type…).
    """
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    notebook = read_notebook(source)
    notebook.metadata["kernelspec"] = dict(KERNELSPEC)
    resources: dict[str, Any] = {}
    prepare, clear, seal = _RELEASE_STEPS
    for step in (*prepare, *clear):
        notebook, resources = step().preprocess(notebook, resources)
    for cell in notebook.cells:
        settings = nbgrader_settings(cell)
        is_check = settings.get("grade") and not settings.get("solution")
        if cell.cell_type == "code" and is_check and not cell.source.strip():
            cell.source = FINAL_CHECK_NOTE
    for step in seal:
        notebook, resources = step().preprocess(notebook, resources)
    return dump_notebook(notebook)


def attempt_notebook(source: bytes, release: bytes, name: str, path: Path) -> bytes:
    """Build the notebook that a learner with this attempt would hand in.

    Args:
        source: The instructor's notebook.
        release: The learner's notebook made from it.
        name: `model` takes the solutions of the source, `blank` is the release itself.
        path: For any other name, the file whose cells replace solution cells.

    Raises:
        ExerciseError: the attempt's file names a cell that is no solution cell.
    """
    if name == BLANK_ATTEMPT:
        return release
    answers = model_answers(source) if name == MODEL_ATTEMPT else _attempt_answers(path)
    return answered_notebook(release, answers, path)


def answered_notebook(release: bytes, answers: Mapping[str, str], path: Path) -> bytes:
    """Put answers by grade_id into the learner's notebook.

    Raises:
        ExerciseError: an answer is for no solution cell; ``path`` is named as its origin.
    """
    notebook = read_notebook(release)
    slots = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if _is_answer(cell)}
    unknown = sorted(set(answers) - set(slots))
    if unknown:
        raise ExerciseError(
            [ContentProblem(_shown(path), key, "is no solution cell") for key in unknown]
        )
    for grade_id, text in answers.items():
        slots[grade_id].source = text
    return dump_notebook(notebook)


def model_answers(source: bytes) -> dict[str, str]:
    """The instructor's own solutions by grade_id, without the markers around them."""
    return {
        cell.metadata.nbgrader.grade_id: _SOLUTION_MARK.sub("", cell.source).rstrip("\n")
        for cell in _answer_cells(source)
    }


def code_answers(source: bytes) -> dict[str, str]:
    """The instructor's own solutions that a machine marks: code, in cells without points."""
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in _answer_cells(source)}
    return {
        name: text
        for name, text in model_answers(source).items()
        if cells[name].cell_type == "code" and not nbgrader_settings(cells[name]).get("grade")
    }


def _answer_cells(source: bytes) -> list[NotebookNode]:
    return [cell for cell in read_notebook(source).cells if _is_answer(cell)]


def write_exercise(folder: Path, out: Path) -> BuiltExercise:
    """Build an exercise and write `source/`, `release/` and `attempts/` notebooks under `out`."""
    built = build_exercise(folder)
    written = {
        out / "source" / built.filename: built.source,
        out / "release" / built.filename: built.release,
        **{out / "attempts" / f"{name}.ipynb": data for name, data in built.attempts.items()},
    }
    for path, data in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return built


def _is_answer(cell: NotebookNode) -> bool:
    return bool(nbgrader_settings(cell).get("solution"))


def _shown(path: Path) -> str:
    return "/".join(path.parts[-3:])


def _read_percent(path: Path) -> NotebookNode:
    try:
        text = path.read_text(encoding="utf-8")
        return cast("NotebookNode", jupytext.reads(text, fmt="py:percent"))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        problem = ContentProblem(_shown(path), "", f"cannot be read: {error}")
        raise ExerciseError([problem]) from None


def _cell_id(number: int, grade_id: str | None) -> str:
    name = re.sub(r"[^A-Za-z0-9_-]", "-", grade_id) if grade_id else f"cell-{number}"
    return name[:64]


def _attempt_answers(path: Path) -> dict[str, str]:
    answers = {}
    for cell in _read_percent(path).cells:
        grade_id = cell.metadata.get("grade_id")
        if grade_id is not None:
            answers[str(grade_id)] = cell.source
        elif cell.cell_type == "code" and cell.source.strip():
            problem = ContentProblem(_shown(path), "", 'every cell needs grade_id="…" metadata')
            raise ExerciseError([problem])
    return answers


def _disagreements(folder: Path, manifest: ExerciseManifest, source: bytes) -> list[ContentProblem]:
    """Compare the manifest's cells with the graded cells of the notebook, both ways."""
    notebook = read_notebook(source)
    graded = {
        cell.metadata.nbgrader.grade_id: float(cell.metadata.nbgrader.get("points", 0))
        for cell in notebook.cells
        if nbgrader_settings(cell).get("grade") or nbgrader_settings(cell).get("task")
    }
    listed = {cell.grade_id: cell.points for cell in manifest.cells}
    where = f"{folder.name}/{manifest.notebook}"
    problems = [
        ContentProblem(where, name, "is listed in exercise.yaml but is no graded cell here")
        for name in sorted(set(listed) - set(graded))
    ]
    problems += [
        ContentProblem(where, name, "is a graded cell but is not listed in exercise.yaml")
        for name in sorted(set(graded) - set(listed))
    ]
    problems += [
        ContentProblem(where, name, f"{graded[name]:g} points here, {listed[name]:g} in the yaml")
        for name in sorted(set(listed) & set(graded))
        if abs(listed[name] - graded[name]) > 1e-9
    ]
    return problems
