"""Frameworks and evidence for tests."""

# factory_boy's declarations carry no types.
# mypy: disable-error-code="no-untyped-call"

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from portal.competencies.evidence import EvidenceItem, SourceKind, Tier
from portal.competencies.models import Competency, Domain, Framework

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class FrameworkFactory(DjangoModelFactory[Framework]):
    class Meta:
        model = Framework

    uuid = LazyFunction(uuid.uuid4)
    version = "test-1"
    title = "Test framework"
    loaded_at = NOW


class DomainFactory(DjangoModelFactory[Domain]):
    class Meta:
        model = Domain

    uuid = LazyFunction(uuid.uuid4)
    framework = SubFactory(FrameworkFactory)
    code = Sequence(lambda n: f"T{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}")
    name = Sequence(lambda n: f"Domain {n}")
    purpose = "Be tested."
    position = Sequence(int)


class CompetencyFactory(DjangoModelFactory[Competency]):
    class Meta:
        model = Competency

    uuid = LazyFunction(uuid.uuid4)
    domain = SubFactory(DomainFactory)
    code = Sequence(lambda n: f"TST-{n}")
    name = Sequence(lambda n: f"Competency {n}")
    descriptor = "Passes tests."
    position = Sequence(int)


def evidence_item(competency: Competency | str, key: str = "q1", **values: Any) -> EvidenceItem:
    """Return an item: a right answer to an Awareness question, seen one day before NOW."""
    code = competency if isinstance(competency, str) else competency.code
    defaults: dict[str, Any] = {
        "source_kind": SourceKind.QUIZ_ITEM,
        "source_id": uuid.uuid4(),
        "level": 1,
        "difficulty": -1.5,
        "guess": 0.25,
        "score": 1.0,
        "tier": Tier.ONLINE,
        "observed_at": NOW - timedelta(days=1),
    }
    return EvidenceItem(competency_code=code, item_key=key, **{**defaults, **values})
