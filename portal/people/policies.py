"""Who holds which role."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from portal.people.models import User

TRAINERS = "Trainers"
COURSE_EDITORS = "Course editors"
HR_VIEWERS = "HR viewers"
ADMINISTRATORS = "Administrators"


def role_names(user: User | AnonymousUser) -> frozenset[str]:
    """Return the names of the user's groups; none for visitors and ended accounts."""
    if not (user.is_authenticated and user.is_active):
        return frozenset()
    return frozenset(user.groups.values_list("name", flat=True))


def is_trainer(user: User | AnonymousUser) -> bool:
    """Answer whether the user may author courses and mark work."""
    return TRAINERS in role_names(user)


def is_course_editor(user: User | AnonymousUser) -> bool:
    """Answer whether the user may approve and publish what trainers submit."""
    return COURSE_EDITORS in role_names(user)


def is_hr_viewer(user: User | AnonymousUser) -> bool:
    """Answer whether the user may see department figures."""
    return HR_VIEWERS in role_names(user)


def is_administrator(user: User | AnonymousUser) -> bool:
    """Answer whether the user may manage people and the installation."""
    return ADMINISTRATORS in role_names(user)


def can_manage_people(user: User | AnonymousUser) -> bool:
    """Answer whether the user may open the people pages."""
    return is_administrator(user)


def check_can_manage_people(user: User | AnonymousUser) -> None:
    """Pass for administrators only.

    Raises:
        PermissionDenied: says who may.
    """
    if not can_manage_people(user):
        raise PermissionDenied(_("Only administrators manage people's accounts."))
