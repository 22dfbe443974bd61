"""From a received submission to a stored result, whatever the grader does."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from graders.contract import GradeRequest, GradeResult, Mode, ResultStatus
from portal.assignments import grader_client, grading, marking
from portal.assignments.models import GradingRun, Release, Submission
from portal.assignments.states import RunState, SubmissionState
from portal.competencies import thresholds
from portal.competencies.evidence import Tier
from portal.competencies.models import Evidence
from portal.core import files
from portal.jobs.errors import PermanentJobError, RetryLaterError
from portal.people.models import User
from tests.factories.assignments import NOW, ReleaseFactory, SubmissionFactory, result_of
from tests.factories.people import UserFactory

Answer = Callable[[GradeRequest], GradeResult]


@pytest.fixture
def submission(release: Release, learner: User) -> Submission:
    return SubmissionFactory(release=release, learner=learner, attempt=1)


@pytest.fixture
def grader(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer | Exception], list[GradeRequest]]:
    """Let the grader answer so; the answer lists what it was asked."""

    def answers(answer: Answer | Exception) -> list[GradeRequest]:
        asked: list[GradeRequest] = []

        def grade(request: GradeRequest, *, read_blob: Any) -> GradeResult:
            asked.append(request)
            if isinstance(answer, Exception):
                raise answer
            return answer(request)

        monkeypatch.setattr(grader_client, "grade", grade)
        return asked

    return answers


def _grade(submission: Submission, at: datetime = NOW) -> str:
    return grading.grade(submission_uuid=submission.uuid, now=lambda: at)


def _right(submission: Submission, points: dict[str, float | None] | None = None) -> Answer:
    return lambda request: result_of(submission.release, points, request_id=request.request_id)


def test_grade_sends_hashes_and_the_authors_words(submission: Submission, grader: Any) -> None:
    asked = grader(_right(submission))

    _grade(submission)

    request = asked[0]
    assert request.source_sha256 == submission.release.source_sha256
    assert [ref.name for ref in request.files] == ["data/strikes.csv"]
    assert request.messages["count_final"].task == "1. How many?"
    assert request.messages["count_final"].hints[0] == "Do not type the number."


def test_grade_stores_result_evidence_and_state_together(
    submission: Submission, grader: Any
) -> None:
    grader(_right(submission, {"count_final": 1.0}))

    assert _grade(submission) == "graded"

    submission.refresh_from_db()
    run = submission.accepted_run
    assert submission.state == SubmissionState.GRADED
    assert submission.settled_at == NOW
    assert run is not None
    assert (run.score, run.max_score, run.number) == (2.0, 3.0, 1)
    scores = dict(Evidence.objects.values_list("item_key", "score"))
    uuid = submission.assignment.uuid
    assert scores == {f"{uuid}:count_practice": 1.0, f"{uuid}:count_final": 0.5}
    assert set(Evidence.objects.values_list("source_id", flat=True)) == {submission.uuid}


def test_grade_of_a_settled_submission_asks_nobody(submission: Submission, grader: Any) -> None:
    asked = grader(_right(submission))
    _grade(submission)

    assert _grade(submission) == "nothing to do"

    assert len(asked) == 1
    assert submission.runs.count() == 1


@pytest.mark.parametrize(
    ("via", "tier"), [(Submission.Via.HUB, "online"), (Submission.Via.UPLOAD, "offline")]
)
def test_evidence_says_where_the_work_was_done(
    release: Release, learner: User, grader: Any, via: str, tier: str
) -> None:
    submission = SubmissionFactory(release=release, learner=learner, via=via)
    grader(_right(submission))

    _grade(submission)

    assert set(Evidence.objects.values_list("tier", flat=True)) == {tier}


@pytest.mark.parametrize("via", list(Submission.Via))
def test_evidence_of_checks_beside_the_learners_code_weighs_less(
    release: Release, learner: User, grader: Any, via: str
) -> None:
    submission = SubmissionFactory(release=release, learner=learner, via=via)
    answer = _right(submission)
    grader(lambda request: answer(request).model_copy(update={"mode": Mode.INPROCESS}))

    _grade(submission)

    assert set(Evidence.objects.values_list("tier", flat=True)) == {Tier.ONE_PROCESS}
    weights = thresholds.current().tier_weights
    others = [weights[tier] for tier in Tier if tier not in (Tier.ONE_PROCESS, Tier.SELF_REPORT)]
    assert 0 < weights[Tier.ONE_PROCESS] < min(others)


def test_a_blank_submission_is_graded_and_leaves_no_evidence(
    release: Release, learner: User, grader: Any
) -> None:
    submission = SubmissionFactory(release=release, learner=learner, is_blank=True)
    grader(_right(submission, {"count_practice": 0.0, "count_final": 0.0}))

    assert _grade(submission) == "graded"
    assert not Evidence.objects.exists()


def test_a_submission_that_the_grader_turns_away_is_rejected_with_its_reason(
    submission: Submission, grader: Any
) -> None:
    def turn_away(request: GradeRequest) -> GradeResult:
        return GradeResult(
            request_id=request.request_id,
            submission="x.ipynb",
            status=ResultStatus.REJECTED,
            reason="No cell of this exercise is in the notebook.",
            reason_code="no_cells",
        )

    grader(turn_away)

    _grade(submission)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.REJECTED
    assert submission.reason == "No cell of this exercise is in the notebook."
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "error",
    [
        grader_client.GraderUnavailableError("busy", after=7),
        grader_client.GraderDiedError("gone"),
        grader_client.GraderTimeoutError("slow"),
        grader_client.GraderAnswerError("odd"),
    ],
)
def test_a_grader_without_an_answer_puts_the_submission_back_in_line(
    submission: Submission, grader: Any, error: grader_client.GraderError
) -> None:
    grader(error)

    with pytest.raises(RetryLaterError) as later:
        _grade(submission)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.RECEIVED
    run = submission.runs.get()
    assert (run.state, run.problem) == (RunState.ABANDONED, error.problem)
    assert later.value.after == getattr(error, "after", None)


def test_a_request_that_the_grader_refuses_is_not_tried_again(
    submission: Submission, grader: Any
) -> None:
    grader(grader_client.GraderRefusedError("422"))

    with pytest.raises(PermanentJobError):
        _grade(submission)


def test_a_file_that_is_missing_on_disk_puts_the_submission_back_in_line(
    submission: Submission, grader: Any
) -> None:
    files.path(submission.notebook_sha256).unlink()
    grader(_right(submission))

    with pytest.raises(RetryLaterError):
        _grade(submission)

    assert submission.runs.get().problem == grading.FILE_MISSING


@pytest.mark.parametrize(
    "points", [{"count_final": 2.5}, {"count_final": -1.0}], ids=["too many", "negative"]
)
def test_an_answer_with_points_out_of_range_is_not_believed(
    submission: Submission, grader: Any, points: dict[str, float | None]
) -> None:
    grader(_right(submission, points))

    with pytest.raises(RetryLaterError):
        _grade(submission)
    assert not GradingRun.objects.filter(state=RunState.ACCEPTED).exists()


def test_an_answer_without_all_checks_is_not_believed(submission: Submission, grader: Any) -> None:
    def half(request: GradeRequest) -> GradeResult:
        whole = result_of(submission.release, request_id=request.request_id)
        return whole.model_copy(update={"cells": {"count_final": whole.cells["count_final"]}})

    grader(half)

    with pytest.raises(RetryLaterError):
        _grade(submission)


def test_a_late_answer_changes_nothing(submission: Submission) -> None:
    slow = grading._open_run(submission.uuid, at=NOW)
    quick = grading._open_run(submission.uuid, at=NOW)
    assert slow is not None
    assert quick is not None
    wrong = result_of(submission.release, {"count_final": 0.0, "count_practice": 0.0})

    assert grading.store_result(quick, result_of(submission.release), at=NOW)
    assert not grading.store_result(slow, wrong, at=NOW)

    submission.refresh_from_db()
    states = dict(submission.runs.values_list("number", "state"))
    assert states == {1: RunState.ABANDONED, 2: RunState.ACCEPTED}
    assert submission.accepted_run is not None
    assert submission.accepted_run.score == 3.0
    assert Evidence.objects.count() == 2


def test_a_submission_whose_grading_always_ends_badly_is_held(
    submission: Submission, grader: Any
) -> None:
    grader(grader_client.GraderDiedError("gone"))
    for _try in range(grading.MAX_HARD_TRIES):
        with pytest.raises(RetryLaterError):
            _grade(submission)

    assert _grade(submission) == "nothing to do"

    submission.refresh_from_db()
    assert submission.state == SubmissionState.HELD
    assert submission.reason


def test_a_grader_that_is_away_for_long_never_gets_a_submission_held(
    submission: Submission, grader: Any
) -> None:
    grader(grader_client.GraderUnavailableError("away"))
    for _try in range(grading.MAX_HARD_TRIES * 3):
        with pytest.raises(RetryLaterError):
            _grade(submission)
    grading.give_up_for_now(submission_uuid=submission.uuid, reason="away", at=NOW)
    submission.refresh_from_db()
    assert submission.state == SubmissionState.RECEIVED

    grader(_right(submission))

    assert _grade(submission) == "graded"


def test_give_up_for_now_holds_a_submission_that_the_grader_refused(
    submission: Submission, grader: Any
) -> None:
    grader(grader_client.GraderRefusedError("422"))
    with pytest.raises(PermanentJobError):
        _grade(submission)

    grading.give_up_for_now(submission_uuid=submission.uuid, reason="422", at=NOW)
    grading.give_up_for_now(submission_uuid=submission.uuid, reason="again", at=NOW)

    submission.refresh_from_db()
    assert (submission.state, submission.reason) == (SubmissionState.HELD, "422")


def test_give_up_for_now_when_every_worker_was_lost_holds_the_submission(
    submission: Submission,
) -> None:
    grading._open_run(submission.uuid, at=NOW)

    grading.give_up_for_now(submission_uuid=submission.uuid, reason="worker lost", at=NOW)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.HELD
    assert submission.runs.get().problem == grading.WORKER_LOST


def test_a_regrade_adds_a_run_and_corrects_the_evidence(
    submission: Submission, grader: Any
) -> None:
    grader(_right(submission, {"count_final": 0.0}))
    _grade(submission)
    marking.regrade(submission=submission, by=UserFactory(trainer=True))
    submission.refresh_from_db()
    assert submission.state == SubmissionState.RECEIVED
    assert submission.accepted_run is not None, "the old result counts until there is a new one"

    grader(_right(submission))
    _grade(submission, at=NOW + timedelta(hours=1))

    submission.refresh_from_db()
    states = dict(submission.runs.values_list("number", "state"))
    assert states == {1: RunState.REPLACED, 2: RunState.ACCEPTED}
    assert submission.received_at == NOW
    final = Evidence.objects.filter(item_key__endswith="count_final")
    assert list(final.effective().values_list("score", flat=True)) == [1.0]
    practice = Evidence.objects.filter(item_key__endswith="count_practice")
    assert practice.count() == 1, "what did not change is not written again"


def test_a_manual_part_waits_for_a_person(competency: None, learner: User, grader: Any) -> None:
    release = ReleaseFactory(with_manual=True)
    submission = SubmissionFactory(release=release, learner=learner)
    grader(_right(submission))

    _grade(submission)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.AWAITING_MARK
    assert Evidence.objects.count() == 2
