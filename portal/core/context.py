"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal.core.version import version


def page_furniture(request: HttpRequest | None) -> dict[str, Any]:
    """Return the template variables of header and footer; asks no database."""
    return {
        "academy_name": settings.WAGTAIL_SITE_NAME,
        "academy_version": version(),
        "contact_email": settings.CONTACT_EMAIL,
    }
