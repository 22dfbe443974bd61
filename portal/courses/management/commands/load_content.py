"""Load framework, datasets and courses from their files."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.courses.errors import ContentError
from portal.courses.loading.apply import apply
from portal.courses.loading.plan import Plan, Step, make_plan
from portal.courses.loading.read import Content, read
from portal.datasets.loading import Step as DatasetStep


class Command(BaseCommand):
    """Show what a load would do, and do it unless asked only to check."""

    help = "Load framework, datasets and courses from their files into the CMS."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        parser.add_argument("--check", action="store_true", help="only read, plan and show")
        parser.add_argument(
            "--take",
            action="append",
            default=[],
            metavar="FILE",
            help="take this file although its page was edited or deleted in the CMS",
        )
        parser.add_argument(
            "--from", dest="root", type=Path, default=settings.COURSES_DIR, help="content folder"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, plan, show, apply."""
        try:
            content = read(options["root"])
            plan = make_plan(content, take=options["take"])
            self.show(content, plan, quiet=options["verbosity"] < 1)
            if not options["check"]:
                written = apply(content, plan, by=None, tell=self.stderr.write)
                self.say(f"{written} pages written.", options)
        except ContentError as error:
            raise CommandError(
                f"Nothing was loaded. {len(error.problems)} problems:\n{error}"
            ) from None

    def show(self, content: Content, plan: Plan, *, quiet: bool) -> None:
        """Print the plan: changes and conflicts one by one, the rest as a count."""
        for planned in plan.pages:
            if planned.words:
                self.stderr.write(f"{planned.step}: {planned.source.file}: {planned.words}")
        if quiet:
            return
        for item in plan.datasets:
            if item.step is not DatasetStep.KEEP:
                self.stdout.write(f"{item.step}: datasets/{item.dataset.manifest.slug}")
        for planned in plan.pages:
            if planned.step in (Step.CREATE, Step.UPDATE):
                self.stdout.write(f"{planned.step}: {planned.source.file}")
        for file in plan.orphans:
            self.stdout.write(
                f"kept: the page of {file} has no file any more; unpublish it in the CMS"
            )
        same = sum(p.step is Step.UNCHANGED for p in plan.pages)
        self.stdout.write(f"{same} of {len(plan.pages)} pages unchanged.")

    def say(self, words: str, options: dict[str, Any]) -> None:
        """Print unless asked to be quiet."""
        if options["verbosity"] >= 1:
            self.stdout.write(words)
