"""What made-up people answer: evidence drawn from the model that the reports assume, and no other.

The items are made up as well (their keys begin with "demo:"), because the academy's courses do not
yet reach every competency of the framework.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from portal.competencies.evidence import EvidenceItem, SourceKind, Tier
from portal.reporting.demo.places import Place

_NAMESPACE = uuid.UUID("6a0b4c0e-5a55-4b9d-9a6d-3c2f5be2f4a7")
_DAYS = 265
_PERSON_SPREAD, _COMPETENCY_SPREAD = 0.75, 0.6


@dataclass(frozen=True)
class _Kind:
    source_kind: str
    level: int
    difficulty: float
    guess: float
    tier: str


_BANK: tuple[_Kind, ...] = (
    *(_Kind(SourceKind.QUIZ_ITEM, 1, -1.5, 0.25, Tier.ONLINE),) * 4,
    *(_Kind(SourceKind.QUIZ_ITEM, 2, -0.5, 0.25, Tier.ONLINE),) * 3,
    *(_Kind(SourceKind.GRADE_CELL, 2, -0.5, 0.0, Tier.ONLINE),) * 5,
    *(_Kind(SourceKind.GRADE_CELL, 3, 0.5, 0.0, Tier.ONLINE),) * 4,
    *(_Kind(SourceKind.HUMAN_MARK, 3, 0.5, 0.0, Tier.SUPERVISED),) * 4,
)


def popularity(codes: Sequence[str], rng: np.random.Generator) -> dict[str, float]:
    """Return for each competency how likely a learner is to have worked on it."""
    return {code: float(rng.beta(1.9, 1.6)) * 0.9 + 0.03 for code in codes}


def answers(
    *,
    name: str,
    place: Place,
    popular: dict[str, float],
    at: datetime,
    rng: np.random.Generator,
) -> list[EvidenceItem]:
    """Return the evidence of one person, oldest first.

    Args:
        name: user name, from which the identifiers of the acts follow.
        place: where the person works.
        popular: chance of having worked on each competency.
        at: the newest moment that evidence may have.
        rng: source of chance.
    """
    if rng.random() > place.takes_part:
        return []
    person = place.ability + rng.normal(0, _PERSON_SPREAD)
    found: list[EvidenceItem] = []
    for code, chance in popular.items():
        if rng.random() > chance:
            continue
        ability = person + rng.normal(0, _COMPETENCY_SPREAD)
        ability += 0.5 * (code.partition("-")[0] in place.strengths)
        found += _session(name, code, float(ability), at, rng)
    return sorted(found, key=lambda item: (item.observed_at, item.item_key))


def _session(
    name: str, code: str, ability: float, at: datetime, rng: np.random.Generator
) -> list[EvidenceItem]:
    """Return answers to the first items of a competency: easy ones first, as in a course."""
    reach = int(rng.integers(4, len(_BANK) + 1))
    began = at - timedelta(days=float(rng.uniform(1, _DAYS)))
    items = []
    for number, kind in enumerate(_BANK[:reach]):
        solved = kind.guess + (1 - kind.guess) / (1 + np.exp(kind.difficulty - ability))
        score = float(rng.random() < solved)
        if not score and kind.source_kind == SourceKind.GRADE_CELL and rng.random() < 0.2:
            score = 0.5
        seen = min(began + timedelta(hours=float(number * rng.uniform(0.2, 30))), at)
        items.append(
            EvidenceItem(
                competency_code=code,
                item_key=f"demo:{code}:{number + 1}",
                source_kind=kind.source_kind,
                source_id=uuid.uuid5(_NAMESPACE, f"{name}:{code}:{number // 4}"),
                level=kind.level,
                difficulty=kind.difficulty,
                guess=kind.guess,
                score=score,
                tier=kind.tier,
                observed_at=seen,
            )
        )
    return items
