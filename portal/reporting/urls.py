"""Addresses of the app."""

from django.urls import path

from portal.reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.home, name="home"),
    path("departments/<slug:code>/", views.department, name="department"),
    path("departments/<slug:code>/figures.csv", views.department_csv, name="csv"),
    path("departments/<slug:code>/figures.xlsx", views.department_xlsx, name="xlsx"),
]
