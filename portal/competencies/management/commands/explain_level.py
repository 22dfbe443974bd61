"""`python -m portal explain_level`: show, and check, how a level came about."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.competencies.explanation import Explanation, differences, explain
from portal.competencies.models import Competency
from portal.people import looks
from portal.people.models import User


class Command(BaseCommand):
    """Prints rows, weights, posterior and sentence of one learner and competency."""

    help = "Show from which evidence a level comes; --verify compares with what is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--learner", required=True, help="user name")
        parser.add_argument("--competency", required=True, help="code, for instance ANA-1")
        parser.add_argument(
            "--verify",
            action="store_true",
            help="recompute the stored projection and exit 1 on any difference",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the explanation.

        Raises:
            CommandError: learner or competency is unknown, or the stored projection differs.
        """
        learner = User.objects.filter(username=options["learner"]).first()
        if learner is None:
            raise CommandError(f"There is nobody called {options['learner']!r}.")
        competency = Competency.objects.filter(code=options["competency"]).first()
        if competency is None:
            raise CommandError(f"The framework holds no competency {options['competency']!r}.")
        looks.note(
            person=learner,
            by=None,
            kind=looks.LookKind.EVIDENCE,
            title=competency.name,
            at=timezone.now(),
        )
        self._print(explain(learner, competency, now=timezone.now()))
        if options["verify"]:
            found = differences(learner, competency)
            for line in found:
                self.stdout.write(f"DIFFERS  {line}")
            if found:
                raise CommandError("The stored projection differs from the ledger.", returncode=1)
            self.stdout.write("Verified: the stored projection equals what the ledger gives.")

    def _print(self, explanation: Explanation) -> None:
        self.stdout.write(explanation.heading)
        self.stdout.write(
            f"{'observed':<17} {'item':<44} {'level':>5} {'b':>5} {'guess':>5} "
            f"{'score':>5} {'tier':<11} {'standing':<10} {'weight':>6}"
        )
        for row in explanation.rows:
            self.stdout.write(
                f"{row.observed_at:%Y-%m-%d %H:%M}  {row.item_key[:44]:<44} {row.level:>5} "
                f"{row.difficulty:>5.2f} {row.guess:>5.2f} {row.score:>5.2f} {row.tier:<11} "
                f"{row.standing:<10} {row.weight:>6.3f}"
            )
        for line in explanation.lines:
            self.stdout.write(line)
