"""Houses of departments with people and evidence, for tests of reports."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from django.contrib.auth.models import Group

from portal.competencies.evidence import EvidenceItem, LearnerEvidence, SourceKind, Tier
from portal.competencies.models import Competency
from portal.competencies.services import record_evidence_batch
from portal.people import policies
from portal.people.models import Department, ReportingScope, User

BANDS = ((1, -1.5, 0.25), (1, -1.5, 0.25), (2, -0.5, 0.0), (2, -0.5, 0.0), (2, -0.5, 0.25))


def make_department(code: str, above: str = "", **fields: object) -> Department:
    """Return a department; at the top, or below the one with code ``above``."""
    values = {"code": code, "name": code.replace("-", " ").title(), **fields}
    if not above:
        return Department.add_root(**values)
    return Department.objects.get(code=above).add_child(**values)


def make_people(department: Department, number: int) -> list[User]:
    """Return that many learners of the department."""
    department = Department.objects.get(pk=department.pk)
    return [
        User.objects.create_user(f"{department.code}.{n}", department=department)
        for n in range(number)
    ]


def answer(
    people: Mapping[User, float] | Sequence[User],
    competency: Competency,
    *,
    at: datetime,
    items: int = 10,
    seed: int = 1,
) -> None:
    """Record first answers of people to items of a competency.

    Args:
        people: their abilities; a sequence stands for abilities of 0.5.
        competency: what the items are about.
        at: when they answer, one day before it is recorded.
        items: how many.
        seed: of the random numbers.
    """
    rng = np.random.default_rng(seed)
    abilities = people if isinstance(people, Mapping) else dict.fromkeys(people, 0.5)
    batch = []
    for person, ability in abilities.items():
        own = []
        for number in range(items):
            level, difficulty, guess = BANDS[number % len(BANDS)]
            chance = guess + (1 - guess) / (1 + np.exp(difficulty - ability))
            own.append(
                EvidenceItem(
                    competency_code=competency.code,
                    item_key=f"{competency.code}:{number}",
                    source_kind=SourceKind.QUIZ_ITEM,
                    source_id=uuid.uuid4(),
                    level=level,
                    difficulty=difficulty,
                    guess=guess,
                    score=float(rng.random() < chance),
                    tier=Tier.ONLINE,
                    observed_at=at - timedelta(days=1),
                )
            )
        batch.append(LearnerEvidence(person, own))
    record_evidence_batch(batch=batch, by=None, at=at)


@dataclass
class House:
    """What the tests need of the house."""

    competency: Competency
    untouched: Competency
    hr: User
    people: dict[str, list[User]]


def make_viewer(name: str, *codes: str) -> User:
    """Return an HR viewer with a scope for each department."""
    viewer = User.objects.create_user(name)
    viewer.groups.add(Group.objects.get_or_create(name=policies.HR_VIEWERS)[0])
    for code in codes:
        department = Department.objects.get(code=code)
        ReportingScope.objects.create(user=viewer, department=department)
    return viewer
