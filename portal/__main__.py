"""`python -m portal`: the only entry point of the portal.

``run`` and ``setup`` start before Django can: they make the secrets that the settings demand.
"""

import os
import sys


def main() -> None:
    """Run the command named on the command line."""
    if len(sys.argv) > 1 and sys.argv[1] in {"run", "setup"}:
        from portal.config import supervisor

        raise SystemExit(supervisor.main(sys.argv[1:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["portal", *sys.argv[1:]])


if __name__ == "__main__":
    main()
