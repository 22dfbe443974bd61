"""Addresses of the app."""

from django.urls import URLPattern, URLResolver, path

from portal.exchange import views

app_name = "exchange"
urlpatterns: list[URLPattern | URLResolver] = [
    path("assignments", views.assignments, name="assignments"),
    path("submissions", views.submissions, name="submissions"),
    path("<slug:course>/<slug:assignment>/release", views.release, name="release"),
    path("<slug:course>/<slug:assignment>/submissions", views.submit, name="submit"),
    path("<slug:course>/<slug:assignment>/feedback", views.feedback, name="feedback"),
    path("<path:rest>", views.unknown, name="unknown"),
]
