"""What happens when Wagtail publishes or deletes one of our pages."""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.signals import page_published

from portal.courses import figures, gone, lesson_view
from portal.courses.models import AcademyPage, CoursePage, LessonPage, ModulePage, QuizPage


def connect() -> None:
    """Start listening. Doing so twice changes nothing."""
    for sender in (LessonPage, QuizPage):
        page_published.connect(
            draw_charts, sender=sender, dispatch_uid=f"draw_charts_{sender.__name__}"
        )
    for model in (CoursePage, ModulePage, LessonPage, QuizPage):
        pre_delete.connect(
            remember_deleted, sender=model, dispatch_uid=f"remember_{model.__name__}"
        )


def draw_charts(
    sender: type[AcademyPage], instance: LessonPage | QuizPage, **kwargs: Any
) -> None:
    """Draw what a newly published lesson or quiz shows, before the first learner asks."""
    is_lesson = isinstance(instance, LessonPage)
    figures.ensure(lesson_view.charts_of(instance) if is_lesson else instance.charts())


def remember_deleted(sender: type[AcademyPage], instance: AcademyPage, **kwargs: Any) -> None:
    """Keep a trace of a page, so that its readers are told that it went."""
    gone.remember(instance)
