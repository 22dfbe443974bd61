"""Addresses of the app."""

from django.urls import URLPattern, URLResolver, path

from portal.workspaces import views

app_name = "workspaces"
urlpatterns: list[URLPattern | URLResolver] = [
    path("open/<slug:course>/<slug:slug>/", views.open_workspace, name="open"),
    path("launch/<str:token>/", views.launch, name="launch"),
]
