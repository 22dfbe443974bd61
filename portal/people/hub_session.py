"""Ending the notebook session together with the portal's.

Only the browser holds the Hub's cookie, so the browser must visit the Hub to end it. The Hub then
sends it back to the page that says "signed out".
"""

import socket
from pathlib import Path

from django.conf import settings

_PATIENCE_SECONDS = 0.5


def hub_answers(socket_path: Path) -> bool:
    """Tell whether something listens on the Hub's socket, without speaking to it."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_PATIENCE_SECONDS)
            connection.connect(str(socket_path))
    except OSError:
        return False
    return True


def hub_sign_out_address() -> str | None:
    """Return where the browser ends its Hub session; None while the Hub is down."""
    if not hub_answers(settings.HUB_SOCKET):
        return None
    return f"{settings.PUBLIC_URL}{settings.HUB_BASE_PATH}hub/logout"
