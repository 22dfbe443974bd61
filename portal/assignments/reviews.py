"""A human look at a result: asked by its learner, answered by a trainer in words and points.

1. The learner asks once for each submission and says why; the trainers find it in their queue.
2. A trainer answers in words and may correct points. A correction is a new mark; the evidence is
   voided and added anew by the service that owns it.
3. The learner reads the answer on the result page. Both steps leave an audit row.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.assignments.errors import (
    AlreadyAnsweredError,
    AlreadyAskedError,
    CorrectionRefusedError,
)
from portal.assignments.evidence import record_correction
from portal.assignments.models import ManualMark, ReviewRequest, Submission
from portal.assignments.policies import check_can_answer_review, check_can_ask_for_review
from portal.assignments.results import CheckResult, points_of
from portal.assignments.selectors import result_for
from portal.assignments.states import REVIEW_TRANSITIONS, ReviewEvent, ReviewState
from portal.core import audit
from portal.people.models import User


@transaction.atomic
def ask_for_review(*, submission: Submission, why: str, by: User, at: datetime) -> ReviewRequest:
    """Ask the trainers to look at a result. The same words sent twice are one request.

    Raises:
        PermissionDenied: the submission is somebody else's.
        ReviewRefusedError: there is no result yet, or it was asked before.
    """
    locked = _locked(submission)
    try:
        check_can_ask_for_review(by, locked)
    except AlreadyAskedError:
        known = ReviewRequest.objects.get(submission=locked)
        if known.why == why.strip():
            return known
        raise
    made = ReviewRequest.objects.create(submission=locked, why=why.strip(), asked_at=at)
    audit.record(action="review.asked", by=by, obj=locked)
    return made


@transaction.atomic
def answer_review(
    *,
    review: ReviewRequest,
    answer: str,
    corrections: Mapping[str, float],
    by: User,
    at: datetime,
) -> ReviewRequest:
    """Answer in words, and correct points by grade_id where need be.

    Raises:
        PermissionDenied: ``by`` is no trainer, or it is their own work.
        ReviewRefusedError: it was answered before, or points are out of range.
    """
    submission = _locked(review.submission)
    check_can_answer_review(by, submission)
    locked = ReviewRequest.objects.select_for_update().get(pk=review.pk)
    if locked.answered_by_id == by.pk and locked.answer == answer.strip():
        return locked  # a double click
    step = (ReviewState(locked.state), ReviewEvent.ANSWER)
    if step not in REVIEW_TRANSITIONS:
        raise AlreadyAnsweredError
    changed = _correct(submission, corrections, by=by, at=at)
    locked.state, locked.answer = REVIEW_TRANSITIONS[step], answer.strip()
    locked.answered_at, locked.answered_by = at, by
    locked.save()
    audit.record(action="review.answered", by=by, obj=submission, data={"corrected": changed})
    return locked


def correctable_checks(submission: Submission) -> list[CheckResult]:
    """Return the checks whose points a trainer may correct: those that have some already."""
    result = result_for(submission)
    tasks = result.tasks if result is not None else ()
    return [check for task in tasks for check in task.checks if not check.waits]


def _correct(
    submission: Submission, corrections: Mapping[str, float], *, by: User, at: datetime
) -> dict[str, Any]:
    """Write a mark for each check whose points change; answer what changed, for the audit."""
    known = {check.grade_id: check for check in correctable_checks(submission)}
    sources = {check["grade_id"]: check for check in submission.release.checks}
    changed = {}
    for grade_id, points in corrections.items():
        check = known.get(grade_id)
        if check is None or check.score is None or not 0 <= points <= check.max_score:
            raise CorrectionRefusedError
        if points == check.score:
            continue
        words = {
            "after": points_of(points, check.max_score),
            "before": points_of(check.score, check.max_score),
        }
        ManualMark.objects.create(
            submission=submission,
            grade_id=grade_id,
            points=points,
            comment=_("Corrected after a human look: %(after)s; before, %(before)s.") % words,
            marked_by=by,
            marked_at=at,
        )
        record_correction(submission, sources[grade_id], points, by=by, at=at)
        changed[grade_id] = {"before": check.score, "after": points}
    return changed


def _locked(submission: Submission) -> Submission:
    rows = Submission.objects.select_related("release", "assignment", "learner")
    return rows.select_for_update(of=("self",)).get(pk=submission.pk)
