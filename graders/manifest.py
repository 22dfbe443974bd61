"""Reads exercise.yaml: what an exercise asks, its points, and the scores of its attempts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from graders.contract import CheckText, GradeId, Limits, RelativeName
from graders.errors import ContentProblem, ExerciseError

MANIFEST_NAME = "exercise.yaml"
MODEL_ATTEMPT = "model"
BLANK_ATTEMPT = "blank"
TAMPERED_ATTEMPT = "tampered"
MISTAKE_PREFIX = "mistake_"

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
DatasetSlug = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=80)
]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+$", max_length=80)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class ManifestPart(BaseModel):
    """Base of every part of the file: a key that we do not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DatasetUse(ManifestPart):
    """Which files of a dataset lie in `data/` beside the notebook."""

    slug: DatasetSlug
    files: list[RelativeName] = Field(min_length=1)


class Task(ManifestPart):
    """One numbered task as the learner sees it, with the lesson to read again."""

    id: Name
    title: Line
    lesson: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(#[a-z0-9-]+)?$")] | None = None


class ManifestCell(ManifestPart):
    """One graded cell: its task, its competency, its worth and the words for the learner."""

    grade_id: GradeId
    task: Name
    competency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}-\d{1,2}$")]
    level: Literal[1, 2, 3, 4]
    difficulty: float = Field(ge=-3, le=3)
    kind: Literal["practice", "final", "manual"]
    points: float = Field(gt=0, le=100)
    message: Line
    hints: list[Line] = Field(default_factory=list)


class Attempt(ManifestPart):
    """A worked attempt and the score it must get, overall and optionally cell by cell."""

    name: Name
    score: float = Field(ge=0)
    cells: dict[GradeId, float] = Field(default_factory=dict)


class EquivalentMutant(ManifestPart):
    """A change to the model solution that lint tries and no test can notice, with the reason."""

    cell: GradeId
    change: Line
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=20)]


class Variants(ManifestPart):
    """How each learner gets data of their own."""

    generator: Annotated[str, StringConstraints(pattern=r"^source/[A-Za-z0-9_-]+\.py$")]
    files: list[RelativeName] = Field(min_length=1, max_length=10)
    answers: list[Annotated[str, StringConstraints(pattern=r"^[A-Za-z_]\w*$")]] = Field(
        min_length=1, description="Names of the model solution that differ between neighbours."
    )


class ExerciseManifest(ManifestPart):
    """The whole of exercise.yaml."""

    uuid: UUID
    slug: Slug
    title: Line
    course: Slug
    module: Slug
    summary: Line
    learn: list[Line] = Field(min_length=1, max_length=6)
    minutes: int = Field(gt=0, le=600)
    datasets: list[DatasetUse] = Field(default_factory=list)
    notebook: Annotated[str, StringConstraints(pattern=r"^source/[A-Za-z0-9_-]+\.py$")]
    attempts_allowed: int = Field(default=5, ge=1, le=100)
    limits: Limits = Field(default_factory=Limits)
    tasks: list[Task] = Field(min_length=1)
    cells: list[ManifestCell] = Field(min_length=1)
    attempts: list[Attempt] = Field(min_length=2)
    variants: Variants | None = None
    one_process: Annotated[str, StringConstraints(strip_whitespace=True, min_length=20)] | None = (
        Field(
            default=None,
            description=(
                "Why the tests have to run in the learner's process. Such results weigh less."
            ),
        )
    )
    equivalent_mutants: list[EquivalentMutant] = Field(default_factory=list, max_length=20)

    @property
    def notebook_name(self) -> str:
        """Name of the notebook without folder and ending, as learners know it."""
        return Path(self.notebook).stem

    @property
    def max_score(self) -> float:
        """Points of all graded cells together."""
        return sum(cell.points for cell in self.cells)

    @property
    def machine_score(self) -> float:
        """Points of the cells that a machine marks: what the model solution must get."""
        return sum(cell.points for cell in self.cells if cell.kind != "manual")

    def messages(self) -> dict[str, CheckText]:
        """The author's words by grade_id, in the form that a grading request carries."""
        titles = {task.id: task.title for task in self.tasks}
        return {
            cell.grade_id: CheckText(
                task=titles.get(cell.task, cell.task), message=cell.message, hints=cell.hints
            )
            for cell in self.cells
        }


