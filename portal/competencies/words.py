"""Saying in words what an assessment found and why. Pure: takes values, returns text."""

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
