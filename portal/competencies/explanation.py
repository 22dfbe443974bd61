"""How a level came about, row by row, and whether what is stored still follows from the ledger."""

import math
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.utils import translation

from portal.competencies import levels, words
from portal.competencies.assessment import WEIGHTLESS, Assessment, assess
from portal.competencies.models import Competency, Evidence, Level, Proficiency
from portal.competencies.projections import effective_rows
from portal.competencies.thresholds import Thresholds, current, of_version
from portal.people.models import User

TOLERANCE = 1e-9


@dataclass(frozen=True)
class ExplainedRow:
    """A row of the ledger with the weight it has now."""

    observed_at: datetime
    item_key: str
    level: int
    difficulty: float
    guess: float
    score: float
    tier: str
    standing: str
    weight: float


@dataclass(frozen=True)
class Explanation:
    """Rows, posterior and sentence of one learner and competency."""

    heading: str
    rows: tuple[ExplainedRow, ...]
    assessment: Assessment
    lines: tuple[str, ...]


def explain(learner: User, competency: Competency, *, now: datetime) -> Explanation:
    """Return how the learner's level in the competency comes about as of ``now``."""
    thresholds = current()
    rows = tuple(
        _explained(row, thresholds, now)
        for row in Evidence.objects.filter(learner=learner, competency=competency)
        .select_related("voided_by")
        .order_by("pk")
    )
    counting = effective_rows([learner.pk]).get((learner.pk, competency.pk), [])
    [assessment] = assess([[row for _pk, row in counting]], thresholds=thresholds, now=now)
    return Explanation(
        heading=f"{learner.username}, {competency}: {words.level_name(assessment.level)}",
        rows=rows,
        assessment=assessment,
        lines=_lines(assessment, thresholds, now),
    )


def differences(learner: User, competency: Competency) -> list[str]:
    """Compute the stored projection again from the ledger as it was; return what differs."""
    stored = Proficiency.objects.filter(learner=learner, competency=competency).first()
    newest = (
        Evidence.objects.filter(learner=learner, competency=competency)
        .order_by("-pk")
        .values_list("pk", flat=True)
        .first()
    )
    if stored is None:
        return [] if newest is None else ["nothing is stored although there is evidence"]
    found: list[str] = []
    if newest is not None and newest > stored.last_evidence_id:
        found.append(f"evidence up to row {newest}, stored up to row {stored.last_evidence_id}")
    thresholds = of_version(stored.thresholds_version)
    rows = effective_rows([learner.pk], up_to=stored.last_evidence_id)
    group = [row for _pk, row in rows.get((learner.pk, competency.pk), [])]
    [fresh] = assess([group], thresholds=thresholds, now=stored.computed_at)
    with translation.override("en"):
        sentence = words.sentence(fresh, thresholds=thresholds, now=stored.computed_at)
    for name in ("level", "mean", "low", "high", "weight", "evidence_count"):
        kept, again = getattr(stored, name), getattr(fresh, name)
        if not math.isclose(kept, again, rel_tol=TOLERANCE, abs_tol=TOLERANCE):
            found.append(f"{name}: stored {kept}, ledger gives {again}")
    if stored.sentence != sentence:
        found.append(f"sentence: stored {stored.sentence!r}, ledger gives {sentence!r}")
    return found


def _explained(row: Evidence, thresholds: Thresholds, now: datetime) -> ExplainedRow:
    kinds = Evidence.WeightKind
    voided = hasattr(row, "voided_by")
    counts = (
        row.weight_kind in (kinds.COUNTED, kinds.CORRECTION)
        and not voided
        and row.source_kind not in WEIGHTLESS
    )
    age = np.array((now - row.observed_at).total_seconds() / 86_400)
    weight = thresholds.tier_weights[row.tier] * float(
        levels.age_weight(age, thresholds.half_life_days)
    )
    return ExplainedRow(
        observed_at=row.observed_at,
        item_key=row.item_key,
        level=row.level,
        difficulty=row.difficulty,
        guess=row.guess,
        score=row.score,
        tier=row.tier,
        standing="voided" if voided else row.weight_kind,
        weight=weight if counts else 0.0,
    )


def _lines(assessment: Assessment, thresholds: Thresholds, now: datetime) -> tuple[str, ...]:
    lines = [
        f"posterior: mean {assessment.mean:.3f}, 80 % range {assessment.low:.3f} "
        f"to {assessment.high:.3f} logits; sum of weights {assessment.weight:.3f}",
    ]
    lines += [
        f"{Level(cut.level).label}: Pr(ability >= {cut.tau}) = {chance:.3f} "
        f"(needs {thresholds.certainty}), weight {weight:.3f} (needs {cut.floor})"
        + ("" if cut.by_machine else ", never given by machine")
        for cut, chance, weight in zip(
            thresholds.cuts, assessment.chances, assessment.level_weights, strict=True
        )
    ]
    lines.append(f"thresholds {thresholds.version}")
    lines.append(words.sentence(assessment, thresholds=thresholds, now=now))
    return tuple(lines)
