"""`python -m portal submission_states`: keep the diagram of states in the documentation fresh."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from portal.assignments.states import reference_page

PAGE = Path("docs") / "reference" / "submission-states.md"


class Command(BaseCommand):
    """Writes docs/reference/submission-states.md from the tables, or compares."""

    help = "Write or check docs/reference/submission-states.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's options."""
        choice = parser.add_mutually_exclusive_group(required=True)
        choice.add_argument("--write", action="store_true", help="write the page")
        choice.add_argument("--check", action="store_true", help="fail when the page is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or check."""
        path = Path(settings.REPOSITORY) / PAGE
        with translation.override("en"):
            page = reference_page()
        if options["write"]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != page:
            raise CommandError(f"{PAGE} is stale: run `python -m portal submission_states --write`")
