"""A human look at a result: who may ask, who may answer, and what an answer changes."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from portal.assignments import errors, grading, policies, reviews
from portal.assignments.evidence import record_result
from portal.assignments.marking import regrade
from portal.assignments.models import ManualMark, Release, ReviewRequest, Submission
from portal.assignments.selectors import result_for, review_queue
from portal.assignments.states import REVIEW_TRANSITIONS, ReviewState, RunState, SubmissionState
from portal.competencies.models import Evidence
from portal.core.models import AuditEvent
from portal.people.models import User
from tests.factories.assignments import (
    NOW,
    GradingRunFactory,
    ReleaseFactory,
    SubmissionFactory,
    result_of,
)
from tests.factories.people import UserFactory

LATER = NOW + timedelta(hours=1)
WHY = "My count is right: the heading is no row."


@pytest.fixture
def graded(release: Release, learner: User) -> Submission:
    made: Submission = SubmissionFactory(release=release, learner=learner, settled=True, attempt=1)
    answer = result_of(release, {"count_final": 0.0})
    GradingRunFactory(submission=made, accepted=True, result=answer.model_dump(mode="json"))
    record_result(made, answer, at=NOW)
    return made


@pytest.fixture
def trainer(db: None) -> User:
    made: User = UserFactory(trainer=True, first_name="Tomas", last_name="Lind")
    return made


@pytest.fixture
def review(graded: Submission, learner: User) -> ReviewRequest:
    return reviews.ask_for_review(submission=graded, why=WHY, by=learner, at=NOW)


def _answer(review: ReviewRequest, by: User, **changes: Any) -> ReviewRequest:
    values: dict[str, Any] = {
        "answer": "You are right.",
        "corrections": {"count_final": 2.0},
        "at": LATER,
        **changes,
    }
    return reviews.answer_review(review=review, by=by, **values)


def test_ask_for_review_stands_in_the_queue_and_in_the_audit(
    review: ReviewRequest, graded: Submission, learner: User
) -> None:
    assert list(review_queue()) == [review]
    event = AuditEvent.objects.get(action="review.asked")
    assert (event.actor, event.object_id) == (learner, str(graded.uuid))


def test_ask_for_review_twice_is_refused_unless_it_is_a_double_click(
    review: ReviewRequest, graded: Submission, learner: User
) -> None:
    assert reviews.ask_for_review(submission=graded, why=WHY, by=learner, at=LATER) == review

    with pytest.raises(errors.AlreadyAskedError):
        reviews.ask_for_review(submission=graded, why="Once more.", by=learner, at=LATER)
    assert ReviewRequest.objects.count() == 1
    assert AuditEvent.objects.filter(action="review.asked").count() == 1


@pytest.mark.parametrize("role", [None, "trainer", "hr_viewer", "administrator", "course_editor"])
def test_ask_for_review_of_somebody_elses_work_is_denied(
    graded: Submission, role: str | None
) -> None:
    stranger = UserFactory(**({role: True} if role else {}))

    assert not policies.can_ask_for_review(stranger, graded)
    with pytest.raises(PermissionDenied):
        reviews.ask_for_review(submission=graded, why=WHY, by=stranger, at=NOW)


@pytest.mark.parametrize(
    ("state", "may"),
    [
        (SubmissionState.RECEIVED, False),
        (SubmissionState.GRADING, False),
        (SubmissionState.HELD, False),
        (SubmissionState.GRADED, True),
        (SubmissionState.AWAITING_MARK, True),
        (SubmissionState.REJECTED, True),
    ],
)
def test_ask_for_review_needs_a_result(learner: User, state: str, may: bool) -> None:
    settled = None if state in ("received", "grading") else NOW
    made = SubmissionFactory(learner=learner, state=state, settled_at=settled, reason="A reason.")

    assert policies.can_ask_for_review(learner, made) is may
    if not may:
        with pytest.raises(errors.NothingToReviewError):
            reviews.ask_for_review(submission=made, why=WHY, by=learner, at=NOW)


def test_answer_review_corrects_points_evidence_and_says_so(
    review: ReviewRequest, graded: Submission, trainer: User
) -> None:
    before = Evidence.objects.effective().get(item_key__endswith="count_final")
    assert before.score == 0.0

    answered = _answer(review, trainer)

    assert (answered.state, answered.answered_by) == (ReviewState.ANSWERED, trainer)
    result = result_for(Submission.objects.get(pk=graded.pk))
    assert result is not None
    assert result.score == 3.0
    after = Evidence.objects.effective().get(item_key__endswith="count_final")
    assert (after.score, after.voids, after.recorded_by) == (1.0, before, trainer)
    assert "corrected the points" in after.reason
    event = AuditEvent.objects.get(action="review.answered")
    assert event.actor == trainer
    assert event.data == {"corrected": {"count_final": {"before": 0.0, "after": 2.0}}}
    assert not review_queue().exists()


def test_answer_review_in_words_alone_changes_no_points(
    review: ReviewRequest, trainer: User
) -> None:
    rows = Evidence.objects.count()

    _answer(review, trainer, corrections={"count_final": 0.0, "count_practice": 1.0})

    assert not ManualMark.objects.exists()
    assert Evidence.objects.count() == rows
    assert AuditEvent.objects.get(action="review.answered").data == {"corrected": {}}


def test_answer_review_by_a_double_click_is_one_answer(
    review: ReviewRequest, trainer: User
) -> None:
    first, again = _answer(review, trainer), _answer(review, trainer)

    assert first == again
    assert ManualMark.objects.count() == 1
    assert AuditEvent.objects.filter(action="review.answered").count() == 1


def test_answer_review_that_somebody_answered_is_refused(
    review: ReviewRequest, trainer: User
) -> None:
    _answer(review, trainer)

    with pytest.raises(errors.AlreadyAnsweredError):
        _answer(review, UserFactory(trainer=True), answer="No.")
    with pytest.raises(errors.AlreadyAnsweredError):
        _answer(review, trainer, answer="On second thoughts, no.")


@pytest.mark.parametrize(
    "corrections", [{"count_final": 2.5}, {"count_final": -1.0}, {"nothing": 1.0}]
)
def test_answer_review_with_impossible_points_is_refused_whole(
    review: ReviewRequest, trainer: User, corrections: dict[str, float]
) -> None:
    with pytest.raises(errors.CorrectionRefusedError):
        _answer(review, trainer, corrections=corrections)

    review.refresh_from_db()
    assert review.state == ReviewState.ASKED
    assert not ManualMark.objects.exists()


@pytest.mark.parametrize("role", [None, "hr_viewer", "administrator", "course_editor"])
def test_answer_review_is_for_trainers(review: ReviewRequest, role: str | None) -> None:
    person = UserFactory(**({role: True} if role else {}))

    assert not policies.can_answer_review(person, review.submission)
    with pytest.raises(PermissionDenied):
        _answer(review, person)


def test_answer_review_of_ones_own_work_is_denied_to_trainers_too(
    release: Release, trainer: User
) -> None:
    own = SubmissionFactory(release=release, learner=trainer, settled=True)
    GradingRunFactory(submission=own, accepted=True)
    asked = reviews.ask_for_review(submission=own, why=WHY, by=trainer, at=NOW)

    with pytest.raises(PermissionDenied, match="Another trainer"):
        _answer(asked, trainer)


def test_a_correction_stands_when_the_work_is_graded_again(
    review: ReviewRequest, graded: Submission, trainer: User
) -> None:
    _answer(review, trainer)
    regrade(submission=graded, by=trainer)
    graded.refresh_from_db()
    Submission.objects.filter(pk=graded.pk).update(state=SubmissionState.GRADING)
    run = GradingRunFactory(submission=graded, number=2, state=RunState.RUNNING)

    assert grading.store_result(run, result_of(graded.release, {"count_final": 0.0}), at=LATER)

    result = result_for(Submission.objects.get(pk=graded.pk))
    assert result is not None
    assert result.score == 3.0
    assert Evidence.objects.effective().get(item_key__endswith="count_final").score == 1.0


def test_a_correction_of_a_blank_submission_leaves_no_evidence(
    release: Release, learner: User, trainer: User
) -> None:
    blank = SubmissionFactory(release=release, learner=learner, settled=True, is_blank=True)
    answer = result_of(release, {"count_final": 0.0}).model_dump(mode="json")
    GradingRunFactory(submission=blank, accepted=True, result=answer)
    asked = reviews.ask_for_review(submission=blank, why=WHY, by=learner, at=NOW)

    _answer(asked, trainer)

    assert not Evidence.objects.exists()


def test_a_manual_part_that_was_not_marked_yet_is_not_corrected_but_marked(
    competency: None, learner: User, trainer: User
) -> None:
    waiting = SubmissionFactory(
        release=ReleaseFactory(with_manual=True),
        learner=learner,
        state=SubmissionState.AWAITING_MARK,
        settled_at=NOW,
    )
    GradingRunFactory(submission=waiting, accepted=True)
    asked = reviews.ask_for_review(submission=waiting, why=WHY, by=learner, at=NOW)

    assert "reading" not in {check.grade_id for check in reviews.correctable_checks(waiting)}
    with pytest.raises(errors.CorrectionRefusedError):
        _answer(asked, trainer, corrections={"reading": 1.0})


def test_every_state_of_a_review_is_reached() -> None:
    assert {ReviewState.ASKED, *REVIEW_TRANSITIONS.values()} == set(ReviewState)


@pytest.mark.parametrize(
    "changes", [{"state": "answered"}, {"answer": "words"}, {"answered_at": NOW}]
)
def test_a_review_half_answered_cannot_be_stored(
    review: ReviewRequest, changes: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewRequest.objects.filter(pk=review.pk).update(**changes)


def _text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_pages_from_question_to_answer(
    client: Client, graded: Submission, learner: User, trainer: User
) -> None:
    client.force_login(learner)
    address = graded.get_absolute_url()
    assert "Ask for a human look" in _text(client.get(address))
    empty = client.post(f"{address}human-look/", {"why": " "})
    assert empty.status_code == 422
    assert "Say in a sentence why a person should look at it." in _text(empty)

    for _click in range(2):
        asked = client.post(f"{address}human-look/", {"why": "Rows <b>are</b> 2."})
        assert asked.status_code == 302
    page = _text(client.get(address))
    assert "Rows &lt;b&gt;are&lt;/b&gt; 2." in page
    assert "A trainer will look at it." in page
    assert 'name="why"' not in page

    client.force_login(trainer)
    assert "Rows &lt;b&gt;are&lt;/b&gt; 2." in _text(client.get("/marking/"))
    assert "Answer the learner" in _text(client.get(address))
    desk = f"/marking/{graded.uuid}/human-look/"
    assert 'name="points_count_final"' in _text(client.get(desk))
    wrong = client.post(desk, {"answer": "", "points_count_final": "9"})
    assert wrong.status_code == 422
    for _click in range(2):
        data = {"answer": "Two it is.", "points_count_final": "2", "points_count_practice": ""}
        assert client.post(desk, data).status_code == 302
    assert "Nobody asks for a human look." in _text(client.get("/marking/"))
    assert "Two it is." in _text(client.get(desk))

    client.force_login(learner)
    page = _text(client.get(address))
    assert "Tomas Lind answered," in page
    assert "Two it is." in page
    assert "3 of 3 points: every task is right." in page
    assert "Corrected after a human look: 2 of 2 points; before, 0 of 2 points." in page


def test_a_second_question_is_answered_with_what_stands_there(
    signed_in: Client, review: ReviewRequest
) -> None:
    address = f"{review.submission.get_absolute_url()}human-look/"

    answer = signed_in.post(address, {"why": "Once more."}, follow=True)

    assert "You have asked for a human look at this result already." in _text(answer)
    assert ReviewRequest.objects.get().why == WHY


def test_an_answer_that_comes_second_is_a_conflict(
    client: Client, review: ReviewRequest, trainer: User
) -> None:
    _answer(review, UserFactory(trainer=True))
    client.force_login(trainer)

    answer = client.post(f"/marking/{review.submission.uuid}/human-look/", {"answer": "No."})

    assert answer.status_code == 409
    assert "Somebody has answered this already." in _text(answer)


def test_the_desk_is_closed_to_others_and_empty_where_nobody_asked(
    client: Client, review: ReviewRequest, learner: User, trainer: User
) -> None:
    desk = f"/marking/{review.submission.uuid}/human-look/"
    ask = f"{review.submission.get_absolute_url()}human-look/"
    assert client.get(desk).status_code == 302, "sign in first"
    assert client.post(ask, {"why": "x"}).status_code == 302

    client.force_login(learner)
    assert client.get(desk).status_code == 403
    for stranger in (UserFactory(), UserFactory(hr_viewer=True), UserFactory(administrator=True)):
        client.force_login(stranger)
        assert client.get(desk).status_code == 404
        assert client.post(ask, {"why": "x"}).status_code == 404
    client.force_login(trainer)
    assert client.post(ask, {"why": "x"}).status_code == 403
    other = SubmissionFactory(settled=True)
    assert client.get(f"/marking/{other.uuid}/human-look/").status_code == 404
