"""`python -m portal setup_oidc`: let the Hub sign people in through the portal."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.people import oidc


class Command(BaseCommand):
    """Register the Hub; running it again changes nothing but what the settings changed."""

    help = "Register the Hub as a client of the portal's identity provider."

    def handle(self, *args: Any, **options: Any) -> None:
        """Register."""
        if not settings.OAUTH2_PROVIDER["OIDC_RSA_PRIVATE_KEY"]:
            raise CommandError(
                "There is no signing key. Run `python -m portal setup` once, "
                "or let ACADEMY_OIDC_KEY_FILE name an RSA key in PEM form."
            )
        created = oidc.register_hub()
        self.stdout.write("The Hub is registered." if created else "The Hub was registered before.")
