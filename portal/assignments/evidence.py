"""What a graded submission says about the learner's competencies."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from graders.contract import GradeResult
from portal.assignments.models import Submission
from portal.competencies.evidence import EvidenceItem, SourceKind, Tier
from portal.competencies.services import record_evidence
from portal.people.models import User

TIERS: Mapping[str, Tier] = {
    Submission.Via.HUB: Tier.ONLINE,
    Submission.Via.UPLOAD: Tier.OFFLINE,
}


def record_result(submission: Submission, result: GradeResult, *, at: datetime) -> None:
    """Record one piece of evidence for each check that a program could judge.

    A blank submission shows nothing about what its author can do and leaves no evidence.
    """
    if submission.is_blank:
        return
    items = [
        evidence_item(submission, check, cell.score, SourceKind.GRADE_CELL)
        for check in submission.release.checks
        if (cell := result.cells[check["grade_id"]]).score is not None
    ]
    if items:
        record_evidence(learner=submission.learner, items=items, by=None, at=at)


def record_mark(
    submission: Submission, check: Mapping[str, Any], points: float, *, by: User, at: datetime
) -> None:
    """Record what a trainer's mark says."""
    item = evidence_item(submission, check, points, SourceKind.HUMAN_MARK)
    record_evidence(learner=submission.learner, items=[item], by=by, at=at)


def item_key(submission: Submission, grade_id: str) -> str:
    """Name the item: the same check of the same exercise in every attempt."""
    return f"{submission.assignment.uuid}:{grade_id}"


def evidence_item(
    submission: Submission, check: Mapping[str, Any], points: float | None, kind: SourceKind
) -> EvidenceItem:
    """Describe one check of one submission as evidence."""
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
        tier=TIERS[submission.via],
        observed_at=submission.received_at,
    )
