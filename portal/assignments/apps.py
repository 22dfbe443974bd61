"""App configuration."""

from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    """Assignments, releases, submissions and their grades."""

    name = "portal.assignments"
    label = "assignments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register upkeep with the ticker, and what the apps below ask of this one."""
        from portal.assignments import outline_links, upkeep  # noqa: F401  # upkeep registers itself
        from portal.competencies import sources
        from portal.competencies.evidence import SourceKind
        from portal.courses import outline
        from portal.courses.loading import register_after_load

        outline.register_exercise_provider(outline_links.exercises_of_course)
        outline.register_progress_provider(outline_links.exercise_progress)
        for kind in (SourceKind.GRADE_CELL, SourceKind.HUMAN_MARK):
            sources.register(kind, outline_links.describe_submissions)
        register_after_load(outline_links.sync_after_load)
