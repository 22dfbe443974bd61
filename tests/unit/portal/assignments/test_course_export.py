"""What of a course goes to nbgrader's tools."""

from pathlib import Path
from typing import Any

import pytest

from graders.course_folder import Course
from portal.assignments import course_export
from portal.assignments.errors import UnknownCourseError
from portal.assignments.models import Release, Submission
from portal.assignments.states import SubmissionState
from portal.core.models import AuditEvent
from portal.people.models import User
from tests.factories.assignments import (
    GradingRunFactory,
    ReleaseFactory,
    SubmissionFactory,
    checks,
    result_of,
)
from tests.factories.people import UserFactory


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Course]:
    found: list[Course] = []
    monkeypatch.setattr(
        course_export, "write_course_folder", lambda course, _folder: found.append(course)
    )
    return found


def submit(release: Release, learner: User, attempt: int, **points: float) -> Submission:
    made: Submission = SubmissionFactory(
        release=release, learner=learner, attempt=attempt, settled=True,
        state=SubmissionState.GRADED,
    )  # fmt: skip
    result: Any = result_of(release, dict(points))
    GradingRunFactory(
        submission=made,
        accepted=True,
        result=result.model_dump(mode="json"),
        score=result.score,
        max_score=result.max_score,
    )
    return made


def export(course: str = "first-steps") -> course_export.ExportReport:
    return course_export.export_gradebook(course=course, folder=Path("/unused"), by=None)


def test_best_submission_of_each_learner_counts(release: Release, written: list[Course]) -> None:
    ada, ben = UserFactory(username="ada"), UserFactory(username="ben")
    submit(release, ada, 1, count_final=1.5)
    submit(release, ada, 2, count_final=0.5)
    SubmissionFactory(release=release, learner=ben, attempt=1)

    report = export()

    (one,) = written[0].submissions
    assert (one.learner.username, one.cells["counting"]["count_final"].score) == ("ada", 1.5)
    assert (report.learners, report.submissions, report.without_result) == (1, 1, 1)
    assert AuditEvent.objects.get(action="gradebook.exported").data["submissions"] == 1


def test_older_release_with_other_checks_is_an_assignment_of_its_own(
    release: Release, written: list[Course]
) -> None:
    same = ReleaseFactory(assignment=release.assignment, number=2)
    newest = ReleaseFactory(assignment=release.assignment, number=3, checks=checks()[:1])
    for release_of, name in ((release, "ada"), (same, "ben"), (newest, "cleo")):
        submit(release_of, UserFactory(username=name), 1)

    export()

    slug = release.assignment.slug
    assert [one.name for one in written[0].assignments] == [slug, f"{slug}-release-2"]
    names = {one.learner.username: one.assignment for one in written[0].submissions}
    assert names == {"ada": f"{slug}-release-2", "ben": f"{slug}-release-2", "cleo": slug}


def test_course_without_released_exercises_is_unknown(release: Release) -> None:
    with pytest.raises(UnknownCourseError, match="other"):
        export("other")
