"""Acts on accounts: opening, ending, opening again."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import audit
from portal.people import lifecycle, policies, sessions
from portal.people.errors import LastAdministratorError, OwnAccountError
from portal.people.models import Department, User

logger = logging.getLogger(__name__)


@transaction.atomic
def create_user(
    *,
    username: str,
    by: User | None,
    password: str | None = None,
    first_name: str = "",
    last_name: str = "",
    email: str = "",
    department: Department | None = None,
    roles: Iterable[str] = (),
    is_demo: bool = False,
) -> User:
    """Open an account.

    Args:
        by: who opens it; None when a command does.
        username: small letters, digits, full stop, hyphen, underscore; also the Hub's user name.
        password: None leaves the account without one, for sign-on by another provider.
        first_name: given name.
        last_name: family name.
        email: where messages reach the person.
        department: where the person works.
        is_demo: marks made-up people, whom reports name as such.
        roles: names from ``policies``; everybody is a learner without one.

    Raises:
        ValidationError: a value is not allowed; names the field.
        Group.DoesNotExist: a role has not been set up (``python -m portal setup_roles``).
    """
    user = User(
        username=username,
        first_name=first_name,
        last_name=last_name,
        email=email,
        department=department,
        is_demo=is_demo,
    )
    user.set_password(password)
    user.full_clean()
    user.save()
    names = sorted(set(roles))
    user.groups.set([Group.objects.get(name=name) for name in names])
    audit.record(action="person.created", by=by, obj=user, data={"roles": names})
    return user


@transaction.atomic
def add_department(
    *, code: str, name: str, under: Department | None, by: User | None
) -> Department:
    """Make a department, or give the one with this code another name.

    Raises:
        ValidationError: the code is no short name.
    """
    known = Department.objects.filter(code=code).first()
    if known is not None:
        known.name = name
        known.full_clean()
        known.save(update_fields=["name"])
        audit.record(action="department.renamed", by=by, obj=known, data={"name": name})
        return known
    fresh = Department(code=code, name=name)
    fresh.clean_fields(exclude=["path", "depth", "numchild"])
    made = under.add_child(instance=fresh) if under else Department.add_root(instance=fresh)
    audit.record(action="department.added", by=by, obj=made, data={"code": code})
    added: Department = made
    return added


def _last_administrator(user: User) -> bool:
    active = User.objects.filter(is_active=True, groups__name=policies.ADMINISTRATORS)
    return active.filter(pk=user.pk).exists() and not active.exclude(pk=user.pk).exists()


@transaction.atomic
def deactivate_user(*, user: User, by: User | None, at: datetime | None = None) -> User:
    """End an account: sessions, tokens and, after the commit, whatever else hangs on it.

    The person's work, results and evidence are kept. Ending an ended account changes nothing.

    Raises:
        OwnAccountError: ``by`` would lock themselves out.
        LastAdministratorError: nobody would be left to manage accounts.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if by is not None and by.pk == locked.pk:
        raise OwnAccountError(_("You cannot end your own account. Ask another administrator."))
    if not locked.is_active:
        return locked
    if _last_administrator(locked):
        raise LastAdministratorError(
            _("This is the only administrator. Give somebody else the role first.")
        )
    locked.is_active = False
    locked.deactivated_at = at or timezone.now()
    locked.save(update_fields=["is_active", "deactivated_at"])
    ended = sessions.end_all(locked)
    audit.record(
        action="person.deactivated",
        by=by,
        obj=locked,
        data={"sessions": ended.sessions, "tokens": ended.tokens},
    )
    transaction.on_commit(lambda: _run_callbacks(locked))
    return locked


def _run_callbacks(user: User) -> None:
    """Run what other apps registered; one that fails must not keep the others from running."""
    for callback in lifecycle.callbacks():
        try:
            callback(user)
        except Exception:
            logger.exception("After ending account %s: %r failed.", user.username, callback)
            audit.record(
                action="person.deactivation_incomplete",
                by=None,
                obj=user,
                data={"step": f"{callback.__module__}.{callback.__qualname__}"},
            )


@transaction.atomic
def reactivate_user(*, user: User, by: User | None) -> User:
    """Open an ended account again, with the roles and the work it had."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.is_active:
        return locked
    locked.is_active = True
    locked.deactivated_at = None
    locked.save(update_fields=["is_active", "deactivated_at"])
    audit.record(action="person.reactivated", by=by, obj=locked)
    return locked
