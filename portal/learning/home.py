"""What the front page offers a learner: the one next step, courses under way, and suggestions."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.competencies.models import Proficiency
from portal.competencies.selectors import skill_profile
from portal.courses import catalogue
from portal.courses.home import CarryOn, HomeSummary, Refresh, Suggestion
from portal.courses.models import CoursePage, offering_modules
from portal.courses.outline import CourseOutline
from portal.learning import selectors
from portal.learning.models import Enrolment
from portal.people.models import User

MOST_SUGGESTIONS = 3
MOST_NAMES = 3


def summary(learner: User) -> HomeSummary:
    """Return where the learner stands and can go."""
    order = list(
        Enrolment.objects.filter(learner=learner)
        .order_by("-last_active_at")
        .values_list("course_uuid", flat=True)
    )
    courses = {course.uuid: course for course in CoursePage.objects.live()}
    mine = [selectors.course_progress(learner, courses[uuid]) for uuid in order if uuid in courses]
    others = [course for uuid, course in courses.items() if uuid not in set(order)]
    return HomeSummary(
        carry_on=_carry_on(mine),
        in_progress=[course for course in mine if not course.is_done],
        finished=[course for course in mine if course.is_done],
        refresh_due=_refresh_due(learner),
        suggestions=_suggestions(learner, others),
    )


def _refresh_due(learner: User) -> list[Refresh]:
    """Return skills that fresh work would bring back; none are worked out for a beginner."""
    if not Proficiency.objects.filter(learner=learner).exists():
        return []
    return [
        Refresh(
            name=competency.name,
            url=f"{reverse('competencies:my_skills')}#{competency.code}",
            reason=_("You have shown this. The evidence has aged: a few new tasks bring it back."),
        )
        for competency in skill_profile(learner, now=timezone.now()).refresh_due
    ]


def _carry_on(mine: Sequence[CourseOutline]) -> CarryOn | None:
    for course in mine:
        if course.next_item is not None:
            return CarryOn(course, course.next_item)
    return None


def _suggestions(learner: User, courses: Sequence[CoursePage]) -> list[Suggestion]:
    levels = dict(
        Proficiency.objects.filter(learner=learner).values_list("competency__code", "level")
    )
    scored = []
    for entry in catalogue.entries(courses, offering_modules()):
        new = [
            t.competency.name for t in entry.targets if t.level > levels.get(t.competency.code, 0)
        ]
        scored.append((-len(new), entry.course.title, entry, new))
    scored.sort(key=lambda row: row[:2])
    return [
        Suggestion(
            title=entry.course.title,
            url=entry.course.url or "",
            summary=entry.course.summary,
            reason=_reason(new, levels),
        )
        for _count, _title, entry, new in scored[:MOST_SUGGESTIONS]
        if new or not levels
    ]


def _reason(new: Sequence[str], levels: Mapping[str, int]) -> str:
    if not new:
        return _("It is a good place to begin.")
    names = ", ".join(new[:MOST_NAMES])
    if not levels:
        return _("You can show your first skills here, among them: %(names)s.") % {"names": names}
    return _("You can show more here than so far in: %(names)s.") % {"names": names}
