"""App configuration."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Enrolment, completion and quiz attempts."""

    name = "portal.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the pages of courses how far learners have come."""
        # Models exist only now.
        from portal.competencies import sources
        from portal.competencies.evidence import SourceKind
        from portal.courses import home as courses_home
        from portal.courses import outline
        from portal.learning import home, selectors

        outline.register_enrolment_provider(selectors.enrolled_course_uuids)
        outline.register_progress_provider(selectors.step_progress)
        courses_home.register_home_provider(home.summary)
        sources.register(SourceKind.QUIZ_ITEM, selectors.describe_answers)
