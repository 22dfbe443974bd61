"""`python -m portal take_snapshot`: freeze the figures of a quarter."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.people.models import User
from portal.reporting import services
from portal.reporting.errors import QuarterError


class Command(BaseCommand):
    """Takes a snapshot once; a second call changes nothing."""

    help = "Freeze what may be published of every department, under the name of a quarter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--quarter", required=True, help="for instance 2026Q4")
        parser.add_argument("--by", help="user name of who asks for it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the snapshot.

        Raises:
            CommandError: today's figures cannot bear this name, or the user is unknown.
        """
        by = None
        if options["by"]:
            by = User.objects.filter(username=options["by"]).first()
            if by is None:
                raise CommandError(f"There is nobody called {options['by']!r}.")
        try:
            snapshot, made = services.take_snapshot(
                quarter=options["quarter"], by=by, at=timezone.now()
            )
        except QuarterError as error:
            raise CommandError(str(error)) from None
        day = timezone.localdate(snapshot.taken_at).isoformat()
        self.stdout.write(
            f"Snapshot {snapshot.quarter} taken: "
            f"{len(snapshot.figures['departments'])} departments, as of {snapshot.as_of}."
            if made
            else f"Snapshot {snapshot.quarter} was taken on {day}; nothing was changed."
        )
        self.stdout.write(f"SHA-256 {snapshot.sha256}")
