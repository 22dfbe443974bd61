"""What must be true of an exercise before learners see it.

1. Attempts: the model gets every point that a machine gives, the blank and the tampered one get
   none, and at least two known mistakes get the scores that the author expects, between the two.
2. Processes: the model passes with tests in a process of their own, and no attempt gets other
   points when they run in the learner's.
3. Mutants: of small changes to the model solution, tests notice four in five.
4. Time: the model takes no longer than the exercise's own limit.
"""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from graders.build import BuiltExercise, answered_notebook, build_exercise, code_answers
from graders.build import model_answers as all_answers
from graders.contract import GradeResult, Limits, Mode, ResultStatus
from graders.engine import Engine, Job
from graders.errors import ContentProblem
from graders.manifest import (
    BLANK_ATTEMPT,
    MANIFEST_NAME,
    MISTAKE_PREFIX,
    MODEL_ATTEMPT,
    TAMPERED_ATTEMPT,
    dataset_files,
)
from graders.mutants import Mutant, choose, mutants_of
from graders.verify import ExerciseReport, verify_built
from graders.zygote.client import OpenFile

LEAST_NOTICED = 0.8
MOST_MUTANTS = 30
MOST_EQUIVALENT = 0.25
FEWEST_MISTAKES = 2
_MUTANT_SECONDS = 3.0
_CLOSE = 1e-6


