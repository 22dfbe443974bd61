"""Health, pages of plain words, and the pages for what went wrong."""

import logging
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.functional import Promise
from django.views.generic import TemplateView

from portal.core.context import page_furniture

logger = logging.getLogger(__name__)

_BARE_ERROR = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Error</title>
<h1>Something went wrong on our side</h1>
<p>What you had saved or submitted before is kept. Please try again in a few minutes.</p></html>"""


class StaticPageView(TemplateView):
    """A page of plain words; works without the CMS."""

    heading: str | Promise = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the heading, which is also the title."""
        return super().get_context_data(heading=self.heading, **kwargs)


def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the portal can reach its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request could not be understood."""
    return render(request, "core/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this account may not see the page, and what to do."""
    return render(request, "core/errors/403.html", {"reason": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page."""
    return render(request, "core/errors/404.html", status=404)


def gone(request: HttpRequest, *, reason: str = "") -> HttpResponse:
    """Say that there was such a page and that it was withdrawn."""
    return render(request, "core/errors/410.html", {"reason": reason}, status=410)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours and nothing was lost; needs neither database nor session."""
    try:
        page = loader.get_template("core/errors/500.html").render(page_furniture(None))
    except Exception:
        logger.exception("The page for errors could not be rendered.")
        page = _BARE_ERROR
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was too old, and how to send it again."""
    return render(request, "core/errors/csrf.html", status=403)
