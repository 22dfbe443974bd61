"""The commands grade, verify, lint, build and release, which end when they are done."""

import argparse
import json
import stat
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from graders.build import release_notebook, write_exercise
from graders.contract import MAX_NOTEBOOK_BYTES, GradeResult, Limits, Mode, ResultStatus
from graders.engine import ENGINE, Engine, Job
from graders.errors import ContentProblem, ExerciseError
from graders.lint import LintReport, lint_exercise
from graders.pipeline.source import SourceError
from graders.settings import read_settings
from graders.variant_check import check_variants
from graders.verify import ExerciseReport, verify_exercise
from graders.zygote.client import OpenFile
from graders.zygote.pool import ZygotePool

FAILED = 1


def grade(options: argparse.Namespace) -> int:
    """Grade submissions of one notebook and print what came out."""
    settings = read_settings()
    pool = ZygotePool(settings.uid, settings.recycle_after)
    try:
        source = options.source.read_bytes()
    except OSError as error:
        raise SourceError(f"The source cannot be read: {error}") from None
    limits = Limits()
    if options.timeout is not None:
        limits = Limits(seconds=options.timeout, cell_seconds=options.timeout / 2)
    files = list(_data_files(options.data)) if options.data else []
    engine = Engine(pool, release_notebook)
    try:
        for path in options.submissions:
            data = _read(path)
            if data is None:
                result = _unreadable(path)
            else:
                result = engine.grade(
                    Job(
                        source=source,
                        submission=data,
                        name=str(path),
                        files=files,
                        limits=limits,
                        mode=Mode(options.mode),
                    )
                )
            print(result.model_dump_json() if options.json else _line(result), flush=True)
    finally:
        pool.close()
    return 0


def _read(path: Path) -> bytes | None:
    """The bytes of a regular file, at most one more than allowed; None when it cannot be read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return None
        with path.open("rb") as file:
            return file.read(MAX_NOTEBOOK_BYTES + 1)
    except OSError:
        return None


def _unreadable(path: Path) -> GradeResult:
    return GradeResult(
        submission=str(path),
        status=ResultStatus.REJECTED,
        reason="The file does not exist or cannot be read.",
        reason_code="unreadable",
        engine=ENGINE,
    )


def _data_files(folder: Path) -> Iterator[OpenFile]:
    """Files of a folder, found by notebooks under their own name and under `data/`."""
    if not folder.is_dir():
        raise SourceError(f"There is no folder {folder}.")
    names = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in names:
        relative = path.relative_to(folder).as_posix()
        yield OpenFile(relative, path, path.stat().st_size)
        if not (folder / "data").exists():
            yield OpenFile(f"data/{relative}", path, path.stat().st_size)


def _line(result: GradeResult) -> str:
    if result.status is ResultStatus.REJECTED:
        return f"{result.submission}: rejected. {result.reason}"
    lines = [
        f"{result.submission}: {result.score:g} of {result.max_score:g} ({result.seconds:.2f} s)"
    ]
    for name, cell in result.cells.items():
        score = "?" if cell.score is None else f"{cell.score:g}"
        lines.append(f"  {name}: {score}/{cell.max_score:g}  {cell.message}")
    return "\n".join(lines)


def lint(options: argparse.Namespace) -> int:
    """Refuse exercises that learners should not see yet."""
    settings = read_settings()
    pool = ZygotePool(settings.uid, settings.recycle_after)
    pool.warm_meanwhile()
    engine = Engine(pool, release_notebook)
    good = True
    try:
        for folder in options.exercises:
            try:
                report = lint_exercise(engine, folder, options.datasets)
            except ExerciseError as error:
                report = LintReport(folder.name, list(error.problems))
            except SourceError as error:
                report = LintReport(folder.name, [ContentProblem(folder.name, "", str(error))])
            good = good and report.good
            print(json.dumps(asdict(report)) if options.json else _findings(report), flush=True)
    finally:
        pool.close()
    return 0 if good else FAILED


def _findings(report: LintReport) -> str:
    heading = (
        f"{report.slug}: {'good' if report.good else 'NOT READY'}, tests notice {report.noticed} "
        f"of {report.mutants} changes to the model solution ({report.seconds:.1f} s)"
    )
    notes = [f"  not noticed: {survivor}" for survivor in report.survivors] if report.good else []
    return "\n".join([heading, *(f"  {problem}" for problem in report.problems), *notes])


def variants(options: argparse.Namespace) -> int:
    """Try an exercise with the data of many learners."""
    settings = read_settings()
    pool = ZygotePool(settings.uid, settings.recycle_after)
    engine = Engine(pool, release_notebook)
    try:
        report = check_variants(engine, options.exercise, options.datasets, count=options.count)
    finally:
        pool.close()
    print(
        f"{report.slug}: {report.passed} of {report.count} variants pass the model solution, "
        f"{report.different} differ from their neighbour's answer"
    )
    for problem in report.problems:
        print(f"  {problem}")
    return FAILED if report.problems else 0


def verify(options: argparse.Namespace) -> int:
    """Grade every attempt of exercises and compare with the scores they must get."""
    settings = read_settings()
    pool = ZygotePool(settings.uid, settings.recycle_after)
    engine = Engine(pool, release_notebook)
    good = True
    try:
        for folder in options.exercises:
            try:
                report = verify_exercise(engine, folder, options.datasets)
            except (ExerciseError, SourceError) as error:
                print(f"{folder}: cannot be built\n{error}")
                good = False
                continue
            _show(report, options.verbose)
            good = good and report.good
    finally:
        pool.close()
    return 0 if good else FAILED


def _show(report: ExerciseReport, verbose: bool) -> None:
    print(f"{report.slug}: {'as expected' if report.good else 'NOT AS EXPECTED'}")
    for problem in report.problems:
        print(f"  {problem}")
    for attempt in report.attempts:
        result = attempt.result
        sign = "!!" if attempt.problems else "ok"
        print(f"  {sign} {attempt.name}: {result.score:g} ({result.seconds * 1000:.0f} ms)")
        for problem in attempt.problems:
            print(f"       {problem}")
        if verbose or attempt.problems:
            for name, cell in result.cells.items():
                if cell.score != cell.max_score:
                    print(f"       {name}: {cell.message}")
                    if cell.traceback:
                        print("         " + cell.traceback.replace("\n", "\n         "))


def build(options: argparse.Namespace) -> int:
    """Write the notebooks of an exercise."""
    built = write_exercise(options.exercise, options.out)
    print(f"{built.manifest.slug}: {2 + len(built.attempts)} notebooks in {options.out}")
    return 0


def release(options: argparse.Namespace) -> int:
    """Read an instructor's notebook from standard input and write the learner's one."""
    try:
        made = release_notebook(sys.stdin.buffer.read())
    except (RuntimeError, ValueError) as error:
        raise SourceError(str(error)) from error
    sys.stdout.buffer.write(made)
    return 0
