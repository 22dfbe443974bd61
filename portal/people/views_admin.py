"""People's accounts, for administrators."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import DetailView, ListView

from portal.people import looks, policies, selectors, services
from portal.people.errors import PeopleError
from portal.people.forms import PeopleSearchForm
from portal.people.models import User


class AdministratorRequiredMixin(LoginRequiredMixin):
    """Sends visitors to sign in and refuses everybody who is no administrator."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check before anything is read."""
        if request.user.is_authenticated:
            policies.check_can_manage_people(request.user)
        return super().dispatch(request, *args, **kwargs)


class PeopleView(AdministratorRequiredMixin, ListView[User]):
    """Find a person."""

    template_name = "people/people.html"
    paginate_by = 25
    context_object_name = "people"

    def get_queryset(self) -> QuerySet[User]:
        """Search when something was entered."""
        self.form = PeopleSearchForm(self.request.GET)
        text = self.form.cleaned_data["q"] if self.form.is_valid() else ""
        return selectors.search_people(text)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the search form."""
        return super().get_context_data(form=self.form, **kwargs)


class PersonView(AdministratorRequiredMixin, DetailView[User]):
    """One account: facts and what can be done with it; no learning results."""

    model = User
    slug_field = slug_url_kwarg = "uuid"
    template_name = "people/person.html"
    context_object_name = "person"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the roles, and note the look."""
        looks.note(
            person=self.object,
            by=self.request.user,  # type: ignore[arg-type]  # signed in
            kind=looks.LookKind.ACCOUNT,
            at=timezone.now(),
        )
        roles = list(self.object.groups.values_list("name", flat=True).order_by("name"))
        return super().get_context_data(roles=[_("Learner"), *roles], **kwargs)


class DeactivateView(PersonView):
    """Say what will end, and end it."""

    template_name = "people/deactivate.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the account."""
        person = self.get_object()
        try:
            services.deactivate_user(user=person, by=request.user)  # type: ignore[arg-type]  # signed in
        except PeopleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The account of %(name)s has ended.") % {"name": person})
        return redirect("people:person", uuid=person.uuid)


class ReactivateView(AdministratorRequiredMixin, View):
    """Open an ended account again."""

    def post(self, request: HttpRequest, uuid: str) -> HttpResponse:
        """Reactivate."""
        person = get_object_or_404(User, uuid=uuid)
        services.reactivate_user(user=person, by=request.user)  # type: ignore[arg-type]  # signed in
        messages.success(request, _("The account of %(name)s is open again.") % {"name": person})
        return redirect("people:person", uuid=person.uuid)
