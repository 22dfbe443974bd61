"""Answers that pages give instead of showing themselves."""

from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from portal.courses import policies


def refuse_or_none(request: HttpRequest) -> HttpResponseRedirect | None:
    """Send the reader to sign in and back, unless the lesson may be read."""
    if policies.can_read_lesson(getattr(request, "user", None)):
        return None
    return redirect_to_login(request.get_full_path())


def to_quiz(quiz_uuid: UUID) -> HttpResponseRedirect:
    """Send the reader to where the quiz is answered."""
    return HttpResponseRedirect(reverse("learning:quiz", args=[quiz_uuid]))
