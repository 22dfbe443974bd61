"""What the front page offers a signed-in learner. The app ``learning`` supplies it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.courses.outline import CourseOutline, OutlineItem
from portal.people.models import User


@dataclass(frozen=True)
class CarryOn:
    """The one next step."""

    course: CourseOutline
    item: OutlineItem


@dataclass(frozen=True)
class Suggestion:
    """A course worth taking, and why."""

    title: str
    url: str
    summary: str
    reason: str


@dataclass(frozen=True)
class Refresh:
    """A skill that was shown and whose evidence has aged."""

    name: str
    url: str
    reason: str


@dataclass(frozen=True)
class HomeSummary:
    """Where a learner stands and can go."""

    carry_on: CarryOn | None = None
    in_progress: Sequence[CourseOutline] = field(default_factory=tuple)
    finished: Sequence[CourseOutline] = field(default_factory=tuple)
    refresh_due: Sequence[Refresh] = field(default_factory=tuple)
    suggestions: Sequence[Suggestion] = field(default_factory=tuple)


HomeProvider = Callable[[User], HomeSummary]
_providers: list[HomeProvider] = []


def register_home_provider(provider: HomeProvider) -> HomeProvider:
    """Let ``provider`` say what the front page offers. The last one registered is asked."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def summary_for(user: Any) -> HomeSummary | None:
    """Return what to offer; None for those who are not signed in."""
    if not isinstance(user, User):
        return None
    return _providers[-1](user) if _providers else HomeSummary()
