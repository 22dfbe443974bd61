"""Runs an exercise's attempts against the scores that they must get."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graders.build import BuiltExercise, build_exercise
from graders.contract import GradeResult, Mode, ResultStatus
from graders.engine import Engine, Job
from graders.manifest import Attempt, dataset_files
from graders.notebooks import read_notebook
from graders.pipeline.source import CellRole
from graders.zygote.client import OpenFile

_CLOSE = 1e-6


@dataclass(frozen=True)
class AttemptReport:
    """One attempt: the score it got, and everything that is not as it should be."""

    name: str
    result: GradeResult
    expected: float
    problems: list[str]


@dataclass(frozen=True)
class ExerciseReport:
    """All attempts of an exercise, and problems of the exercise itself."""

    slug: str
    attempts: list[AttemptReport]
    problems: list[str]

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems and not any(attempt.problems for attempt in self.attempts)


def verify_exercise(engine: Engine, folder: Path, datasets: Path) -> ExerciseReport:
    """Build an exercise, grade every attempt in split mode and compare.

    Raises:
        ExerciseError: the folder cannot be built.
        SandboxUnavailableError: this machine cannot isolate untrusted code.
    """
    built = build_exercise(folder)
    files = [
        OpenFile(name, path, path.stat().st_size)
        for name, path in dataset_files(built.manifest, datasets).items()
    ]
    return verify_built(engine, built, files)


def verify_built(engine: Engine, built: BuiltExercise, files: list[OpenFile]) -> ExerciseReport:
    """Grade every attempt of a built exercise in split mode and compare."""
    attempts = [_grade(engine, built, attempt, files) for attempt in built.manifest.attempts]
    problems = list(_leaks(engine, built))
    unsplit = any(attempt.result.mode is not Mode.SPLIT for attempt in attempts)
    if unsplit and built.manifest.one_process is None:
        problems.append(
            "The tests cannot run in a process of their own: the model answer gets other points "
            "there. Compare plain values, or call functions, in test cells; or say under "
            "one_process in exercise.yaml why that cannot be, and let the results weigh less."
        )
    if not unsplit and built.manifest.one_process is not None:
        problems.append(
            "The tests can run in a process of their own: take one_process out of exercise.yaml."
        )
    return ExerciseReport(built.manifest.slug, attempts, problems)


def _grade(
    engine: Engine, built: BuiltExercise, attempt: Attempt, files: list[OpenFile]
) -> AttemptReport:
    result = engine.grade(
        Job(
            source=built.source,
            submission=built.attempts[attempt.name],
            name=attempt.name,
            files=files,
            limits=built.manifest.limits,
            messages=built.manifest.messages(),
        )
    )
    return AttemptReport(attempt.name, result, attempt.score, list(_differences(attempt, result)))


def _differences(attempt: Attempt, result: GradeResult) -> Iterator[str]:
    if result.status is not ResultStatus.GRADED:
        yield f"was rejected: {result.reason}"
        return
    if abs(result.score - attempt.score) > _CLOSE:
        lost = [name for name, cell in result.cells.items() if cell.score != cell.max_score]
        yield f"got {result.score:g} instead of {attempt.score:g}; not full: {', '.join(lost)}"
    for grade_id, expected in attempt.cells.items():
        score = result.cells[grade_id].score
        if score is None or abs(score - expected) > _CLOSE:
            got = "no score (a person must read it)" if score is None else f"{score:g}"
            yield f"cell {grade_id} got {got} instead of {expected:g}"


def _leaks(engine: Engine, built: BuiltExercise) -> Iterator[str]:
    """Lines of hidden tests that the learner's notebook still shows."""
    shown = {
        line.strip()
        for cell in read_notebook(built.release).cells
        for line in str(cell.source).split("\n")
    }
    for cell in engine.source(built.source).cells:
        if cell.role is not CellRole.TEST:
            continue
        lines = cell.source.split("\n")
        for number in sorted(cell.hidden):
            line = lines[number - 1].strip()
            if line.startswith("assert") and line in shown:
                yield f"cell {cell.grade_id}: a hidden test also stands in a visible cell: {line}"
