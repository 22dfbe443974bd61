"""A course as a list of steps, with how far a learner has come.

What a learner has done is known in apps above this one (learning, assignments). They register
functions here, in their ``AppConfig.ready``, so that the pages of a course can show states without
knowing where they come from:

* ``register_progress_provider(f)``: ``f(learner=…, course=…)`` returns ``{ItemKey: ItemProgress}``
  for the steps it knows of, and leaves out all others. Several may be registered.
* ``register_exercise_provider(f)``: ``f(course=…)`` returns ``{exercise slug: ExerciseInfo}``.
* ``register_enrolment_provider(f)``: ``f(learner=…)`` returns the uuids of the courses taken.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from portal.people.models import User

if TYPE_CHECKING:
    from portal.courses.models import CoursePage, LessonPage, ModulePage, QuizPage


class ItemKind(StrEnum):
    """What a step is."""

    LESSON = "lesson"
    QUIZ = "quiz"
    EXERCISE = "exercise"


class ItemState(StrEnum):
    """How far a learner is with one step."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    DONE = "done"


STATE_WORDS = {
    ItemState.NOT_STARTED: _("Not started"),
    ItemState.STARTED: _("Started"),
    ItemState.DONE: _("Done"),
}
KIND_WORDS = {
    ItemKind.LESSON: _("Lesson"),
    ItemKind.QUIZ: _("Quiz"),
    ItemKind.EXERCISE: _("Exercise"),
}


@dataclass(frozen=True)
class ItemKey:
    """Names one step: a lesson or quiz by its uuid, an exercise by its slug."""

    kind: ItemKind
    name: str


@dataclass(frozen=True)
class ItemProgress:
    """What a provider knows of one learner and one step.

    Attributes:
        state: how far.
        note: a few words more, for instance "7 of 10 points"; may be empty.
        anchor: heading at which to go on inside the step; may be empty.
    """

    state: ItemState
    note: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class ExerciseInfo:
    """What an exercise is called and how long it takes."""

    title: str
    minutes: int | None = None
    summary: str = ""
    url: str = ""


class ProgressProvider(Protocol):
    """Knows how far a learner is with some of a course's steps."""

    def __call__(self, *, learner: User, course: "CoursePage") -> Mapping[ItemKey, ItemProgress]:
        """Return what is known of the learner's steps in the course."""


class ExerciseProvider(Protocol):
    """Knows the exercises of a course."""

    def __call__(self, *, course: "CoursePage") -> Mapping[str, ExerciseInfo]:
        """Return the course's exercises by slug."""


class EnrolmentProvider(Protocol):
    """Knows which courses a learner takes."""

    def __call__(self, *, learner: User) -> Collection[UUID]:
        """Return the uuids of the courses the learner takes."""


_progress: list[ProgressProvider] = []
_exercises: list[ExerciseProvider] = []
_enrolments: list[EnrolmentProvider] = []


def register_progress_provider(provider: ProgressProvider) -> ProgressProvider:
    """Let ``provider`` supply states of steps."""
    if provider not in _progress:
        _progress.append(provider)
    return provider


def register_exercise_provider(provider: ExerciseProvider) -> ExerciseProvider:
    """Let ``provider`` supply titles and times of exercises."""
    if provider not in _exercises:
        _exercises.append(provider)
    return provider


def register_enrolment_provider(provider: EnrolmentProvider) -> EnrolmentProvider:
    """Let ``provider`` say who takes which course."""
    if provider not in _enrolments:
        _enrolments.append(provider)
    return provider


@dataclass(frozen=True)
class OutlineItem:
    """One step as a learner sees it in a list."""

    key: ItemKey
    title: str
    url: str
    minutes: int | None
    state: ItemState = ItemState.NOT_STARTED
    note: str = ""
    resume_url: str = ""
    summary: str = ""

    @property
    def kind_words(self) -> str:
        """The kind of step in words."""
        return str(KIND_WORDS[self.key.kind])

    @property
    def state_words(self) -> str:
        """The state in words."""
        return str(STATE_WORDS[self.state])

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.state is ItemState.DONE

    @property
    def go_on_url(self) -> str:
        """Where to go on, which may be a place inside the step."""
        return self.resume_url or self.url


