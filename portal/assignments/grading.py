"""Grading one submission.

1. A run is opened; an older unfinished one is abandoned, so that its late answer changes nothing.
2. The grader is asked. When it cannot answer, the run is abandoned and the job is tried again.
3. The answer is checked against the release, then stored together with its evidence and the
   submission's new state, in one transaction, if the run is still the open one.
"""

import base64
import logging
import uuid
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from graders.contract import (
    CheckText,
    FileRef,
    GradeRequest,
    GradeResult,
    Limits,
    ResultStatus,
)
from portal.assignments import grader_client
from portal.assignments.evidence import record_result
from portal.assignments.models import GradingRun, Release, Submission
from portal.assignments.states import (
    SETTLED,
    RunState,
    SubmissionEvent,
    SubmissionState,
    next_state,
)
from portal.assignments.variants import files_for
from portal.core import audit, files
from portal.jobs.errors import PermanentJobError, RetryLaterError

logger = logging.getLogger(__name__)

SOFT_PROBLEMS = frozenset({grader_client.GraderUnavailableError.problem})
"""Problems that are not the submission's fault and may last as long as they like."""
MAX_HARD_TRIES = 5
WORKER_LOST = "worker_lost"
FILE_MISSING = "file_missing"


def grade(*, submission_uuid: uuid.UUID, now: Callable[[], datetime]) -> str:
    """Grade a submission unless that is done already. Answers what was done, in one word.

    Raises:
        RetryLaterError: no usable answer this time; the submission stays in line.
        PermanentJobError: asking again would not help.
    """
    run = _open_run(submission_uuid, at=now())
    if run is None:
        return "nothing to do"
    try:
        result = grader_client.grade(request_for(run), read_blob=files.read)
        check_answer(run.submission.release, result)
    except grader_client.GraderRefusedError as error:
        _abandon(run, error.problem, at=now())
        raise PermanentJobError(str(error)) from error
    except grader_client.GraderError as error:
        _abandon(run, error.problem, at=now())
        after = getattr(error, "after", None)
        raise RetryLaterError(str(error), after=after) from error
    except files.StoredFileMissingError as error:
        _abandon(run, FILE_MISSING, at=now())
        raise RetryLaterError(str(error)) from error
    return "graded" if store_result(run, result, at=now()) else "too late"


def request_for(run: GradingRun) -> GradeRequest:
    """Write the message to the grader."""
    submission, release = run.submission, run.submission.release
    titles = {task["id"]: task["title"] for task in release.tasks}
    return GradeRequest(
        request_id=str(run.uuid),
        source_sha256=release.source_sha256,
        submission=base64.b64encode(files.read(submission.notebook_sha256)).decode("ascii"),
        submission_name=release.notebook_name,
        files=[FileRef(**entry) for entry in files_for(submission.learner, release)],
        limits=Limits(**release.limits),
        messages={
            check["grade_id"]: CheckText(
                task=titles.get(check["task"], ""),
                message=check["message"],
                hints=check["hints"],
            )
            for check in release.checks
        },
    )


def check_answer(release: Release, result: GradeResult) -> None:
    """Refuse an answer whose cells are not the release's checks or whose points are out of range.

    Raises:
        GraderAnswerError: says what does not fit.
    """
    if result.status is ResultStatus.REJECTED:
        return
    points = {check["grade_id"]: float(check["points"]) for check in release.checks}
    if set(result.cells) != set(points):
        raise grader_client.GraderAnswerError("The answer's cells are not the release's checks.")
    for grade_id, cell in result.cells.items():
        in_range = cell.score is None or 0 <= cell.score <= points[grade_id] + 1e-9
        if not in_range or abs(cell.max_score - points[grade_id]) > 1e-9:
            raise grader_client.GraderAnswerError(f"The points of {grade_id} are out of range.")


