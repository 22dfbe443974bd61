"""`python -m portal check_variants`: does an exercise work with every learner's own data?"""

import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """Tries an exercise with the data of many learners, in the grading program's sandbox."""

    help = "Try many variants: each passes the model solution and differs from its neighbour."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's options."""
        parser.add_argument("exercise", type=Path, metavar="EXERCISE", help="folder or short name")
        parser.add_argument("--count", type=int, default=200)

    def handle(self, *args: Any, **options: Any) -> None:
        """Hand the work to the grading program, which no process of the portal may do itself."""
        folder: Path = options["exercise"]
        if not folder.is_dir():
            folder = Path(settings.EXERCISES_DIR) / folder
        datasets = Path(settings.COURSES_DIR) / "datasets"
        command = [sys.executable, "-m", "graders", "variants", str(folder.resolve())]
        command += ["--count", str(options["count"]), "--datasets", str(datasets)]
        run = subprocess.run(
            command, cwd=settings.REPOSITORY, capture_output=True, text=True, check=False
        )
        self.stdout.write(run.stdout, ending="")
        if run.returncode != 0:
            raise CommandError(run.stderr.strip() or f"{folder.name}: not ready")
