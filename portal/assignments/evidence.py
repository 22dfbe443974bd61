"""What a graded submission says about the learner's competencies."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from graders.contract import GradeResult, Mode
from portal.assignments.models import Submission
from portal.assignments.results import MANUAL
from portal.competencies.evidence import EvidenceItem, SourceKind, Tier
from portal.competencies.models import Evidence
from portal.competencies.services import correct_evidence, record_evidence
from portal.people.models import User

TIERS: Mapping[str, Tier] = {
    Submission.Via.HUB: Tier.ONLINE,
    Submission.Via.UPLOAD: Tier.OFFLINE,
}

SAME_SCORE = 1e-9


def record_result(submission: Submission, result: GradeResult, *, at: datetime) -> None:
    """Record one piece of evidence for each check that a program could judge.

    A blank submission shows nothing about what its author can do and leaves no evidence. Points
    that a trainer has corrected stand, however often a program grades the work again.
    """
    if submission.is_blank:
        return
    corrected = dict(submission.marks.order_by("marked_at", "pk").values_list("grade_id", "points"))
    tier = tier_of(submission, result.mode)
    items = [
        evidence_item(
            submission, check, corrected.get(grade_id, score), SourceKind.GRADE_CELL, tier
        )
        for check in submission.release.checks
        if (score := result.cells[grade_id := check["grade_id"]].score) is not None
    ]
    if items:
        _record(submission.learner, items, by=None, at=at, reason=_again())


def record_correction(
    submission: Submission, check: Mapping[str, Any], points: float, *, by: User, at: datetime
) -> None:
    """Record what a check is worth after a trainer has looked at it: void, and add."""
    if submission.is_blank:
        return
    item = evidence_item(submission, check, points, kind_of(check))
    reason = gettext("A trainer looked at the result and corrected the points.")
    _record(submission.learner, [item], by=by, at=at, reason=reason)


def kind_of(check: Mapping[str, Any]) -> SourceKind:
    """Return the kind of evidence that a check gives."""
    return SourceKind.HUMAN_MARK if check["kind"] == MANUAL else SourceKind.GRADE_CELL


def record_mark(
    submission: Submission, check: Mapping[str, Any], points: float, *, by: User, at: datetime
) -> None:
    """Record what a trainer's mark says."""
    item = evidence_item(submission, check, points, SourceKind.HUMAN_MARK)
    _record(submission.learner, [item], by=by, at=at, reason=_again())


def _again() -> str:
    return gettext("The submission was graded or marked again.")


def _record(
    learner: User, items: Sequence[EvidenceItem], *, by: User | None, at: datetime, reason: str
) -> None:
    """Record new evidence, and correct what a regrade or a new mark has changed."""
    rows = record_evidence(learner=learner, items=items, by=by, at=at)
    for item, row in zip(items, rows, strict=True):
        current = _newest(row)
        taken_back = current.weight_kind == Evidence.WeightKind.VOID
        if not taken_back and abs(current.score - item.score) > SAME_SCORE:
            correct_evidence(
                evidence=current,
                score=item.score,
                by=by,
                at=at,
                reason=reason,
            )


def _newest(row: Evidence) -> Evidence:
    """Return the last row of a chain of corrections."""
    while (later := Evidence.objects.filter(voids=row).first()) is not None:
        row = later
    return row


def tier_of(submission: Submission, mode: str) -> Tier:
    """Return how sure the outcome of a program's checks is.

    Where checks cannot run in a process of their own, code of the learner's could have changed
    what they see, wherever the work was done.
    """
    return TIERS[submission.via] if mode == Mode.SPLIT else Tier.ONE_PROCESS


def item_key(submission: Submission, grade_id: str) -> str:
    """Name the item: the same check of the same exercise in every attempt."""
    return f"{submission.assignment.uuid}:{grade_id}"


def evidence_item(
    submission: Submission,
    check: Mapping[str, Any],
    points: float | None,
    kind: SourceKind,
    tier: Tier | None = None,
) -> EvidenceItem:
    """Describe one check of one submission as evidence; a person's judgement needs no tier."""
    share = (points or 0.0) / float(check["points"])
    return EvidenceItem(
        competency_code=check["competency"],
        item_key=item_key(submission, check["grade_id"]),
        source_kind=kind,
        source_id=submission.uuid,
        level=int(check["level"]),
        difficulty=float(check["difficulty"]),
        guess=0.0,
        score=min(1.0, max(0.0, share)),
        tier=TIERS[submission.via] if tier is None else tier,
        observed_at=submission.received_at,
    )
