"""Opening a workspace."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from portal.assignments.errors import DatasetWithheldError, NotEnrolledError
from portal.assignments.policies import check_can_work_on
from portal.assignments.selectors import find_assignment
from portal.people.models import User
from portal.workspaces.errors import BadLaunchLinkError, ExpiredLaunchLinkError
from portal.workspaces.hub import HubClient
from portal.workspaces.launching import launch_token, read_launch_token


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def open_workspace(request: HttpRequest, course: str, slug: str) -> HttpResponse:
    """Make a launch link for the person who asks, and follow it."""
    assignment = find_assignment(course, slug)
    if assignment is None:
        raise Http404
    if request.method != "POST":  # whoever had to sign in first comes back without the form
        return redirect(assignment)
    user = _user(request)
    try:
        check_can_work_on(user, assignment)
    except (NotEnrolledError, DatasetWithheldError) as refusal:
        messages.warning(request, f"{refusal.text} {refusal.next_step}")
        return redirect(assignment)
    return redirect("workspaces:launch", token=launch_token(user=user, assignment=assignment))


@require_GET
@never_cache
@login_required
def launch(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to the notebook in the workspace, or say in words why not."""
    try:
        ticket = read_launch_token(token)
    except BadLaunchLinkError:
        return render(request, "workspaces/bad_link.html", status=HTTPStatus.BAD_REQUEST)
    except ExpiredLaunchLinkError as expired:
        context = {"assignment": find_assignment(expired.course, expired.slug)}
        return render(request, "workspaces/expired.html", context, status=HTTPStatus.GONE)
    if ticket.user != _user(request).uuid:
        raise PermissionDenied(_("This link was made for somebody else."))
    assignment = find_assignment(ticket.course, ticket.slug)
    if assignment is None:
        raise Http404
    try:
        check_can_work_on(_user(request), assignment)
    except (NotEnrolledError, DatasetWithheldError) as refusal:
        raise PermissionDenied(f"{refusal.text} {refusal.next_step}") from None
    if not HubClient().is_answering():
        context = {"assignment": assignment}
        status = HTTPStatus.SERVICE_UNAVAILABLE
        return render(request, "workspaces/unavailable.html", context, status=status)
    return HttpResponseRedirect(ticket.workspace_url)


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
