"""What has changed between two snapshots, from published figures alone. Pure.

A change is made of figures that anybody can read in the two snapshots, so it tells nothing new of
anybody. Its interval joins theirs by the square-and-add rule (Newcombe 1998; Zou and Donner 2008).
The rule takes the two for independent; they share people and evidence, which makes the true
uncertainty of the change smaller, and its ends are rounded outwards to whole points. So an
interval here is wide rather than narrow.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor, hypot

from django.utils.translation import gettext as _

from portal.reporting.figures import Band, CompetencyFigures, DepartmentFigures, ShareFigure


@dataclass(frozen=True)
class Gain:
    """How a share has changed, in percentage points with a 90 % interval."""

    points: int
    low: int
    high: int

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0

    @property
    def text(self) -> str:
        """The change in words."""
        if not self.is_clear:
            return _("no clear change")
        if self.points > 0:
            return _("%(n)d points more") % {"n": self.points}
        return _("%(n)d points less") % {"n": -self.points}

    @property
    def interval(self) -> str:
        """The interval as the page shows it."""
        return _("%(low)s to %(high)s points") % {
            "low": _signed(self.low),
            "high": _signed(self.high),
        }


@dataclass(frozen=True)
class CompetencyGain:
    """How one competency's shares have changed; None where there is nothing to compare."""

    code: str
    name: str
    gains: tuple[Gain | None, ...]


def share_gain(before: ShareFigure, now: ShareFigure) -> Gain | None:
    """Return how a share has changed; None when either is not published as an estimate."""
    if before.band != Band.NONE or now.band != Band.NONE:
        return None
    if before.percent is None or before.low is None or before.high is None:
        return None
    if now.percent is None or now.low is None or now.high is None:
        return None
    points = now.percent - before.percent
    down = hypot(now.percent - now.low, before.high - before.percent)
    up = hypot(now.high - now.percent, before.percent - before.low)
    return Gain(points, floor(points - down), ceil(points + up))


def gains(before: DepartmentFigures, now: DepartmentFigures) -> tuple[CompetencyGain, ...]:
    """Return the changes of a department, of those competencies that can be compared.

    Figures made with different thresholds are not compared: the cuts may have moved instead of
    the people.
    """
    if before.thresholds_version != now.thresholds_version:
        return ()
    then: Mapping[str, CompetencyFigures] = {c.code: c for c in before.competencies}
    found = [
        CompetencyGain(
            competency.code,
            competency.name,
            tuple(
                share_gain(then[competency.code].share(share.level), share)
                for share in competency.shares
            ),
        )
        for competency in now.competencies
        if competency.code in then
    ]
    return tuple(one for one in found if any(one.gains))


def _signed(points: int) -> str:
    sign = "+" if points > 0 else "\u2212" if points < 0 else ""
    return f"{sign}{abs(points)}"
