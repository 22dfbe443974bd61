"""App configuration."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Courses, modules, lessons and quizzes as Wagtail pages, and their files."""

    name = "portal.courses"
    label = "courses"
    default_auto_field = "django.db.models.BigAutoField"
