"""`python -m portal sync_exercises`: exercise folders → assignments and releases."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.assignments.errors import ExerciseSyncError
from portal.assignments.services import sync_assignments


class Command(BaseCommand):
    """Brings assignments in line with the exercise folders."""

    help = "Make assignments and releases from the exercise folders. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's options."""
        parser.add_argument("--dir", type=Path, default=Path(settings.EXERCISES_DIR))

    def handle(self, *args: Any, **options: Any) -> None:
        """Sync and say what changed."""
        try:
            report = sync_assignments(exercises_dir=options["dir"], by=None, at=timezone.now())
        except ExerciseSyncError as error:
            raise CommandError(f"Nothing was changed.\n{error}") from None
        for kind in ("released", "updated", "withdrawn"):
            for slug in getattr(report, kind):
                self.stdout.write(f"{kind}: {slug}")
        self.stdout.write(f"{len(report.unchanged)} unchanged")
        if report.refused:
            raise CommandError("\n".join(report.refusals()))
