"""`python -m portal build_css`: compile the design system, or check that it is fresh."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.core import stylesheet


class Command(BaseCommand):
    """Compile the stylesheet and copy the chart library."""

    help = "Compile portal/frontend/scss to the committed stylesheet."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer ``--check`` for continuous integration."""
        parser.add_argument("--check", action="store_true", help="only fail when a file is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build or check."""
        try:
            if options["check"]:
                stylesheet.check()
                self.stdout.write("The design system is fresh.")
                return
            report = stylesheet.build()
        except stylesheet.StylesheetError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{report.path.name}: {report.size / 1024:.0f} KB")
