"""Keeping the projection of the ledger in step with it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.utils import translation

from portal.competencies import words
from portal.competencies.assessment import Assessment, Row, assess
from portal.competencies.models import Evidence, Proficiency
from portal.competencies.thresholds import Thresholds, current

Pair = tuple[int, int]
_FIELDS = (
    "score",
    "difficulty",
    "guess",
    "level",
    "tier",
    "source_kind",
    "observed_at",
)
_LEARNERS_AT_ONCE = 500


def effective_rows(
    learner_ids: Iterable[int], *, up_to: int | None = None
) -> dict[Pair, list[tuple[int, Row]]]:
    """Return the rows that count, (evidence id, row) by (learner id, competency id).

    Args:
        learner_ids: whose rows.
        up_to: read the ledger as it was when this row was its newest; None for as it is.
    """
    found: dict[Pair, list[tuple[int, Row]]] = defaultdict(list)
    rows = Evidence.objects.filter(learner_id__in=list(learner_ids)).effective(up_to=up_to)
    columns = rows.order_by("pk").values_list("pk", "learner_id", "competency_id", *_FIELDS)
    for pk, learner_id, competency_id, *values in columns.iterator(chunk_size=5000):
        found[learner_id, competency_id].append((pk, Row(*values)))
    return found


def _as_row(
    pair: Pair, assessment: Assessment, *, last_id: int, thresholds: Thresholds, at: datetime
) -> Proficiency:
    with translation.override("en"):
        sentence = words.sentence(assessment, thresholds=thresholds, now=at)
    return Proficiency(
        learner_id=pair[0],
        competency_id=pair[1],
        level=assessment.level,
        mean=assessment.mean,
        low=assessment.low,
        high=assessment.high,
        weight=assessment.weight,
        sentence=sentence,
        evidence_count=assessment.evidence_count,
        last_evidence_id=last_id,
        computed_at=at,
        thresholds_version=thresholds.version,
    )


def refresh(touched: Iterable[Pair], *, at: datetime, last_id: int) -> None:
    """Compute the projection of the touched (learner id, competency id) pairs again.

    Args:
        touched: the pairs whose evidence has changed.
        at: evidence is as old as it is at this moment.
        last_id: newest row of the ledger that was taken into account.
    """
    pairs = sorted(set(touched))
    thresholds = current()
    learner_ids = sorted({learner_id for learner_id, _ in pairs})
    rows: dict[Pair, list[tuple[int, Row]]] = {}
    for first in range(0, len(learner_ids), _LEARNERS_AT_ONCE):
        rows.update(effective_rows(learner_ids[first : first + _LEARNERS_AT_ONCE], up_to=last_id))
    groups = [[row for _, row in rows.get(pair, ())] for pair in pairs]
    results = assess(groups, thresholds=thresholds, now=at)
    Proficiency.objects.bulk_create(
        [
            _as_row(pair, result, last_id=last_id, thresholds=thresholds, at=at)
            for pair, result in zip(pairs, results, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["learner", "competency"],
        update_fields=list(Proficiency.COMPUTED),
        batch_size=500,
    )
