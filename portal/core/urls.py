"""Addresses of the app: pages of plain words that need no CMS."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from portal.core import views

app_name = "core"
urlpatterns = [
    path(
        "accessibility/",
        views.StaticPageView.as_view(
            template_name="core/pages/accessibility.html",
            heading=_("Accessibility statement"),
        ),
        name="accessibility",
    ),
    path(
        "privacy/",
        views.StaticPageView.as_view(template_name="core/pages/privacy.html", heading=_("Privacy")),
        name="privacy",
    ),
    path(
        "contact/",
        views.StaticPageView.as_view(template_name="core/pages/contact.html", heading=_("Contact")),
        name="contact",
    ),
    path(
        "licence/",
        views.StaticPageView.as_view(template_name="core/pages/licence.html", heading=_("Licence")),
        name="licence",
    ),
    path(
        "offline/",
        views.StaticPageView.as_view(
            template_name="core/errors/offline.html", heading=_("You are not connected")
        ),
        name="offline",
    ),
]
