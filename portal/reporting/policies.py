"""Who may see which figures."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from portal.people import policies as people_policies
from portal.people.models import Department, ReportingScope, User


def can_see_reports(user: User | AnonymousUser) -> bool:
    """Answer whether the user may open the reports at all."""
    return people_policies.is_hr_viewer(user)


def check_can_see_reports(user: User | AnonymousUser) -> None:
    """Pass for HR viewers only.

    Raises:
        PermissionDenied: says who may.
    """
    if not can_see_reports(user):
        raise PermissionDenied(_("Department reports are open to HR viewers only."))


def visible_departments(user: User) -> list[Department]:
    """Return the departments in the user's scopes with all below them, in the order of the tree."""
    scopes = ReportingScope.objects.filter(user=user).values_list("department__path", flat=True)
    roots = sorted(scopes)
    return [
        department
        for department in Department.objects.order_by("path")
        if any(department.path.startswith(root) for root in roots)
    ]
