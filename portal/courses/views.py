"""Drawings of charts, served under the hash of their bytes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.core import files
from portal.courses.records import Figure

_FIGURE_POLICY = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"]}


@require_safe
@cache_control(public=True, max_age=365 * 24 * 3600, immutable=True)
def figure(request: HttpRequest, sha256: str) -> HttpResponse:
    """Send a drawing. Only hashes that are drawings are answered, nothing else of the store."""
    if not Figure.objects.filter(svg_sha256=sha256).exists():
        raise Http404
    try:
        data = files.read(sha256)
    except files.StoredFileMissingError:
        raise Http404 from None
    response = HttpResponse(data, content_type="image/svg+xml")
    # Read by django-csp: a drawing carries its own style, and nothing else may run in it.
    response._csp_replace = _FIGURE_POLICY  # type: ignore[attr-defined]  # no public setter
    return response
