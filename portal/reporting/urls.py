"""Addresses of the app."""

from django.urls import path

from portal.reporting import snapshot_views, views

app_name = "reporting"
urlpatterns = [
    path("", views.home, name="home"),
    path("departments/<slug:code>/", views.department, name="department"),
    path("departments/<slug:code>/figures.csv", views.department_csv, name="csv"),
    path("departments/<slug:code>/figures.xlsx", views.department_xlsx, name="xlsx"),
    path("snapshots/<slug:quarter>/", snapshot_views.home, name="snapshot"),
    path(
        "snapshots/<slug:quarter>/departments/<slug:code>/",
        snapshot_views.department,
        name="snapshot_department",
    ),
    path(
        "snapshots/<slug:quarter>/departments/<slug:code>/figures.csv",
        snapshot_views.department_csv,
        name="snapshot_csv",
    ),
    path(
        "snapshots/<slug:quarter>/departments/<slug:code>/figures.xlsx",
        snapshot_views.department_xlsx,
        name="snapshot_xlsx",
    ),
]
