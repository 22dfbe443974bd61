"""The commands grade, verify, lint, build and serve."""

import argparse
import json
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from graders.build import write_exercise
from graders.contract import MAX_NOTEBOOK_BYTES, GradeResult, Limits, Mode, ResultStatus
from graders.engine import ENGINE, Engine, Job
from graders.errors import ContentProblem, ExerciseError, SandboxUnavailableError
from graders.lint import LintReport, lint_exercise
from graders.pipeline.source import SourceError
from graders.settings import read_settings
from graders.verify import ExerciseReport, verify_exercise
from graders.worker import serve
from graders.zygote.client import OpenFile
from graders.zygote.pool import ZygotePool

FAILED, WRONG_INPUT, NO_SANDBOX = 1, 2, 3
_DATASETS = Path(__file__).resolve().parent.parent / "courses" / "datasets"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (ExerciseError, SourceError) as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    except SandboxUnavailableError as error:
        print(error, file=sys.stderr)
        return NO_SANDBOX


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m graders", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    grade = commands.add_parser("grade", help="grade submissions of one notebook")
    grade.add_argument("--source", type=Path, required=True, help="the instructor's notebook")
    grade.add_argument("--data", type=Path, help="folder whose files lie beside the notebook")
    grade.add_argument("--timeout", type=float, help="seconds for one submission")
    grade.add_argument("--mode", choices=[mode.value for mode in Mode], default=Mode.SPLIT.value)
    grade.add_argument("--json", action="store_true", help="one JSON object a line")
    grade.add_argument("submissions", type=Path, nargs="+", metavar="SUBMISSION")
    grade.set_defaults(run=_grade)

    verify = commands.add_parser("verify", help="run attempts against their expected scores")
    verify.add_argument("exercises", type=Path, nargs="+", metavar="EXERCISE_DIR")
    verify.add_argument("--datasets", type=Path, default=_DATASETS, help="folder of datasets")
    verify.add_argument("--verbose", action="store_true", help="show the words for each check")
    verify.set_defaults(run=_verify)

    lint = commands.add_parser("lint", help="refuse exercises that learners should not see yet")
    lint.add_argument("exercises", type=Path, nargs="+", metavar="EXERCISE_DIR")
    lint.add_argument("--datasets", type=Path, default=_DATASETS, help="folder of datasets")
    lint.add_argument("--json", action="store_true", help="one JSON object a line")
    lint.set_defaults(run=_lint)

    build = commands.add_parser("build", help="write source, release and attempt notebooks")
    build.add_argument("exercise", type=Path, metavar="EXERCISE_DIR")
    build.add_argument("--out", type=Path, required=True, help="folder to write to")
    build.set_defaults(run=_build)

    server = commands.add_parser("serve", help="grade for others over a unix socket")
    server.add_argument("--socket", type=Path, help="where to listen")
    server.add_argument("--socket-mode", help="permission bits, octal (default 600)")
    server.add_argument("--workers", type=int, help="submissions graded at the same time")
    server.set_defaults(run=_serve)
    return parser


def _grade(options: argparse.Namespace) -> int:
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
    engine = Engine(pool)
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


def _lint(options: argparse.Namespace) -> int:
    settings = read_settings()
    pool = ZygotePool(settings.uid, settings.recycle_after)
    engine = Engine(pool)
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


def _verify(options: argparse.Namespace) -> int:
    settings = read_settings()
    pool = ZygotePool(settings.uid, settings.recycle_after)
    engine = Engine(pool)
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


def _build(options: argparse.Namespace) -> int:
    built = write_exercise(options.exercise, options.out)
    print(f"{built.manifest.slug}: {2 + len(built.attempts)} notebooks in {options.out}")
    return 0


def _serve(options: argparse.Namespace) -> int:
    settings = read_settings()
    if options.socket is not None:
        settings = replace(settings, socket=options.socket)
    if options.socket_mode is not None:
        settings = replace(settings, socket_mode=int(options.socket_mode, 8))
    if options.workers is not None:
        settings = replace(settings, workers=options.workers)
    serve(settings)
    return 0