def load_manifest(folder: Path) -> ExerciseManifest:
    """Read and check `exercise.yaml` in an exercise folder.

    Promises that a returned manifest is consistent in itself and that the files it names exist.

    Raises:
        ExerciseError: carries every problem with file, key and reason.
    """
    path = folder / MANIFEST_NAME
    shown = f"{folder.name}/{MANIFEST_NAME}"
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ExerciseError([ContentProblem(shown, "", "the file is missing")]) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ExerciseError([ContentProblem(shown, "", f"cannot be read: {error}")]) from None
    try:
        manifest = ExerciseManifest.model_validate(data)
    except ValidationError as error:
        raise ExerciseError(list(_explain(shown, error))) from None
    problems = [
        ContentProblem(shown, key, reason)
        for key, reason in [*_inconsistencies(manifest), *_missing_files(folder, manifest)]
    ]
    if problems:
        raise ExerciseError(problems)
    return manifest


def dataset_files(manifest: ExerciseManifest, datasets: Path) -> dict[str, Path]:
    """The files that lie beside the notebook: name there (`data/…`) → file in `datasets`.

    Raises:
        ExerciseError: a dataset or one of its files does not exist.
    """
    found: dict[str, Path] = {}
    problems = []
    for number, use in enumerate(manifest.datasets):
        for name in use.files:
            path = datasets / use.slug / "data" / name
            found[f"data/{name}"] = path
            if not path.is_file():
                key = f"datasets.{number}.files"
                reason = f"dataset '{use.slug}' has no file {name}"
                problems.append(ContentProblem(f"{manifest.slug}/{MANIFEST_NAME}", key, reason))
    if problems:
        raise ExerciseError(problems)
    return found


def _explain(shown: str, error: ValidationError) -> Iterator[ContentProblem]:
    for item in error.errors(include_url=False, include_context=False):
        key = ".".join(str(part) for part in item["loc"])
        reason = item["msg"]
        if item["type"] == "extra_forbidden":
            reason = "this key is not known here"
        elif item["type"] == "missing":
            reason = "this key is required"
        yield ContentProblem(shown, key, reason)


def _repeated(names: Iterable[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)


def _inconsistencies(manifest: ExerciseManifest) -> Iterator[tuple[str, str]]:
    for key, names in (
        ("tasks", [task.id for task in manifest.tasks]),
        ("cells", [cell.grade_id for cell in manifest.cells]),
        ("attempts", [attempt.name for attempt in manifest.attempts]),
    ):
        for name in _repeated(names):
            yield key, f"'{name}' appears more than once"
    tasks = {task.id for task in manifest.tasks}
    for number, cell in enumerate(manifest.cells):
        if cell.task not in tasks:
            yield f"cells.{number}.task", f"there is no task '{cell.task}'"
    yield from _attempt_inconsistencies(manifest)


def _attempt_inconsistencies(manifest: ExerciseManifest) -> Iterator[tuple[str, str]]:
    names = {attempt.name for attempt in manifest.attempts}
    for required in (MODEL_ATTEMPT, BLANK_ATTEMPT):
        if required not in names:
            yield "attempts", f"an attempt named '{required}' is required"
    points = {cell.grade_id: cell.points for cell in manifest.cells}
    for number, attempt in enumerate(manifest.attempts):
        if attempt.score > manifest.max_score + 1e-9:
            yield f"attempts.{number}.score", f"is more than all points ({manifest.max_score:g})"
        for grade_id, score in attempt.cells.items():
            key = f"attempts.{number}.cells.{grade_id}"
            if grade_id not in points:
                yield key, "there is no such graded cell"
            elif not 0 <= score <= points[grade_id]:
                yield key, f"must lie between 0 and {points[grade_id]:g}"


def _missing_files(folder: Path, manifest: ExerciseManifest) -> Iterator[tuple[str, str]]:
    if manifest.variants is not None:
        if not (folder / manifest.variants.generator).is_file():
            yield "variants.generator", f"there is no file {manifest.variants.generator}"
        known = {name for use in manifest.datasets for name in use.files}
        for name in sorted(set(manifest.variants.files) - known):
            yield "variants.files", f"no dataset of the exercise has a file {name}"
    if not (folder / manifest.notebook).is_file():
        yield "notebook", f"there is no file {manifest.notebook}"
    for number, attempt in enumerate(manifest.attempts):
        if attempt.name in (MODEL_ATTEMPT, BLANK_ATTEMPT):
            continue
        relative = f"attempts/{attempt.name}.py"
        if not (folder / relative).is_file():
            yield f"attempts.{number}.name", f"there is no file {relative}"
