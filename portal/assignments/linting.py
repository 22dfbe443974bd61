"""Whether an exercise is good enough for learners.

The grading program finds out, in a process of its own: nothing here runs anybody's code. An
exercise that passed may carry the proof with it as ``lint.json``, which holds for exactly these
files and this version of the rules. Publishing trusts such a proof and tries everything else.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from graders.errors import ExerciseError
from graders.manifest import ExerciseManifest, dataset_files, load_manifest
from portal.assignments.errors import ExerciseSyncError

PROOF_NAME = "lint.json"
RULES = 1
"""Raised whenever the rules change, so that every proof is made anew."""
SECONDS_FOR_ONE = 300


@dataclass(frozen=True)
class LintReport:
    """What the grading program says of one exercise."""

    folder: Path
    problems: list[str]
    survivors: list[str]
    mutants: int
    noticed: int
    seconds: float

    @property
    def good(self) -> bool:
        """Whether learners may see the exercise."""
        return not self.problems


def lint(folder: Path, *, datasets: Path) -> LintReport:
    """Try everything on one exercise.

    Raises:
        ExerciseSyncError: it cannot be tried on this machine; says why.
    """
    command = [sys.executable, "-m", "graders", "lint", "--json", "--datasets", str(datasets)]
    try:
        run = subprocess.run(
            [*command, str(folder.resolve())],
            cwd=settings.REPOSITORY,
            capture_output=True,
            text=True,
            timeout=SECONDS_FOR_ONE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        reason = f"{folder.name}: could not be tried within {SECONDS_FOR_ONE} seconds"
        raise ExerciseSyncError([reason]) from None
    try:
        said: dict[str, Any] = json.loads(run.stdout)
    except json.JSONDecodeError:
        lines = run.stderr.strip().splitlines() or ["the grading program said nothing"]
        raise ExerciseSyncError([f"{folder.name}: cannot be tried: {lines[-1]}"]) from None
    problems = [": ".join(filter(None, p.values())) for p in said["problems"]]
    return LintReport(
        folder=folder,
        problems=[*problems, *_unknown_competencies(folder)],
        survivors=said["survivors"],
        mutants=said["mutants"],
        noticed=said["noticed"],
        seconds=said["seconds"],
    )


def _unknown_competencies(folder: Path) -> Iterator[str]:
    path = Path(settings.COURSES_DIR) / "competency_framework.yaml"
    try:
        framework = yaml.safe_load(path.read_text(encoding="utf-8"))
        manifest = load_manifest(folder)
    except (OSError, ExerciseError):
        return  # The grading program has named what is wrong; without a framework none is unknown.
    known = {c["code"] for domain in framework["domains"] for c in domain["competencies"]}
    for cell in manifest.cells:
        if cell.competency not in known:
            yield (
                f"{folder.name}/exercise.yaml: cell {cell.grade_id}: "
                f"the framework has no competency {cell.competency}"
            )


def reasons_to_refuse(folder: Path, *, datasets: Path) -> Sequence[str]:
    """Return why the exercise may not be published; nothing when it may."""
    if not settings.LINT_EXERCISES or is_proved(folder, datasets=datasets):
        return ()
    try:
        return lint(folder, datasets=datasets).problems
    except ExerciseSyncError as error:
        return str(error).splitlines()


def is_proved(folder: Path, *, datasets: Path) -> bool:
    """Answer whether the exercise carries a proof that holds for its files as they are."""
    try:
        proof = json.loads((folder / PROOF_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(proof, dict) and proof.get("sha256") == _sha256(folder, datasets)


def write_proof(report: LintReport, *, datasets: Path) -> None:
    """Keep the proof beside an exercise that passed."""
    if not report.good:
        raise ValueError(f"{report.folder.name} did not pass")
    proof = {
        "sha256": _sha256(report.folder, datasets),
        "mutants": report.mutants,
        "noticed": report.noticed,
        "not_noticed": report.survivors,
    }
    text = json.dumps(proof, indent=2, ensure_ascii=False) + "\n"
    (report.folder / PROOF_NAME).write_text(text, encoding="utf-8")


def _sha256(folder: Path, datasets: Path) -> str:
    """Return a hash of everything that lint looks at."""
    manifest: ExerciseManifest = load_manifest(folder)
    mine = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != PROOF_NAME and "__pycache__" not in path.parts
    }
    digest = hashlib.sha256(f"rules {RULES}\n".encode())
    for name, path in [*mine.items(), *dataset_files(manifest, datasets).items()]:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{name} {content}\n".encode())
    return digest.hexdigest()
