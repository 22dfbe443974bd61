"""What is still missing for the next level. Pure: takes an assessment, returns words."""

import math

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.competencies import words
from portal.competencies.assessment import Assessment
from portal.competencies.evidence import Tier
from portal.competencies.thresholds import Cut, Thresholds


def next_cut(assessment: Assessment, thresholds: Thresholds) -> Cut | None:
    """Return the cut of the next level, None at the top."""
    return next((cut for cut in thresholds.cuts if cut.level > assessment.level), None)


def items_missing(assessment: Assessment, cut: Cut, thresholds: Thresholds) -> int:
    """Return how many more items done in the academy would fill the floor of the level."""
    lacking = cut.floor - assessment.level_weights[cut.level - 1]
    return max(math.ceil(lacking / thresholds.tier_weights[Tier.ONLINE] - 1e-9), 0)


def next_step(assessment: Assessment, thresholds: Thresholds) -> str:
    """Return one sentence on what leads to the next level; empty at the top."""
    cut = next_cut(assessment, thresholds)
    if cut is None:
        return ""
    name = words.level_name(cut.level)
    if not cut.by_machine:
        return _(
            "%(level)s is not given by the academy's checks: "
            "two assessors judge a portfolio of work."
        ) % {"level": name}
    missing = items_missing(assessment, cut, thresholds)
    if missing:
        text = ngettext(
            "For %(level)s: at least %(n)d more new item at %(level)s difficulty or above.",
            "For %(level)s: at least %(n)d more new items at %(level)s difficulty or above.",
            missing,
        ) % {"level": name, "n": missing}
    elif assessment.chances[cut.level - 1] < thresholds.certainty:
        text = _(
            "For %(level)s: more full scores on new items at %(level)s difficulty, "
            "so that the range narrows."
        ) % {"level": name}
    else:
        text = _("The items for %(level)s are done.") % {"level": name}
    if cut.needs_judgement:
        text += " " + _("Part of the work must be judged by a person.")
    return text
