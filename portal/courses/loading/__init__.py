"""From files to pages: read → plan → show → apply.

Apps above register what must follow a load, for instance making assignments of exercise folders:
``courses.loading.register_after_load(f)``; ``f(by=user_or_none)`` is called after the pages are in
place, inside the same transaction. What it returns is told to whoever loads.
"""

from collections.abc import Sequence
from typing import Protocol

from portal.people.models import User


class AfterLoad(Protocol):
    """Something to do once the content is loaded."""

    def __call__(self, *, by: User | None) -> Sequence[str]:
        """Do it, on behalf of ``by``; return what went amiss, a line each."""


_after_load: list[AfterLoad] = []


def register_after_load(callback: AfterLoad) -> AfterLoad:
    """Call ``callback`` after every load."""
    if callback not in _after_load:
        _after_load.append(callback)
    return callback


def after_load_callbacks() -> tuple[AfterLoad, ...]:
    """Return what must follow a load, in order of registration."""
    return tuple(_after_load)
