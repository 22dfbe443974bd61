"""The findings of a report in words. Pure: takes published figures, returns sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.reporting.figures import CompetencyFigures, DepartmentFigures

WORKING = 2


def findings(figures: DepartmentFigures) -> list[str]:
    """Return what a reader should know first, in at most four sentences."""
    if figures.people is None:
        return [
            _(
                "Fewer than 10 people work here, so no figures are shown: "
                "they could be traced to persons."
            )
        ]
    sentences = [_coverage(figures)]
    at_working = [c for c in figures.competencies if c.share(WORKING).is_shown]
    if at_working:
        strongest = max(at_working, key=lambda c: (c.share(WORKING).low or 0, c.code))
        sentences.append(_strength(strongest))
        weakest = min(at_working, key=lambda c: (c.share(WORKING).high or 0, c.code))
        if weakest.code != strongest.code:
            sentences.append(_need(weakest))
    hidden = len(figures.competencies) - len(figures.shown)
    if hidden:
        sentences.append(
            ngettext(
                "For %(n)d competency no level is shown, to protect persons: too few have been "
                "assessed here or next door, or too few have changed since a snapshot.",
                "For %(n)d competencies no level is shown, to protect persons: too few have been "
                "assessed here or next door, or too few have changed since a snapshot.",
                hidden,
            )
            % {"n": hidden}
        )
    return sentences


def _coverage(figures: DepartmentFigures) -> str:
    if figures.assessed is None:
        return _("Too few people have been assessed to show how many.")
    return _("%(assessed)d of %(people)d people have been assessed in at least one competency.") % {
        "assessed": figures.assessed,
        "people": figures.people,
    }


def _facts(competency: CompetencyFigures, tenths: int) -> dict[str, object]:
    return {
        "tenths": tenths,
        "name": competency.name,
        "assessed": competency.assessed,
        "people": competency.people,
    }


def _strength(competency: CompetencyFigures) -> str:
    tenths = (competency.share(WORKING).low or 0) // 10
    facts = _facts(competency, tenths)
    if tenths == 0:
        return (
            _(
                "Even in %(name)s, the strongest competency, it is not sure that as many as "
                "1 in 10 of those assessed are at Working level; "
                "%(assessed)d of %(people)d were assessed."
            )
            % facts
        )
    return (
        _(
            "At least %(tenths)d in 10 of those assessed are at Working level or above "
            "in %(name)s; %(assessed)d of %(people)d were assessed."
        )
        % facts
    )


def _need(competency: CompetencyFigures) -> str:
    tenths = -(-(competency.share(WORKING).high or 0) // 10)
    facts = _facts(competency, tenths)
    if tenths >= 10:
        return (
            _(
                "The greatest need may be in %(name)s, where the figures leave the share at "
                "Working level open; %(assessed)d of %(people)d were assessed."
            )
            % facts
        )
    return (
        _(
            "The greatest need is in %(name)s, where at most %(tenths)d in 10 are at Working level "
            "or above; %(assessed)d of %(people)d were assessed."
        )
        % facts
    )
