"""Who holds which role."""

from django.contrib.auth.models import AnonymousUser

from portal.people.models import User

TRAINERS = "Trainers"
HR_VIEWERS = "HR viewers"
ADMINISTRATORS = "Administrators"


def _in_group(user: User | AnonymousUser, name: str) -> bool:
    return bool(user.is_authenticated and user.is_active and user.groups.filter(name=name).exists())


def is_trainer(user: User | AnonymousUser) -> bool:
    """Answer whether the user may author courses and mark work."""
    return _in_group(user, TRAINERS)


def is_hr_viewer(user: User | AnonymousUser) -> bool:
    """Answer whether the user may see department figures."""
    return _in_group(user, HR_VIEWERS)


def is_administrator(user: User | AnonymousUser) -> bool:
    """Answer whether the user may manage people and the installation."""
    return _in_group(user, ADMINISTRATORS)
