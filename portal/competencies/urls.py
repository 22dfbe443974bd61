"""Addresses of the app."""

from django.urls import path

from portal.competencies import views

app_name = "competencies"
urlpatterns = [
    path("", views.my_skills, name="my_skills"),
    path("evidence.csv", views.my_evidence, name="my_evidence"),
]
