"""Where a learner can gain evidence for a level.

Courses stand above competencies. They register a provider here, so that the skill profile can point
to them without knowing what a course is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from portal.people.models import User


@dataclass(frozen=True)
class Suggestion:
    """One place to go on.

    Attributes:
        competency_code: what it gives evidence for.
        level: the highest level its items are written for.
        title: what the link says, for instance "Module 2: Tidy tables".
        url: where the link goes.
        minutes: how long it takes, when that is known.
    """

    competency_code: str
    level: int
    title: str
    url: str
    minutes: int | None = None


Provider = Callable[[User, Mapping[str, int]], Iterable[Suggestion]]
"""Takes the learner and the level wanted by competency code; gives what leads there, best first."""

_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add a provider; call this from an app's ``ready()``."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def suggestions_for(learner: User, wanted: Mapping[str, int]) -> dict[str, tuple[Suggestion, ...]]:
    """Return the suggestions by competency code, in the order in which the providers gave them."""
    found: dict[str, list[Suggestion]] = {code: [] for code in wanted}
    for provider in _providers:
        for suggestion in provider(learner, wanted):
            found.setdefault(suggestion.competency_code, []).append(suggestion)
    return {code: tuple(suggestions) for code, suggestions in found.items()}