@transaction.atomic
def _open_run(submission_uuid: uuid.UUID, *, at: datetime) -> GradingRun | None:
    """Open a run, or answer None when there is nothing to grade any more."""
    submission = _locked(submission_uuid)
    if submission.state in SETTLED:
        return None
    submission.runs.filter(state=RunState.RUNNING).update(
        state=RunState.ABANDONED, finished_at=at, problem=WORKER_LOST
    )
    if _hard_tries(submission) >= MAX_HARD_TRIES:
        _hold(submission, _("Grading was tried several times and did not finish."), at=at)
        return None
    _step(submission, SubmissionEvent.START_GRADING)
    last = submission.runs.order_by("-number").first()
    return GradingRun.objects.create(
        submission=submission, number=1 + (last.number if last else 0), started_at=at
    )


@transaction.atomic
def _abandon(run: GradingRun, problem: str, *, at: datetime) -> None:
    """Close a run without a result; the submission goes back in line."""
    submission = _locked(run.submission.uuid)
    mine = GradingRun.objects.filter(pk=run.pk, state=RunState.RUNNING)
    if mine.update(state=RunState.ABANDONED, finished_at=at, problem=problem):
        _step(submission, SubmissionEvent.GIVE_BACK)


@transaction.atomic
def store_result(run: GradingRun, result: GradeResult, *, at: datetime) -> bool:
    """Make the run the one that counts. Answers False, and changes nothing, when it is too late."""
    submission = _locked(run.submission.uuid)
    run = GradingRun.objects.get(pk=run.pk)
    if run.state != RunState.RUNNING:
        logger.warning("the answer of run %s came too late and is dropped", run.uuid)
        return False
    submission.runs.filter(state=RunState.ACCEPTED).update(state=RunState.REPLACED)
    run.state, run.finished_at = RunState.ACCEPTED, at
    run.result = result.model_dump(mode="json")
    run.score = sum(cell.score or 0.0 for cell in result.cells.values())
    run.max_score = submission.release.max_score
    run.save()
    submission.settled_at = at
    if result.status is ResultStatus.REJECTED:
        submission.reason = result.reason or _("The notebook could not be graded.")
        _step(submission, SubmissionEvent.REJECT)
    else:
        submission.reason = ""
        waits = any(cell.score is None for cell in result.cells.values())
        event = SubmissionEvent.RESULT_NEEDS_MARK if waits else SubmissionEvent.RESULT_COMPLETE
        _step(submission, event)
        record_result(submission, result, at=at)
    data = {"run": run.number, "score": run.score, "max_score": run.max_score}
    audit.record(action="submission.graded", by=None, obj=submission, data=data)
    return True


@transaction.atomic
def give_up_for_now(*, submission_uuid: uuid.UUID, reason: str, at: datetime) -> None:
    """Decide what becomes of a submission whose job was tried for the last time.

    While the grader is merely unavailable the submission stays received, and the ticker queues it
    again; anything else is held for a person.
    """
    submission = _locked(submission_uuid)
    if submission.state in SETTLED:
        return
    submission.runs.filter(state=RunState.RUNNING).update(
        state=RunState.ABANDONED, finished_at=at, problem=WORKER_LOST
    )
    last = submission.runs.order_by("-number").first()
    if last is not None and last.problem not in SOFT_PROBLEMS:
        _hold(submission, reason, at=at)
    elif submission.state == SubmissionState.GRADING:
        _step(submission, SubmissionEvent.GIVE_BACK)


def _hold(submission: Submission, reason: str, *, at: datetime) -> None:
    submission.settled_at = at
    submission.reason = reason or _("Grading did not finish.")
    _step(submission, SubmissionEvent.HOLD)
    audit.record(action="submission.held", by=None, obj=submission, data={"reason": reason})


def _step(submission: Submission, event: SubmissionEvent) -> None:
    submission.state = next_state(submission.state, event)
    submission.save(update_fields=["state", "settled_at", "reason"])


def _hard_tries(submission: Submission) -> int:
    return (
        submission.runs.filter(state=RunState.ABANDONED, number__gt=submission.tries_counted_after)
        .exclude(problem__in=SOFT_PROBLEMS)
        .count()
    )


def _locked(submission_uuid: uuid.UUID) -> Submission:
    """Read the submission and keep others from changing it until the transaction ends."""
    rows = Submission.objects.select_related("release", "assignment", "learner")
    return rows.select_for_update(of=("self",)).get(uuid=submission_uuid)
