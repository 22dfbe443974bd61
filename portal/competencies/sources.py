"""What to call the act that a row of evidence came from.

Learning and assignments stand above competencies. They register here how their quizzes and
submissions are called, so that a learner reads a title instead of an identifier.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.people.models import User


@dataclass(frozen=True)
class Source:
    """Title and, when the learner may go there, address of an act."""

    title: str
    url: str = ""


Describer = Callable[[User, Sequence[uuid.UUID]], Mapping[uuid.UUID, Source]]
"""Takes the learner and source ids; gives what is known of them."""

_describers: dict[str, Describer] = {}


def register(kind: str, describer: Describer) -> None:
    """Say who can describe the sources of this kind; call this from an app's ``ready()``."""
    _describers[str(kind)] = describer


def describe(
    learner: User, acts: Iterable[tuple[str, uuid.UUID]]
) -> dict[tuple[str, uuid.UUID], Source]:
    """Return what is known of each (kind, source id); unknown ones are left out."""
    by_kind: dict[str, set[uuid.UUID]] = {}
    for kind, source_id in acts:
        by_kind.setdefault(kind, set()).add(source_id)
    found: dict[tuple[str, uuid.UUID], Source] = {}
    for kind, ids in by_kind.items():
        if describer := _describers.get(kind):
            for source_id, source in describer(learner, sorted(ids)).items():
                found[kind, source_id] = source
    return found
