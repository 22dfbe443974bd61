"""What every answer carries, and what no request may."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.core.views import bad_request

CMS_PATH = "/cms/"


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere, and the editor's looser one below ``/cms/`` only."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Choose the policy by the path; a view's own exemption is not touched."""
        if request.path.startswith(CMS_PATH) and not hasattr(response, "_csp_replace"):
            response._csp_replace = settings.CMS_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]  # django-csp reads it
        answer: HttpResponseBase = super().process_response(request, response)
        return answer


class NullCharacterMiddleware:
    """Refuse addresses that hold a null character: no page has one, and PostgreSQL takes none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 400 before any view asks the database for it."""
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        return self._get_response(request)
