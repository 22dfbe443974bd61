"""What trainers find of this app in the CMS."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.assignments.policies import can_mark
from portal.people.models import User


class MarkingMenuItem(MenuItem):
    """Leads to the marking queue; shown to those who may mark."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Answer whether the person may mark."""
        return isinstance(request.user, User) and can_mark(request.user)


@hooks.register("register_admin_menu_item")
def marking_menu_item() -> MenuItem:
    """Add the marking queue to the CMS's menu."""
    queue = reverse("assignments:marking_queue")
    return MarkingMenuItem(_("Marking"), queue, icon_name="tasks", order=150)
