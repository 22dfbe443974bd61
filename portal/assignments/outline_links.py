"""How this app's exercises show up elsewhere, and where the lessons behind their tasks are."""

import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from portal.assignments.models import Assignment, Submission
from portal.assignments.selectors import best_of, submissions_of
from portal.competencies.sources import Source
from portal.courses.models import CoursePage, LessonPage
from portal.courses.outline import ExerciseInfo, ItemKey, ItemKind, ItemProgress, ItemState
from portal.people.models import User


def exercises_of_course(*, course: CoursePage) -> dict[str, ExerciseInfo]:
    """Return the course's exercises for its outline."""
    return {
        row.slug: ExerciseInfo(
            title=row.title, minutes=row.minutes, summary=row.summary, url=row.get_absolute_url()
        )
        for row in Assignment.objects.published().filter(course_uuid=course.uuid)
    }


def exercise_progress(*, learner: User, course: CoursePage) -> dict[ItemKey, ItemProgress]:
    """Return how far the learner is with the course's exercises: the best result counts."""
    by_slug: dict[str, list[Submission]] = {}
    mine = submissions_of(learner).filter(assignment__course_uuid=course.uuid)
    for submission in mine:
        by_slug.setdefault(submission.assignment.slug, []).append(submission)
    found = {}
    for slug, submissions in by_slug.items():
        best = best_of(submissions)
        done = best is not None and not best[0].is_blank
        state = ItemState.DONE if done else ItemState.STARTED
        note = best[1].points if best is not None else ""
        found[ItemKey(ItemKind.EXERCISE, slug)] = ItemProgress(state, note=note)
    return found


def describe_submissions(learner: User, ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Source]:
    """Return title and address of submissions, for the learner's list of evidence."""
    rows = Submission.objects.filter(learner=learner, uuid__in=ids).select_related("assignment")
    return {row.uuid: Source(row.assignment.title, row.get_absolute_url()) for row in rows}


def sync_after_load(*, by: User | None) -> Sequence[str]:
    """Bring the exercises in line after the courses were loaded; tell what was refused."""
    # Building needs nbgrader, which only this command pays for.
    from portal.assignments.services import sync_assignments

    directory = Path(settings.EXERCISES_DIR)
    report = sync_assignments(exercises_dir=directory, by=by, at=timezone.now())
    return report.refusals()


def course_of(assignment: Assignment) -> CoursePage | None:
    """Return the published course that an exercise belongs to."""
    courses = CoursePage.objects.live()
    found: CoursePage | None = courses.filter(uuid=assignment.course_uuid).first()
    return found


def lesson_links(assignment: Assignment, tasks: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the address of the lesson part behind each task that has one, by task id."""
    course = course_of(assignment)
    if course is None:
        return {}
    lessons = {
        page.slug: page.url for page in LessonPage.objects.live().descendant_of(course).specific()
    }
    links = {}
    for task in tasks:
        slug, _hash, anchor = (task.get("lesson") or "").partition("#")
        if lessons.get(slug):
            links[task["id"]] = f"{lessons[slug]}#{anchor}" if anchor else lessons[slug]
    return links
