"""`python -m portal seed_demo`: make a made-up house, so that the academy can be seen at work."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.reporting.demo.making import DemoError, make_accounts, make_house
from portal.reporting.demo.places import PLACES


class Command(BaseCommand):
    """Makes departments, synthetic learners with evidence, and demo accounts; each only once."""

    help = "Make demo departments, learners and evidence, and on request demo accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--learners", type=int, default=300, help="how many (300)")
        parser.add_argument("--seed", type=int, default=1, help="of the random numbers (1)")
        parser.add_argument(
            "--demo-accounts",
            action="store_true",
            help="also make accounts to sign in with, all with one public password",
        )
        parser.add_argument(
            "--passwords-file",
            type=Path,
            help='JSON {"user name": "password"} for the demo accounts; implies --demo-accounts',
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing.

        Raises:
            CommandError: something must be done first, or an option cannot be used.
        """
        if options["learners"] < 1:
            raise CommandError("--learners must be 1 or more.")
        passwords = self._passwords(options["passwords_file"])
        try:
            made = make_house(learners=options["learners"], seed=options["seed"], at=timezone.now())
            accounts: list[str] = []
            if options["demo_accounts"] or options["passwords_file"]:
                accounts = make_accounts(passwords)
        except DemoError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"Made {made} demo learners in {len(PLACES)} departments."
            if made
            else "The demo learners are already there; nothing was changed."
        )
        if accounts:
            self.stdout.write(f"Made the demo accounts {', '.join(accounts)}.")

    def _passwords(self, path: Path | None) -> dict[str, str]:
        if path is None:
            return {}
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{path} cannot be read as JSON: {error}") from None
        if not isinstance(found, dict):
            raise CommandError(f"{path} must hold an object of user names and passwords.")
        return {str(name): str(password) for name, password in found.items()}
