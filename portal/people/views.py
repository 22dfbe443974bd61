"""Signing in and out, and one's own account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth import views as auth_views
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from portal.core import audit
from portal.core import views as core_views
from portal.people import policies
from portal.people.forms import NewPasswordForm, SignInForm
from portal.people.hub_session import hub_sign_out_address


class SignInView(auth_views.LoginView):
    """The one place to sign in; comes back to ``next`` only within this site."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whom the CMS sent here although signed in: sending them back would never end."""
        wanted = request.GET.get("next", "")
        if (
            request.user.is_authenticated
            and wanted.startswith("/cms/")
            and not request.user.has_perm("wagtailadmin.access_admin")
        ):
            raise PermissionDenied(_("Your account may not edit courses. Ask an administrator."))
        return super().dispatch(request, *args, **kwargs)


@method_decorator(never_cache, name="dispatch")
class SignOutView(View):
    """End the portal's session, then the Hub's; it works while the Hub is down."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask first: a link must not be able to sign anybody out."""
        if not request.user.is_authenticated:
            return redirect("people:signed_out")
        return render(request, "people/sign_out.html")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign out."""
        logout(request)
        return HttpResponseRedirect(hub_sign_out_address() or reverse("people:signed_out"))


@method_decorator(never_cache, name="dispatch")
class SignedOutView(TemplateView):
    """Say that both sessions ended."""

    template_name = "people/signed_out.html"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Send on whom the first of two clicks has signed in; say to all others what to do."""
    if request.user.is_authenticated and request.path == reverse("people:sign_in"):
        return redirect("/")
    return core_views.csrf_failure(request, reason)


class AccountView(LoginRequiredMixin, TemplateView):
    """What the academy knows about one's own account."""

    template_name = "people/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add roles in words."""
        user = self.request.user
        roles = sorted(policies.role_names(user))
        return super().get_context_data(roles=[_("Learner"), *roles], **kwargs)


class ChangePasswordView(LoginRequiredMixin, auth_views.PasswordChangeView):
    """Change one's own password; other browsers are signed out by it."""

    template_name = "people/password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("people:account")

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:  # type: ignore[override]  # our form
        """Save, record and say so."""
        response = super().form_valid(form)
        audit.record(action="password.changed", by=form.user, obj=form.user)
        messages.success(self.request, _("Your password is changed."))
        return response

    def form_invalid(self, form: NewPasswordForm) -> HttpResponse:  # type: ignore[override]  # our form
        """Show what is wrong; the second of two clicks finds the change already made."""
        wanted = form.data.get("new_password1", "")
        repeated = wanted == form.data.get("new_password2") and form.user.check_password(wanted)
        if set(form.errors) == {"old_password"} and repeated:
            return redirect(self.success_url)
        return super().form_invalid(form)
