"""How exercises show up in a course, and how tasks point back to its lessons."""

from typing import Any

import pytest
from django.test import Client

from portal.assignments import outline_links
from portal.assignments.models import Assignment, Release, Submission
from portal.courses.models import CoursePage
from portal.courses.outline import ItemKey, ItemKind, ItemState
from portal.people.models import User
from tests.factories import courses
from tests.factories.assignments import (
    COURSE,
    NOW,
    GradingRunFactory,
    ReleaseFactory,
    SubmissionFactory,
    result_of,
)
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    page: CoursePage = courses.course(slug="first-steps", uuid=COURSE)
    courses.lesson(courses.module(page), slug="reading-a-table")
    return page


@pytest.fixture
def exercise(competency: None) -> Release:
    made: Release = ReleaseFactory(assignment__slug="counting")
    return made


KEY = ItemKey(ItemKind.EXERCISE, "counting")


def _graded(release: Release, learner: User, attempt: int, final: float) -> Submission:
    made: Submission = SubmissionFactory(
        release=release, learner=learner, attempt=attempt, settled=True
    )
    answer = result_of(release, {"count_final": final}).model_dump(mode="json")
    GradingRunFactory(submission=made, accepted=True, result=answer)
    return made


def test_exercises_of_course_tells_title_and_time(course: CoursePage, exercise: Release) -> None:
    found = outline_links.exercises_of_course(course=course)

    assert found["counting"].title == "Count the strikes"
    assert found["counting"].minutes == 20


def test_exercise_progress_shows_the_best_result(
    course: CoursePage, exercise: Release, learner: User
) -> None:
    assert outline_links.exercise_progress(learner=learner, course=course) == {}
    _graded(exercise, learner, 1, final=2.0)
    _graded(exercise, learner, 2, final=0.0)

    progress = outline_links.exercise_progress(learner=learner, course=course)[KEY]

    assert (progress.state, progress.note) == (ItemState.DONE, "3 of 3 points")


def test_exercise_progress_of_one_that_is_not_graded_yet_is_begun(
    course: CoursePage, exercise: Release, learner: User
) -> None:
    SubmissionFactory(release=exercise, learner=learner)

    progress = outline_links.exercise_progress(learner=learner, course=course)[KEY]

    assert progress.state == ItemState.STARTED


def test_exercise_progress_of_a_blank_one_is_not_done(
    course: CoursePage, exercise: Release, learner: User
) -> None:
    blank = SubmissionFactory(release=exercise, learner=learner, settled=True, is_blank=True)
    GradingRunFactory(submission=blank, accepted=True)

    progress = outline_links.exercise_progress(learner=learner, course=course)[KEY]

    assert progress.state == ItemState.STARTED


def test_describe_submissions_knows_only_ones_own(exercise: Release, learner: User) -> None:
    mine = SubmissionFactory(release=exercise, learner=learner, received_at=NOW)
    other = SubmissionFactory(release=exercise, learner=UserFactory())

    found = outline_links.describe_submissions(learner, [mine.uuid, other.uuid])

    assert {key: source.url for key, source in found.items()} == {
        mine.uuid: mine.get_absolute_url()
    }


def test_lesson_links_lead_to_the_part_of_the_lesson(course: CoursePage, exercise: Release) -> None:
    tasks: list[dict[str, Any]] = [
        {"id": "a", "lesson": "reading-a-table#rows"},
        {"id": "b", "lesson": "reading-a-table"},
        {"id": "c", "lesson": "no-such-lesson#x"},
        {"id": "d", "lesson": None},
    ]

    links = outline_links.lesson_links(exercise.assignment, tasks)

    address = "/courses/first-steps/meet-the-data/reading-a-table/"
    assert links == {"a": f"{address}#rows", "b": address}


def test_lesson_links_without_the_course_are_none(exercise: Release) -> None:
    assert outline_links.lesson_links(exercise.assignment, exercise.tasks) == {}


def test_result_page_links_the_lesson_of_what_is_not_right(
    client: Client, course: CoursePage, exercise: Release, learner: User
) -> None:
    submission = _graded(exercise, learner, 1, final=0.0)
    client.force_login(learner)

    page = client.get(submission.get_absolute_url()).content.decode()

    assert 'href="/courses/first-steps/meet-the-data/reading-a-table/#rows"' in page
    assert "First steps" in page


def test_sync_after_load_brings_in_the_real_exercises() -> None:
    outline_links.sync_after_load(by=None)

    assert Assignment.objects.published().filter(slug="first-look").exists()


def test_exercises_stay_in_a_course_whose_address_changed(
    course: CoursePage, exercise: Release
) -> None:
    course.slug = "a-new-name"
    course.save_revision().publish()

    found = outline_links.exercises_of_course(course=CoursePage.objects.get(pk=course.pk))

    assert found["counting"].url == "/exercises/first-steps/counting/"
    assert outline_links.course_of(exercise.assignment) == course
