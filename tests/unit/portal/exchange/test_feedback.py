"""The feedback page: words from the structured result, nothing hidden, nothing alive."""

import pytest

from portal.assignments.models import Release, Submission
from portal.exchange.feedback import feedback_html
from portal.people.models import User
from tests.factories.assignments import NOW, GradingRunFactory, SubmissionFactory, result_of


@pytest.fixture
def submission(release: Release, ada: User) -> Submission:
    made: Submission = SubmissionFactory(release=release, learner=ada, settled=True, attempt=2)
    answer = result_of(release, {"count_final": 0.0})
    GradingRunFactory(submission=made, accepted=True, result=answer.model_dump(mode="json"))
    return made


def test_feedback_html_says_what_was_checked_and_gives_hints_by_attempt(
    submission: Submission,
) -> None:
    html = feedback_html(submission)

    assert html is not None
    assert "1 of 3 points" in html
    assert "n agrees with the table." in html
    assert "The heading is not a row." in html
    assert str(submission.uuid) in html


def test_feedback_html_escapes_what_the_learner_made_and_holds_no_script(
    submission: Submission,
) -> None:
    html = feedback_html(submission)

    assert html is not None
    assert "&lt;b&gt;7&lt;/b&gt;" in html
    assert "<b>7</b>" not in html
    assert "<script" not in html
    assert "# final" not in html, "the source of a hidden test"


def test_feedback_html_of_a_rejected_submission_gives_the_reason(
    release: Release, ada: User
) -> None:
    submission = SubmissionFactory(
        release=release, learner=ada, state="rejected", settled_at=NOW, reason="No cells <i>"
    )

    html = feedback_html(submission)

    assert html is not None
    assert "No cells &lt;i&gt;" in html
