"""What every page's frame needs."""

from typing import Any

from django.http import HttpRequest


def page_furniture(request: HttpRequest) -> dict[str, Any]:
    """Return the template variables of header and footer."""
    return {"academy_name": "Civic Data Academy"}
