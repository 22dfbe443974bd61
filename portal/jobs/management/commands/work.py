"""`python -m portal work`: do the jobs that wait in the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.jobs.pool import Pool


class Command(BaseCommand):
    """Runs worker processes until it is told to stop."""

    help = "Do the jobs that wait in the database, until SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's options."""
        parser.add_argument("--processes", type=int, default=2, help="worker processes")
        parser.add_argument("--queues", default="grading,default", help="queues, by comma")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the pool."""
        queues = str(options["queues"]).split(",")
        Pool(processes=max(1, int(options["processes"])), queue_names=queues).run()
