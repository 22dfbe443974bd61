"""App configuration."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Courses, modules, lessons and quizzes as Wagtail pages, and their files."""

    name = "portal.courses"
    label = "courses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what Wagtail does with our pages."""
        # Signal handlers need the models, which exist only now.
        from portal.competencies import suggestions
        from portal.courses import page_events, skill_paths

        page_events.connect()
        suggestions.register(skill_paths.suggest)
