"""Addresses of the app that are no pages."""

from django.urls import URLPattern, URLResolver, re_path

from portal.courses import views

app_name = "courses"
urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^(?P<sha256>[0-9a-f]{64})\.svg$", views.figure, name="figure"),
]
