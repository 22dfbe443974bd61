"""A small house: a ministry with three departments, one of them too small to be shown."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.factories.competencies import CompetencyFactory, DomainFactory
from tests.factories.reporting import House, answer, make_department, make_people, make_viewer


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def house(db: None) -> House:
    domain = DomainFactory.create(name="Analysis & communication")
    competency = CompetencyFactory.create(code="TST-1", name="Exploring and tidying", domain=domain)
    untouched = CompetencyFactory.create(code="TST-2", name="Charts", domain=domain)
    sizes = {"ministry": 12, "registers": 40, "benefits": 60, "outreach": 7}
    people = {}
    for code, size in sizes.items():
        department = make_department(code, "" if code == "ministry" else "ministry")
        people[code] = make_people(department, size)
    at = timezone.now()
    assessed = [
        *people["ministry"],
        *people["registers"][:30],
        *people["benefits"][:40],
        *people["outreach"],
    ]
    answer(assessed, competency, at=at)
    return House(competency, untouched, make_viewer("hana", "ministry"), people)
