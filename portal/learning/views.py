"""Enrolling, finishing lessons, and answering quizzes. Everything works without JavaScript."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.courses import gone, lesson_view
from portal.courses.models import AcademyPage, CoursePage, LessonPage, QuizPage
from portal.courses.outline import ItemKey, ItemKind
from portal.courses.quiz_items import UnreadableAnswerError
from portal.learning import policies, selectors, services
from portal.learning.errors import UnknownQuestionError
from portal.people.models import User

View = Callable[..., HttpResponse]


class PageGoneError(Exception):
    """The page was there and is not any more."""

    def __init__(self, notice: gone.Notice) -> None:
        super().__init__(notice.title)
        self.notice = notice


def _live_page(model: type[AcademyPage], uuid: UUID) -> Any:
    page = model.objects.live().filter(uuid=uuid).first()
    if page is None:
        notice = gone.find_by_uuid(uuid)
        if notice is None:
            raise Http404
        raise PageGoneError(notice)
    return page


def _told_when_gone(view: View) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PageGoneError as error:
            return gone.response(request, error.notice)

    return wrapped


def _learner(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _next_address(request: HttpRequest, otherwise: str) -> str:
    """Return the address in the form's field ``next`` when it is one of ours."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return otherwise


@require_POST
@login_required
@_told_when_gone
def enrol(request: HttpRequest, course_uuid: UUID) -> HttpResponse:
    """Enrol the reader, and show the course."""
    course = _live_page(CoursePage, course_uuid)
    learner = _learner(request)
    services.enrol(learner=learner, course=course, by=learner)
    messages.success(
        request,
        _("You are enrolled in “%(course)s”. Your progress is kept from now on.")
        % {"course": course.title},
    )
    return HttpResponseRedirect(_next_address(request, course.url))


@require_POST
@login_required
@_told_when_gone
def complete_lesson(request: HttpRequest, lesson_uuid: UUID) -> HttpResponse:
    """Note that the lesson is read, and go on to the next step."""
    lesson = _live_page(LessonPage, lesson_uuid)
    learner = _learner(request)
    services.complete_lesson(learner=learner, lesson=lesson, at=timezone.now())
    around = lesson_view.surroundings(
        selectors.course_progress(learner, lesson.course()),
        ItemKey(ItemKind.LESSON, str(lesson.uuid)),
    )
    return HttpResponseRedirect(around.following.url if around.following else around.course.url)


@require_POST
@login_required
@_told_when_gone
def position(request: HttpRequest, lesson_uuid: UUID) -> HttpResponse:
    """Note where in a lesson the reader is; sent by the page's script."""
    lesson = _live_page(LessonPage, lesson_uuid)
    services.remember_position(
        learner=_learner(request),
        lesson=lesson,
        anchor=request.POST.get("anchor", ""),
        at=timezone.now(),
    )
    return HttpResponse(status=204)


@require_safe
@login_required
@_told_when_gone
def quiz(request: HttpRequest, quiz_uuid: UUID) -> HttpResponse:
    """Show a quiz: open questions, and feedback for those that are answered."""
    page = _live_page(QuizPage, quiz_uuid)
    return _show(request, page, sent={}, error="")


def _show(
    request: HttpRequest, page: QuizPage, *, sent: dict[str, list[str]], error: str
) -> HttpResponse:
    learner = _learner(request)
    view = selectors.quiz_view(learner, page, sent=sent, error=error)
    context = {"view": view, "can_answer": policies.can_answer(learner, page)}
    return render(request, "learning/quiz.html", context, status=422 if error else 200)


@require_POST
@login_required
@_told_when_gone
def answer(request: HttpRequest, quiz_uuid: UUID, item_id: str) -> HttpResponse:
    """Keep the answer to one question, and show what it was worth."""
    page = _live_page(QuizPage, quiz_uuid)
    sent = request.POST.getlist("answer")
    try:
        services.answer_quiz(
            learner=_learner(request),
            quiz=page,
            item_id=item_id,
            response=sent,
            at=timezone.now(),
        )
    except UnreadableAnswerError as error:
        return _show(request, page, sent={item_id: sent}, error=str(error))
    except UnknownQuestionError as error:
        messages.warning(request, str(error))
        return HttpResponseRedirect(reverse("learning:quiz", args=[quiz_uuid]))
    return HttpResponseRedirect(reverse("learning:quiz", args=[quiz_uuid]) + f"#question-{item_id}")


@require_POST
@login_required
@_told_when_gone
def again(request: HttpRequest, quiz_uuid: UUID) -> HttpResponse:
    """Begin another attempt."""
    page = _live_page(QuizPage, quiz_uuid)
    services.start_again(learner=_learner(request), quiz=page, at=timezone.now())
    return HttpResponseRedirect(reverse("learning:quiz", args=[quiz_uuid]))