@dataclass(frozen=True)
class LintReport:
    """What lint found: problems to mend, and the figures behind them."""

    slug: str
    problems: list[ContentProblem] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=dict)
    survivors: list[str] = field(default_factory=list)
    mutants: int = 0
    noticed: int = 0
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Whether learners may see the exercise."""
        return not self.problems


def lint_exercise(engine: Engine, folder: Path, datasets: Path) -> LintReport:
    """Build an exercise and try everything on it, in the sandbox.

    Raises:
        ExerciseError: the folder cannot be built.
        SandboxUnavailableError: this machine cannot isolate untrusted code.
    """
    begin = time.perf_counter()
    built = build_exercise(folder)
    files = [
        OpenFile(name, path, path.stat().st_size)
        for name, path in dataset_files(built.manifest, datasets).items()
    ]
    trial = _Trial(engine, folder, built, files)
    verified = verify_built(engine, built, files)
    problems = [*trial.attempts(verified), *trial.processes(verified)]
    # Mutants tell nothing while the model itself fails.
    mutants = [] if problems else trial.chosen()
    survivors = trial.survivors(mutants)
    problems += trial.unnoticed(mutants, survivors)
    problems += trial.declared()
    return LintReport(
        slug=built.manifest.slug,
        problems=problems,
        scores={attempt.name: attempt.result.score for attempt in verified.attempts},
        survivors=[f"cell {m.grade_id}, line {m.line}: {m.change}" for m in survivors],
        mutants=len(mutants),
        noticed=len(mutants) - len(survivors),
        seconds=round(time.perf_counter() - begin, 2),
    )


class _Trial:
    """One exercise under trial."""

    def __init__(
        self, engine: Engine, folder: Path, built: BuiltExercise, files: list[OpenFile]
    ) -> None:
        self.engine, self.built, self.files = engine, built, files
        self.manifest = built.manifest
        self.model = all_answers(built.source)
        self.yaml = f"{folder.name}/{MANIFEST_NAME}"
        self.notebook = f"{folder.name}/{self.manifest.notebook}"
        self.folder = folder.name

    def grade(
        self,
        name: str,
        submission: bytes,
        *,
        limits: Limits | None = None,
        to_first_failure: bool = False,
    ) -> GradeResult:
        """Grade with tests in the learner's process."""
        return self.engine.grade(
            Job(
                source=self.built.source,
                submission=submission,
                name=name,
                files=self.files,
                limits=limits or self.manifest.limits,
                mode=Mode.INPROCESS,
                to_first_failure=to_first_failure,
            )
        )

    def attempts(self, verified: ExerciseReport) -> Iterator[ContentProblem]:
        """Problems of attempts and of the scores they got."""
        for problem in verified.problems:
            yield ContentProblem(self.notebook, "", problem)
        for attempt in verified.attempts:
            for problem in attempt.problems:
                yield ContentProblem(self.yaml, f"attempts.{attempt.name}", problem)
        full = self.manifest.machine_score
        wanted = {MODEL_ATTEMPT: full, BLANK_ATTEMPT: 0.0, TAMPERED_ATTEMPT: 0.0}
        expected = {attempt.name: attempt.score for attempt in self.manifest.attempts}
        for name, score in wanted.items():
            if name not in expected:
                reason = f"an attempt that cheats is needed; write attempts/{name}.py"
                yield ContentProblem(self.yaml, "attempts", reason)
            elif abs(expected[name] - score) > _CLOSE:
                reason = f"must be {score:g}, and not {expected[name]:g}"
                yield ContentProblem(self.yaml, f"attempts.{name}.score", reason)
        yield from self._mistakes(expected, full)
        model = next(a.result for a in verified.attempts if a.name == MODEL_ATTEMPT)
        if model.phases.get("run", 0.0) > self.manifest.limits.seconds:
            reason = f"the model solution takes {model.phases['run']:.1f} s; raise it or do less"
            yield ContentProblem(self.yaml, "limits.seconds", reason)

    def _mistakes(self, expected: dict[str, float], full: float) -> Iterator[ContentProblem]:
        mistakes = [name for name in expected if name.startswith(MISTAKE_PREFIX)]
        if len(mistakes) < FEWEST_MISTAKES:
            reason = (
                f"{len(mistakes)} are named {MISTAKE_PREFIX}…, and {FEWEST_MISTAKES} are needed"
            )
            yield ContentProblem(self.yaml, "attempts", reason)
        for name in mistakes:
            if not 0 < expected[name] < full:
                reason = f"a mistake gets some of the {full:g} points, and neither none nor all"
                yield ContentProblem(self.yaml, f"attempts.{name}.score", reason)

    def processes(self, verified: ExerciseReport) -> Iterator[ContentProblem]:
        """Attempts whose points depend on where the tests run. Who cheats is left out."""
        for attempt in verified.attempts:
            if attempt.name == TAMPERED_ATTEMPT or attempt.result.status is not ResultStatus.GRADED:
                continue
            submission = self.built.attempts[attempt.name]
            other = self.grade(attempt.name, submission)
            for name, cell in attempt.result.cells.items():
                here = other.cells[name].score if name in other.cells else None
                if here != cell.score:
                    reason = (
                        f"attempt {attempt.name} gets {cell.score} points with tests in a process "
                        f"of their own and {here} in the learner's; compare plain values"
                    )
                    yield ContentProblem(self.notebook, f"cell {name}", reason)

    def chosen(self) -> list[Mutant]:
        """The mutants to try."""
        without = frozenset((e.cell, e.change) for e in self.manifest.equivalent_mutants)
        return choose(code_answers(self.built.source), most=MOST_MUTANTS, without=without)

    def survivors(self, mutants: list[Mutant]) -> list[Mutant]:
        """The mutants that keep every point, each tried on a processor of its own."""
        with ThreadPoolExecutor(os.cpu_count() or 1) as trials:
            noticed = list(trials.map(self.notices, mutants))
        return [mutant for mutant, seen in zip(mutants, noticed, strict=True) if not seen]

    def notices(self, mutant: Mutant) -> bool:
        """Whether the tests give the mutant fewer points than the model."""
        path = Path(self.notebook)
        answers = {**self.model, mutant.grade_id: mutant.source}
        limits = self.manifest.limits
        # A mutant may run for ever; that is noticed too, and need not be waited for.
        short = limits.model_copy(
            update={
                "seconds": min(limits.seconds, 2 * _MUTANT_SECONDS),
                "cell_seconds": min(limits.cell_seconds, _MUTANT_SECONDS),
            }
        )
        submission = answered_notebook(self.built.release, answers, path)
        # Model and mistakes got the same points either way, and one process is twice as fast.
        result = self.grade("mutant", submission, limits=short, to_first_failure=True)
        return result.score < self.manifest.machine_score - _CLOSE

    def unnoticed(self, mutants: list[Mutant], survivors: list[Mutant]) -> Iterator[ContentProblem]:
        """What to mend when too many mutants pass."""
        if len(mutants) - len(survivors) >= LEAST_NOTICED * len(mutants):
            return
        share = 1 - len(survivors) / len(mutants)
        reason = (
            f"tests notice {len(mutants) - len(survivors)} of {len(mutants)} small changes to the "
            f"model solution ({share:.0%}); at least {LEAST_NOTICED:.0%} are needed"
        )
        yield ContentProblem(self.notebook, "", reason)
        for mutant in survivors:
            reason = (
                f"no test notices this change in line {mutant.line} of the solution: "
                f"{mutant.change!r}. Add a check that tells the two apart, or declare the change "
                f"under equivalent_mutants in {MANIFEST_NAME} with the reason"
            )
            yield ContentProblem(self.notebook, f"cell {mutant.grade_id}", reason)

    def declared(self) -> Iterator[ContentProblem]:
        """Declared changes that are none, and too many of them."""
        cells = code_answers(self.built.source)
        known = {(m.grade_id, m.change) for name in cells for m in mutants_of(name, cells[name])}
        declared = self.manifest.equivalent_mutants
        for number, entry in enumerate(declared):
            if (entry.cell, entry.change) not in known:
                reason = f"the model solution has no such change any more: {entry.change!r}"
                yield ContentProblem(self.yaml, f"equivalent_mutants.{number}", reason)
        if len(declared) > MOST_EQUIVALENT * max(len(known), 1):
            reason = f"{len(declared)} of {len(known)} changes are declared; add checks instead"
            yield ContentProblem(self.yaml, "equivalent_mutants", reason)