@dataclass(frozen=True)
class ModuleOutline:
    """A module and its steps."""

    uuid: UUID
    title: str
    url: str
    summary: str
    minutes: int
    items: Sequence[OutlineItem]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(1 for item in self.items if item.is_done)

    @property
    def state(self) -> ItemState:
        """How far the learner is with the module as a whole."""
        if self.items and self.done == len(self.items):
            return ItemState.DONE
        begun = any(item.state is not ItemState.NOT_STARTED for item in self.items)
        return ItemState.STARTED if begun else ItemState.NOT_STARTED

    @property
    def state_words(self) -> str:
        """The state in words."""
        return str(STATE_WORDS[self.state])


@dataclass(frozen=True)
class CourseOutline:
    """A course as modules and steps, for one learner or for nobody in particular."""

    title: str
    url: str
    uuid: UUID
    enrolled: bool
    modules: Sequence[ModuleOutline] = field(default_factory=tuple)

    def items(self) -> Iterator[OutlineItem]:
        """Go through all steps in order."""
        for module in self.modules:
            yield from module.items

    @property
    def modules_done(self) -> int:
        """How many modules are done."""
        return sum(1 for module in self.modules if module.state is ItemState.DONE)

    @property
    def is_done(self) -> bool:
        """Whether every module is done."""
        return bool(self.modules) and self.modules_done == len(self.modules)

    @property
    def next_item(self) -> OutlineItem | None:
        """The first step that is not done; None when all are."""
        return next((item for item in self.items() if not item.is_done), None)

    @property
    def minutes(self) -> int:
        """Minutes of all modules together."""
        return sum(module.minutes for module in self.modules)


def is_enrolled(user: User | AnonymousUser, course: "CoursePage") -> bool:
    """Answer whether the user takes the course."""
    return isinstance(user, User) and any(
        course.uuid in provider(learner=user) for provider in _enrolments
    )


def course_outline(course: "CoursePage", user: User | AnonymousUser | None) -> CourseOutline:
    """Return the course as steps, with states when ``user`` is signed in."""
    progress: dict[ItemKey, ItemProgress] = {}
    learner = user if isinstance(user, User) else None
    if learner is not None:
        for provider in _progress:
            progress.update(provider(learner=learner, course=course))
    exercises: dict[str, ExerciseInfo] = {}
    for exercise_provider in _exercises:
        exercises.update(exercise_provider(course=course))
    return CourseOutline(
        title=course.title,
        url=course.url or "",
        uuid=course.uuid,
        enrolled=learner is not None and is_enrolled(learner, course),
        modules=tuple(
            ModuleOutline(
                uuid=module.uuid,
                title=module.title,
                url=module.url or "",
                summary=module.summary,
                minutes=module.minutes,
                items=tuple(_module_items(course, module, steps, progress, exercises)),
            )
            for module, steps in course.modules()
        ),
    )


def _module_items(
    course: "CoursePage",
    module: "ModulePage",
    steps: "Sequence[LessonPage | QuizPage]",
    progress: Mapping[ItemKey, ItemProgress],
    exercises: Mapping[str, ExerciseInfo],
) -> Iterator[OutlineItem]:
    for page in steps:
        key = ItemKey(page.kind, str(page.uuid))
        yield _item(key, page.title, page.url or "", page.minutes, progress, page.summary)
    for slug in module.exercise_slugs:
        info = exercises.get(slug) or ExerciseInfo(title=slug.replace("-", " ").capitalize())
        url = info.url or exercise_url(course.slug, slug)
        key = ItemKey(ItemKind.EXERCISE, slug)
        yield _item(key, info.title, url, info.minutes, progress, info.summary)


def _item(
    key: ItemKey,
    title: str,
    url: str,
    minutes: int | None,
    progress: Mapping[ItemKey, ItemProgress],
    summary: str,
) -> OutlineItem:
    known = progress.get(key) or ItemProgress(ItemState.NOT_STARTED)
    return OutlineItem(
        key=key,
        title=title,
        url=url,
        minutes=minutes,
        state=known.state,
        note=known.note,
        resume_url=f"{url}#{known.anchor}" if known.anchor else "",
        summary=summary,
    )


def exercise_url(course_slug: str, exercise_slug: str) -> str:
    """Return the address of an exercise's page, which assignments serves."""
    return f"/exercises/{course_slug}/{exercise_slug}/"
