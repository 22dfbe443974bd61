"""Every address of the portal, in one place. Pages made in the CMS come last."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.core import views as core_views
from portal.people.views import SignOutView

urlpatterns = [
    path("healthz", core_views.healthz, name="healthz"),
    path("account/", include("portal.people.urls")),
    path("o/", include("portal.people.oidc_urls", namespace="oauth2_provider")),
    path("skills/", include("portal.competencies.urls")),
    path("datasets/", include("portal.datasets.urls")),
    path("figures/", include("portal.courses.urls")),
    path("learning/", include("portal.learning.urls")),
    path("", include("portal.assignments.urls")),
    path("workspaces/", include("portal.workspaces.urls")),
    path("reports/", include("portal.reporting.urls")),
    path("api/exchange/", include("portal.exchange.urls")),
    # One place to sign in and out: the CMS must not bring its own.
    path("cms/login/", RedirectView.as_view(pattern_name="people:sign_in", query_string=True)),
    path("cms/logout/", SignOutView.as_view()),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("portal.core.urls")),
    path("", include(wagtail_urls)),
]
handler400 = "portal.core.views.bad_request"
handler403 = "portal.core.views.forbidden"
handler404 = "portal.core.views.not_found"
handler500 = "portal.core.views.server_error"
