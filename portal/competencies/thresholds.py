"""Every cut, weight and floor that turns evidence into a level, by version.

These numbers are policy, not measurement. A version is never edited once it has been used: a change
is a new version, and every projection and report names the version it was made with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portal.competencies.errors import UnknownThresholdsError
from portal.competencies.evidence import Tier


@dataclass(frozen=True)
class Cut:
    """What one level asks for.

    Attributes:
        level: the level, 1 to 4.
        tau: ability in logits from which the level holds. 0.85 logits above the difficulty of a
            typical item of the level, so that a person at the cut solves seven such items in ten.
        floor: least sum of decayed weights over items of this level or above. Three first
            attempts online, made this year, are 2.1.
        needs_judgement: whether part of the evidence must have been judged by a person.
        by_machine: whether the academy may award the level at all without two assessors.
    """

    level: int
    tau: float
    floor: float
    needs_judgement: bool = False
    by_machine: bool = True


@dataclass(frozen=True)
class Thresholds:
    """One version of the policy.

    Attributes:
        version: the name that projections and reports carry.
        cuts: the levels in ascending order.
        certainty: least posterior probability of being at or above a cut.
        half_life_days: age at which evidence carries half its weight.
        prior_sd: standard deviation of abilities before any evidence, in logits.
        tier_weights: weight of fresh evidence by the way in which it came about.
        window_days: how far back department figures look.
        assessed_items: items within the window from which a person counts as assessed there.
    """

    version: str
    cuts: tuple[Cut, ...]
    certainty: float
    half_life_days: float
    prior_sd: float
    tier_weights: Mapping[str, float]
    window_days: int
    assessed_items: int

    @property
    def taus(self) -> tuple[float, ...]:
        """The cuts in logits, ascending."""
        return tuple(cut.tau for cut in self.cuts)


_VERSION_1 = Thresholds(
    version="2026-1",
    cuts=(
        Cut(level=1, tau=-0.65, floor=1.5),
        Cut(level=2, tau=0.35, floor=1.5),
        Cut(level=3, tau=1.35, floor=2.5, needs_judgement=True),
        Cut(level=4, tau=2.35, floor=2.5, needs_judgement=True, by_machine=False),
    ),
    certainty=0.8,
    half_life_days=365.25,
    prior_sd=1.1,
    tier_weights=MappingProxyType(
        {
            Tier.SUPERVISED: 1.0,
            Tier.ONLINE: 0.7,
            Tier.OFFLINE: 0.5,
            Tier.ONE_PROCESS: 0.4,
            Tier.SELF_REPORT: 0.0,
        }
    ),
    window_days=274,
    assessed_items=3,
)
_VERSIONS = {_VERSION_1.version: _VERSION_1}
CURRENT_VERSION = "2026-1"


def current() -> Thresholds:
    """Return the version in force."""
    return _VERSIONS[CURRENT_VERSION]


def of_version(version: str) -> Thresholds:
    """Return the version of this name.

    Raises:
        UnknownThresholdsError: there is none.
    """
    try:
        return _VERSIONS[version]
    except KeyError:
        raise UnknownThresholdsError(version) from None
