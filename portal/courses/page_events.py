"""What happens when Wagtail publishes or deletes one of our pages."""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.signals import page_published

from portal.courses import figures, gone, lesson_view
from portal.courses.models import AcademyPage, CoursePage, LessonPage, ModulePage, QuizPage


def connect() -> None:
    """Start listening. Doing so twice changes nothing."""
    page_published.connect(draw_charts, sender=LessonPage, dispatch_uid="draw_charts")
    for model in (CoursePage, ModulePage, LessonPage, QuizPage):
        pre_delete.connect(
            remember_deleted, sender=model, dispatch_uid=f"remember_{model.__name__}"
        )


def draw_charts(sender: type[LessonPage], instance: LessonPage, **kwargs: Any) -> None:
    """Draw what a newly published lesson shows, before the first learner asks."""
    figures.ensure(lesson_view.charts_of(instance))


def remember_deleted(sender: type[AcademyPage], instance: AcademyPage, **kwargs: Any) -> None:
    """Keep a trace of a page, so that its readers are told that it went."""
    gone.remember(instance)
