"""`python -m portal lint_exercise`: is an exercise good enough for learners?"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from graders.manifest import MANIFEST_NAME
from portal.assignments import linting
from portal.assignments.errors import ExerciseSyncError
from portal.assignments.linting import LintReport


class Command(BaseCommand):
    """Tries exercises and says what to mend."""

    help = "Try exercises: attempts, both processes, mutants of the solution, time, words."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's options."""
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="exercise folders")
        parser.add_argument("--all", action="store_true", help="every folder under exercises/")
        parser.add_argument(
            "--datasets", type=Path, default=Path(settings.COURSES_DIR) / "datasets"
        )
        parser.add_argument(
            "--prove",
            action="store_true",
            help=f"write {linting.PROOF_NAME} beside exercises that pass, skip those proved before",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Try one exercise after the other; fail when one fails."""
        folders = options["paths"]
        if options["all"]:
            root = Path(settings.EXERCISES_DIR)
            folders = sorted(path.parent for path in root.glob(f"*/{MANIFEST_NAME}"))
        if not folders:
            raise CommandError("Name an exercise folder, or say --all.")
        bad = [folder.name for folder in folders if not self._is_good(folder, options)]
        if bad:
            raise CommandError(f"{len(bad)} of {len(folders)} not ready: {', '.join(bad)}")

    def _is_good(self, folder: Path, options: dict[str, Any]) -> bool:
        datasets = options["datasets"]
        if options["prove"] and linting.is_proved(folder, datasets=datasets):
            self.stdout.write(f"{folder.name}: proved before")
            return True
        try:
            report = linting.lint(folder, datasets=datasets)
        except ExerciseSyncError as error:
            self.stdout.write(str(error))
            return False
        self._show(report)
        if report.good and options["prove"]:
            linting.write_proof(report, datasets=datasets)
        return report.good

    def _show(self, report: LintReport) -> None:
        self.stdout.write(
            f"{report.folder.name}: {'good' if report.good else 'NOT READY'}, tests notice "
            f"{report.noticed} of {report.mutants} changes to the model solution "
            f"({report.seconds:.1f} s)"
        )
        for problem in report.problems:
            self.stdout.write(f"  {problem}")
        for survivor in report.survivors if report.good else ():
            self.stdout.write(f"  not noticed: {survivor}")
