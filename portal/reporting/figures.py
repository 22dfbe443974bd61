"""The frozen report from which page, chart, CSV and XLSX are all made, so that they agree.

It holds published figures only: suppression has been applied before one of these objects exists.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from portal.competencies.words import level_name

LEVELS = (1, 2, 3)  # Expert is never given by a machine, so no share of it is estimated


class Band(StrEnum):
    """Whether a share is the estimate itself, or only known to lie near none or near all."""

    NONE = ""
    AT_MOST = "at most"
    AT_LEAST = "at least"


@dataclass(frozen=True)
class ShareFigure:
    """The share of the assessed at or above a level, in whole percent; None when not published.

    Attributes:
        level: 1 to 3.
        percent: the estimate.
        band: says whether ``percent`` is a limit instead of the estimate.
        low: lower end of the 90 % interval.
        high: upper end.
        all_low: least possible share in the whole department, the unassessed included.
        all_high: greatest possible share.
    """

    level: int
    percent: int | None = None
    band: Band = Band.NONE
    low: int | None = None
    high: int | None = None
    all_low: int | None = None
    all_high: int | None = None

    @property
    def level_name(self) -> str:
        """The level's name."""
        return level_name(self.level)

    @property
    def is_shown(self) -> bool:
        """Whether the figure is published."""
        return self.percent is not None

    @property
    def text(self) -> str:
        """The figure as the page shows it."""
        if self.percent is None:
            return _("not shown")
        if self.band == Band.AT_LEAST:
            return _("at least %(n)d\u00a0%%") % {"n": self.percent}
        if self.band == Band.AT_MOST:
            return _("at most %(n)d\u00a0%%") % {"n": self.percent}
        return _("%(n)d\u00a0%%") % {"n": self.percent}

    @property
    def interval(self) -> str:
        """The interval as the page shows it; empty when not published."""
        if self.low is None or self.high is None:
            return ""
        return _("%(low)d to %(high)d\u00a0%%") % {"low": self.low, "high": self.high}

    @property
    def bounds(self) -> str:
        """The bounds for all persons as the page shows them; empty when not published."""
        if self.all_low is None or self.all_high is None:
            return ""
        return _("%(low)d to %(high)d\u00a0%%") % {"low": self.all_low, "high": self.all_high}


@dataclass(frozen=True)
class CompetencyFigures:
    """One competency in one department."""

    code: str
    name: str
    domain: str
    people: int | None
    assessed: int | None
    shares: tuple[ShareFigure, ...]

    @property
    def coverage(self) -> str:
        """How many have been assessed, in words."""
        return coverage_in_words(self.assessed, self.people)

    @property
    def is_shown(self) -> bool:
        """Whether any share is published."""
        return any(share.is_shown for share in self.shares)

    def share(self, level: int) -> ShareFigure:
        """Return the share at or above a level."""
        return self.shares[LEVELS.index(level)]


@dataclass(frozen=True)
class DepartmentFigures:
    """Everything published of one department.

    Attributes:
        above: code of the department above; empty at the top.
        quarter: of the snapshot that holds the figures; empty for those of today.
    """

    code: str
    name: str
    within: str
    is_demo: bool
    people: int | None
    assessed: int | None
    competencies: tuple[CompetencyFigures, ...]
    as_of: date
    window_start: date
    thresholds_version: str
    above: str = ""
    quarter: str = ""

    @property
    def coverage(self) -> str:
        """How many have been assessed in anything, in words."""
        return coverage_in_words(self.assessed, self.people)

    @property
    def shown(self) -> tuple[CompetencyFigures, ...]:
        """The competencies of which a share is published."""
        return tuple(c for c in self.competencies if c.is_shown)

    @property
    def domains(self) -> tuple[tuple[str, tuple[CompetencyFigures, ...]], ...]:
        """The competencies by domain, in the framework's order."""
        names = dict.fromkeys(c.domain for c in self.competencies)
        return tuple(
            (name, tuple(c for c in self.competencies if c.domain == name)) for name in names
        )


def coverage_in_words(assessed: int | None, people: int | None) -> str:
    """Return "44 of 120 assessed", or that the number is not published."""
    if people is None:
        return _("fewer than 10 people")
    if assessed is None:
        return _("not shown, of %(people)d people") % {"people": people}
    return _("%(assessed)d of %(people)d people") % {"assessed": assessed, "people": people}


def level_names() -> Sequence[str]:
    """Return the names of the levels that reports hold."""
    return [level_name(level) for level in LEVELS]
