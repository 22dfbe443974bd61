"""`python -m portal add_person`: open an account, with roles and a first password."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.people import roles
from portal.people.models import Department
from portal.people.services import create_user


class Command(BaseCommand):
    """Opens one account and prints its first password once."""

    help = "Open an account. Everybody is a learner; --role gives more."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's options."""
        parser.add_argument("username")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")
        parser.add_argument("--email", default="")
        parser.add_argument("--department", default="", help="code of the department")
        parser.add_argument("--role", action="append", default=[], choices=sorted(roles.RIGHTS))

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the account.

        Raises:
            CommandError: the department is unknown, or a value is not allowed.
        """
        department = Department.objects.filter(code=options["department"]).first()
        if options["department"] and department is None:
            raise CommandError(f"There is no department {options['department']!r}. Add it first.")
        password = secrets.token_urlsafe(12)
        try:
            create_user(
                by=None,
                username=options["username"],
                password=password,
                first_name=options["first_name"],
                last_name=options["last_name"],
                email=options["email"],
                department=department,
                roles=options["role"],
            )
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{options['username']}: first password {password}")
        self.stdout.write("It is shown only now. Ask the person to change it under Account.")
