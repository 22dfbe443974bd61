"""Marking by a trainer of what no program can judge, and asking for a second grading."""

from datetime import datetime

from django.db import transaction

from portal.assignments import tasks
from portal.assignments.errors import MarkRefusedError
from portal.assignments.evidence import record_mark
from portal.assignments.models import ManualMark, Submission
from portal.assignments.policies import check_can_mark
from portal.assignments.receiving import SAME_CLICK
from portal.assignments.states import SubmissionEvent, SubmissionState, next_state
from portal.core import audit
from portal.people.models import User


def manual_checks(submission: Submission) -> list[str]:
    """Return the grade_ids that wait, or waited, for a human mark."""
    run = submission.accepted_run
    cells = (run.result or {}).get("cells", {}) if run else {}
    return [grade_id for grade_id, cell in cells.items() if cell["score"] is None]


@transaction.atomic
def mark(
    *,
    submission: Submission,
    grade_id: str,
    points: float,
    comment: str,
    by: User,
    at: datetime,
) -> ManualMark:
    """Give points for one part. The submission is graded when its last part is marked.

    The same mark sent twice within ``SAME_CLICK`` is one mark.

    Raises:
        MarkRefusedError: the part takes no human mark, or the points are out of range.
        PermissionDenied: ``by`` may not mark.
    """
    check_can_mark(by)
    rows = Submission.objects.select_related("release", "assignment", "learner")
    locked = rows.select_for_update(of=("self",)).get(pk=submission.pk)
    waiting = manual_checks(locked)
    checks = {check["grade_id"]: check for check in locked.release.checks}
    if grade_id not in waiting or locked.state not in MARKABLE:
        raise MarkRefusedError("not_manual")
    if not 0 <= points <= checks[grade_id]["points"]:
        raise MarkRefusedError("out_of_range")
    same = locked.marks.filter(grade_id=grade_id, points=points, comment=comment.strip())
    if (known := same.filter(marked_by=by, marked_at__gt=at - SAME_CLICK).first()) is not None:
        return known
    made = ManualMark.objects.create(
        submission=locked,
        grade_id=grade_id,
        points=points,
        comment=comment.strip(),
        marked_by=by,
        marked_at=at,
    )
    record_mark(locked, checks[grade_id], points, by=by, at=at)
    _settle_when_all_marked(locked, waiting, at=at)
    data = {"grade_id": grade_id, "points": points}
    audit.record(action="submission.marked", by=by, obj=locked, data=data)
    return made


def _settle_when_all_marked(locked: Submission, waiting: list[str], *, at: datetime) -> None:
    marked = set(locked.marks.values_list("grade_id", flat=True))
    if locked.state == SubmissionState.AWAITING_MARK and marked.issuperset(waiting):
        locked.state = next_state(locked.state, SubmissionEvent.MARK)
        locked.settled_at = at
        locked.save(update_fields=["state", "settled_at"])


MARKABLE = frozenset({SubmissionState.AWAITING_MARK, SubmissionState.GRADED})


@transaction.atomic
def regrade(*, submission: Submission, by: User) -> Submission:
    """Queue a settled submission for grading once more; what counts now counts until it is done.

    Raises:
        IllegalTransitionError: the submission is still being graded.
        PermissionDenied: ``by`` may not ask for it.
    """
    check_can_mark(by)
    locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    locked.state = next_state(locked.state, SubmissionEvent.REGRADE)
    locked.settled_at, locked.reason = None, ""
    last = locked.runs.order_by("-number").first()
    locked.tries_counted_after = last.number if last else 0
    locked.save(update_fields=["state", "settled_at", "reason", "tries_counted_after"])
    audit.record(action="submission.regrade_asked", by=by, obj=locked)
    tasks.grade_submission.enqueue(submission=str(locked.uuid))
    return locked
