"""`python -m portal setup_roles`: make the roles and the review of courses; runs after migrate."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.people import roles


class Command(BaseCommand):
    """Set the roles up; running it again changes nothing."""

    help = "Make the groups, their rights in the CMS, and the workflow that reviews courses."

    def handle(self, *args: Any, **options: Any) -> None:
        """Set up."""
        roles.set_up_roles()
        self.stdout.write(f"Roles: {', '.join(sorted(roles.RIGHTS))}.")
