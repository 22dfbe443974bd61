"""Tries an exercise with the data of many learners."""

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graders.build import BuiltExercise, build_exercise
from graders.contract import Mode
from graders.engine import Engine, Job
from graders.errors import ContentProblem, ExerciseError
from graders.manifest import MANIFEST_NAME, MODEL_ATTEMPT, dataset_files
from graders.pipeline.source import CellRole
from graders.variants import Variant, VariantError, make_variants
from graders.zygote.client import OpenFile

_BATCH = 25
_MOST_TOLD = 5


@dataclass(frozen=True)
class VariantsReport:
    """What trying many variants of an exercise found."""

    slug: str
    count: int
    passed: int
    different: int
    problems: list[ContentProblem]


def check_variants(engine: Engine, folder: Path, datasets: Path, *, count: int) -> VariantsReport:
    """Try many variants: each passes with the model, and differs from its neighbour's answer.

    Raises:
        ExerciseError: the folder cannot be built, or it has no variants.
        SandboxUnavailableError: this machine cannot isolate code.
    """
    built = build_exercise(folder)
    if built.manifest.variants is None:
        problem = ContentProblem(f"{folder.name}/{MANIFEST_NAME}", "variants", "is not there")
        raise ExerciseError([problem])
    problems: list[ContentProblem] = []
    where = f"{folder.name}/{built.manifest.variants.generator}"
    passed, different, before = 0, 0, None
    try:
        for variant in _all(engine, built, folder, datasets, count):
            reason = _fails(engine, built, datasets, variant)
            passed += not reason
            if reason and len(problems) < _MOST_TOLD:
                problems.append(ContentProblem(where, f"seed {variant.seed}", reason))
            if (
                before is not None
                and before.answers == variant.answers
                and len(problems) < _MOST_TOLD
            ):
                reason = f"has the answers of its neighbour, seed {before.seed}"
                problems.append(ContentProblem(where, f"seed {variant.seed}", reason))
            different += before is None or before.answers != variant.answers
            before = variant
    except VariantError as error:
        problems.append(ContentProblem(where, "", str(error)))
    return VariantsReport(built.manifest.slug, count, passed, different, problems)


def _all(
    engine: Engine, built: BuiltExercise, folder: Path, datasets: Path, count: int
) -> Iterator[Variant]:
    settings = built.manifest.variants
    if settings is None:
        return
    source = engine.source(built.source)
    cells = [
        cell.source
        for cell in source.cells
        if cell.kind == "code" and cell.role in (CellRole.ANSWER, CellRole.GIVEN)
    ]
    seeds = [_seed(number) for number in range(count)]
    for begin in range(0, count, _BATCH):
        yield from make_variants(
            (folder / settings.generator).read_bytes(),
            _data(built, datasets),
            seeds=seeds[begin : begin + _BATCH],
            files=settings.files,
            cells=cells,
            answers=settings.answers,
        )


def _seed(number: int) -> int:
    return int.from_bytes(hashlib.sha256(f"check {number}".encode()).digest()[:7])


def _data(built: BuiltExercise, datasets: Path) -> dict[str, Path]:
    return {Path(n).name: path for n, path in dataset_files(built.manifest, datasets).items()}


def _fails(engine: Engine, built: BuiltExercise, datasets: Path, variant: Variant) -> str:
    """Return how the model solution fails on a variant; nothing when it passes."""
    with tempfile.TemporaryDirectory() as name:
        paths = _data(built, datasets)
        for file, data in variant.files.items():
            paths[file] = Path(name) / file
            paths[file].write_bytes(data)
        result = engine.grade(
            Job(
                source=built.source,
                submission=built.attempts[MODEL_ATTEMPT],
                name=f"seed {variant.seed}",
                files=[OpenFile(f"data/{n}", p, p.stat().st_size) for n, p in paths.items()],
                limits=built.manifest.limits,
                mode=Mode.INPROCESS,
            )
        )
    lost = [n for n, cell in result.cells.items() if cell.score not in (None, cell.max_score)]
    if result.reason:
        return result.reason
    return f"the model solution loses points in {', '.join(lost)}" if lost else ""
