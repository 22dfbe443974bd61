"""`python -m portal add_department`: make or rename a unit of the house."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.people.models import Department
from portal.people.services import add_department


class Command(BaseCommand):
    """Adds a department, at the top or below another; a known code only gets the new name."""

    help = "Make a department, or rename the one with this code."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's options."""
        parser.add_argument("code", help="short name, for instance: registers")
        parser.add_argument("name", help="name in full")
        parser.add_argument("--under", default="", help="code of the department above")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add or rename.

        Raises:
            CommandError: the department above is unknown, or the code is no short name.
        """
        above = Department.objects.filter(code=options["under"]).first()
        if options["under"] and above is None:
            raise CommandError(f"There is no department {options['under']!r}. Add it first.")
        try:
            made = add_department(code=options["code"], name=options["name"], under=above, by=None)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{made.code}: {made.name}")
