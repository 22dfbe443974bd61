"""What every answer carries."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

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
