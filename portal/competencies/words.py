"""Saying in words what an assessment found and why. Pure: takes values, returns text."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.competencies.assessment import Assessment
from portal.competencies.models import Level
from portal.competencies.thresholds import Thresholds

_DAYS_OF_A_MONTH = 30.4375


def level_name(level: int) -> str:
    """Return the level's name, "Not yet shown" for 0."""
    return str(Level(level).label)


def age(then: datetime, now: datetime) -> str:
    """Return an age in the largest unit that says something: "today", "9 days", "2 months"."""
    days = max((now - then).days, 0)
    if days == 0:
        return _("today")
    if days < 61:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    months = round(days / _DAYS_OF_A_MONTH)
    if months < 24:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    years = round(months / 12)
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}


def span(assessment: Assessment) -> str:
    """Return the 80 % range as levels, for instance "below Awareness to Working"."""
    low, high = assessment.low_level, assessment.high_level
    if low == high:
        return level_name(low) if low else _("below Awareness")
    start = level_name(low) if low else _("below Awareness")
    return _("%(low)s to %(high)s") % {"low": start, "high": level_name(high)}


def evidence_in_words(assessment: Assessment, now: datetime) -> str:
    """Return what the level rests on: "9 items, 3 at Working difficulty, newest 2 months old"."""
    count = assessment.evidence_count
    parts = [ngettext("%(n)d item", "%(n)d items", count) % {"n": count}]
    top = max((i + 1 for i, n in enumerate(assessment.counts_by_level) if n), default=0)
    if top:
        at_top = assessment.counts_by_level[top - 1]
        number = _("all") if at_top == count and count > 1 else str(at_top)
        parts.append(
            _("%(number)s at %(level)s difficulty") % {"number": number, "level": level_name(top)}
        )
    if assessment.newest is not None:
        days = (now - assessment.newest).days
        parts.append(
            _("newest today")
            if days <= 0
            else _("newest %(age)s old") % {"age": age(assessment.newest, now)}
        )
    return ", ".join(parts)


def sentence(assessment: Assessment, *, thresholds: Thresholds, now: datetime) -> str:
    """Return the whole of why a level is what it is, in one or two sentences."""
    if not assessment.evidence_count:
        return _("Nothing has been recorded yet.")
    text = _("%(evidence)s; 80 %% range %(span)s.") % {
        "evidence": evidence_in_words(assessment, now),
        "span": span(assessment),
    }
    if assessment.refresh_due:
        text += " " + _("%(level)s was shown, but the evidence has aged: refresh due.") % {
            "level": level_name(assessment.faded_level)
        }
    elif assessment.weight < thresholds.cuts[0].floor:
        text += " " + _("That is too little to name a level.")
    return text


def counts_in_words(counts: Sequence[int]) -> str:
    """Return how many competencies stand where: "2 of 4 shown: 1 at Working, 1 at Awareness".

    Args:
        counts: how many stand at level 0, 1, 2, 3, 4.
    """
    total, shown = sum(counts), sum(counts[1:])
    if not shown:
        return _("None of %(total)d shown yet") % {"total": total}
    return _("%(shown)d of %(total)d shown: %(places)s") % {
        "shown": shown,
        "total": total,
        "places": _places(counts),
    }


def _places(counts: Sequence[int]) -> str:
    return ", ".join(
        _("%(n)d at %(level)s") % {"n": counts[level], "level": level_name(level)}
        for level in range(len(counts) - 1, 0, -1)
        if counts[level]
    )


def profile_in_words(counts: Sequence[int]) -> str:
    """Return the whole profile in a sentence to the learner.

    Args:
        counts: how many competencies stand at level 0, 1, 2, 3, 4.
    """
    total, shown = sum(counts), sum(counts[1:])
    if not shown:
        return _("You have begun; none of %(total)d competencies is shown yet.") % {"total": total}
    return _("You have shown %(shown)d of %(total)d competencies: %(places)s.") % {
        "shown": shown,
        "total": total,
        "places": _places(counts),
    }


def reached(name: str, before: int, after: int) -> str:
    """Return a change of level: "Exploring and tidying: not yet shown → Working"."""
    return _("%(name)s: %(before)s → %(after)s") % {
        "name": name,
        "before": level_name(before) if before else _("not yet shown"),
        "after": level_name(after) if after else _("not yet shown"),
    }


def change(name: str, before: Assessment, after: Assessment, now: datetime) -> str:
    """Return what new evidence did to one competency, with what the level now rests on."""
    if before.level != after.level:
        start = reached(name, before.level, after.level)
    elif after.level:
        start = _("%(name)s: still %(level)s") % {"name": name, "level": level_name(after.level)}
    else:
        start = _("%(name)s: not yet shown") % {"name": name}
    ranges = (
        _("80 %% range %(span)s") % {"span": span(after)}
        if span(before) == span(after) or not before.evidence_count
        else _("80 %% range %(after)s, before it was %(before)s")
        % {"after": span(after), "before": span(before)}
    )
    return _("%(start)s. %(evidence)s; %(ranges)s.") % {
        "start": start,
        "evidence": evidence_in_words(after, now),
        "ranges": ranges,
    }
