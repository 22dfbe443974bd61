"""Making the demo house: departments, people, evidence and accounts, each only once."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np
from django.contrib.auth.models import Group
from django.db import transaction

from portal.competencies.evidence import LearnerEvidence
from portal.competencies.models import Competency
from portal.competencies.services import record_evidence_batch
from portal.core import audit
from portal.people import policies
from portal.people.models import Department, ReportingScope, User
from portal.people.services import create_user
from portal.reporting.demo import names
from portal.reporting.demo.answers import answers, popularity
from portal.reporting.demo.places import PLACES, ROOT, Place, sizes

DEFAULT_PASSWORD = "demo-academy-2026"  # noqa: S105 - public on purpose, for demo accounts only
_PREFIX = "demo."
_AT_ONCE = 50
ACCOUNTS: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("amina", "Amina", "Diallo", "demo-benefits", ()),
    ("tomas", "Tomás", "Herrera", "demo-digital", (policies.TRAINERS,)),
    ("edith", "Edith", "Lindqvist", "demo-digital", (policies.COURSE_EDITORS,)),
    ("hana", "Hana", "Nakamura", ROOT, (policies.HR_VIEWERS,)),
    ("ada", "Ada", "Okonkwo", "demo-platforms", (policies.ADMINISTRATORS,)),
)


class DemoError(Exception):
    """The demo house cannot be made; says what to do first."""


@transaction.atomic
def make_house(*, learners: int, seed: int, at: datetime) -> int:
    """Make departments, learners and their evidence; all of it or nothing.

    Returns:
        The number of learners made: 0 when the house is already there.

    Raises:
        DemoError: the framework has not been loaded.
    """
    codes = list(Competency.objects.current().values_list("code", flat=True))
    if not codes:
        raise DemoError("Load the competency framework first: python -m portal load_content")
    departments = _departments()
    if User.objects.filter(username__startswith=_PREFIX).exists():
        return 0
    rng = np.random.default_rng(seed)
    popular = popularity(codes, rng)
    batch: list[LearnerEvidence] = []
    number = 0
    for place, size in zip(PLACES, sizes(learners), strict=True):
        for _ in range(size):
            number += 1
            learner = _learner(number, departments[place.code], rng)
            items = answers(name=learner.username, place=place, popular=popular, at=at, rng=rng)
            if items:
                batch.append(LearnerEvidence(learner, items))
    for first in range(0, len(batch), _AT_ONCE):
        record_evidence_batch(batch=batch[first : first + _AT_ONCE], by=None, at=at)
    audit.record(action="demo.made", by=None, data={"learners": number, "seed": seed})
    return number


@transaction.atomic
def make_accounts(passwords: Mapping[str, str]) -> list[str]:
    """Make the demo accounts that are not there yet, with the given or the public password.

    Returns:
        The user names made.

    Raises:
        DemoError: the roles have not been set up.
    """
    wanted = {role for *_, roles in ACCOUNTS for role in roles}
    if missing := wanted - set(Group.objects.values_list("name", flat=True)):
        raise DemoError(
            f"Set up the roles first ({', '.join(sorted(missing))}): python -m portal setup_roles"
        )
    departments = _departments()
    made = []
    for username, first_name, last_name, code, roles in ACCOUNTS:
        if User.objects.filter(username=username).exists():
            continue
        create_user(
            username=username,
            by=None,
            password=passwords.get(username, DEFAULT_PASSWORD),
            first_name=first_name,
            last_name=last_name,
            email=f"{username}@academy.invalid",
            department=departments[code],
            roles=roles,
            is_demo=True,
        )
        made.append(username)
    hana = User.objects.get(username="hana")
    if "hana" in made:
        ReportingScope.objects.create(user=hana, department=departments[ROOT])
    return made


def _departments() -> dict[str, Department]:
    found = {d.code: d for d in Department.objects.filter(code__in=[p.code for p in PLACES])}
    for place in PLACES:
        if place.code not in found:
            found[place.code] = _add_department(place)
    return found


def _add_department(place: Place) -> Department:
    fields = {"code": place.code, "name": place.name, "is_demo": True}
    if not place.parent:
        return Department.add_root(**fields)
    # Read again: adding a sibling may have moved paths.
    return Department.objects.get(code=place.parent).add_child(**fields)


def _learner(number: int, department: Department, rng: np.random.Generator) -> User:
    first_name, last_name = names.draw(rng)
    return create_user(
        username=f"{_PREFIX}{number:05d}",
        by=None,
        first_name=first_name,
        last_name=last_name,
        email=f"{_PREFIX}{number:05d}@academy.invalid",
        department=department,
        is_demo=True,
    )
