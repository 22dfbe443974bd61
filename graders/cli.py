"""The command line of the grading program; only `serve` is loaded before it is asked for."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from graders.contract import Mode
from graders.errors import ExerciseError, SandboxUnavailableError
from graders.pipeline.source import SourceError
from graders.settings import read_settings
from graders.worker import serve

WRONG_INPUT, NO_SANDBOX = 2, 3
_DATASETS = Path(__file__).resolve().parent.parent / "courses" / "datasets"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
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
    grade.set_defaults(command="grade")

    verify = commands.add_parser("verify", help="run attempts against their expected scores")
    verify.add_argument("exercises", type=Path, nargs="+", metavar="EXERCISE_DIR")
    verify.add_argument("--datasets", type=Path, default=_DATASETS, help="folder of datasets")
    verify.add_argument("--verbose", action="store_true", help="show the words for each check")
    verify.set_defaults(command="verify")

    lint = commands.add_parser("lint", help="refuse exercises that learners should not see yet")
    lint.add_argument("exercises", type=Path, nargs="+", metavar="EXERCISE_DIR")
    lint.add_argument("--datasets", type=Path, default=_DATASETS, help="folder of datasets")
    lint.add_argument("--json", action="store_true", help="one JSON object a line")
    lint.set_defaults(command="lint")

    variants = commands.add_parser("variants", help="try an exercise with many learners' data")
    variants.add_argument("exercise", type=Path, metavar="EXERCISE_DIR")
    variants.add_argument("--count", type=int, default=200)
    variants.add_argument("--datasets", type=Path, default=_DATASETS, help="folder of datasets")
    variants.set_defaults(command="variants")

    build = commands.add_parser("build", help="write source, release and attempt notebooks")
    build.add_argument("exercise", type=Path, metavar="EXERCISE_DIR")
    build.add_argument("--out", type=Path, required=True, help="folder to write to")
    build.set_defaults(command="build")

    release = commands.add_parser("release", help="turn a source (stdin) into its release (stdout)")
    release.set_defaults(command="release")

    server = commands.add_parser("serve", help="grade for others over a unix socket")
    server.add_argument("--socket", type=Path, help="where to listen")
    server.add_argument("--socket-mode", help="permission bits, octal (default 600)")
    server.add_argument("--workers", type=int, help="submissions graded at the same time")
    server.set_defaults(command="serve")
    return parser


def _run(options: argparse.Namespace) -> int:
    if options.command == "serve":
        return _serve(options)
    # Loading nbgrader costs some 50 MB, which a server would keep for as long as it lives.
    from graders import commands

    run = {
        "grade": commands.grade,
        "verify": commands.verify,
        "lint": commands.lint,
        "variants": commands.variants,
        "build": commands.build,
        "release": commands.release,
    }[options.command]
    return run(options)


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
