"""The last look before figures are frozen: what the attacker still finds is left out. Pure.

The rules of ``suppression`` are quick enough for every page. They weigh each level of a tree by
itself and with its neighbours; a linear programme weighs everything at once and, rarely, finds
more. Then no figure of the competency is frozen at all.
"""

from collections.abc import Sequence
from dataclasses import replace

from portal.reporting import attack
from portal.reporting.figures import CompetencyFigures, DepartmentFigures, ShareFigure


def without_leaks(figures: Sequence[DepartmentFigures]) -> tuple[DepartmentFigures, ...]:
    """Return the figures without those of any competency in which something follows too closely."""
    leaky = {one.competency for one in attack.left_out(figures) if one.is_leak}
    if not leaky:
        return tuple(figures)
    return tuple(
        replace(
            one,
            assessed=None if attack.ANYTHING in leaky else one.assessed,
            competencies=tuple(
                _emptied(competency) if competency.code in leaky else competency
                for competency in one.competencies
            ),
        )
        for one in figures
    )


def _emptied(competency: CompetencyFigures) -> CompetencyFigures:
    shares = tuple(ShareFigure(share.level) for share in competency.shares)
    return replace(competency, assessed=None, shares=shares)
