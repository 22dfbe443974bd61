"""Small periodic work, done by whichever worker notices first that it is due."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.jobs.models import PeriodicRun

logger = logging.getLogger(__name__)

Tick = Callable[[datetime], object]


@dataclass(frozen=True)
class Periodic:
    """A function that must be called every so often with the time; it must be idempotent."""

    name: str
    every: timedelta
    function: Tick


_registered: dict[str, Periodic] = {}


def periodic(name: str, *, every: timedelta) -> Callable[[Tick], Tick]:
    """Register a function to be called about every ``every``, by one worker at a time."""

    def register(function: Tick) -> Tick:
        _registered[name] = Periodic(name, every, function)
        return function

    return register


def run_due(*, now: datetime) -> list[str]:
    """Call what is due and return its names. A failure is logged and does not stop the rest."""
    done = []
    for item in list(_registered.values()):
        if not _take_turn(item, now):
            continue
        try:
            item.function(now)
        except Exception:
            logger.exception("periodic work %s failed; it is tried again in time", item.name)
        else:
            done.append(item.name)
    return done


def _take_turn(item: Periodic, now: datetime) -> bool:
    """Claim this turn by compare-and-set on the due time."""
    row, made = PeriodicRun.objects.get_or_create(
        name=item.name, defaults={"due_at": now + item.every}
    )
    if made:
        return True
    if row.due_at > now:
        return False
    taken = PeriodicRun.objects.filter(pk=row.pk, due_at=row.due_at)
    return bool(taken.update(due_at=now + item.every))
