"""What rows of evidence amount to at a given moment, under given thresholds. Pure: no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np

from portal.competencies import levels
from portal.competencies.evidence import SourceKind
from portal.competencies.thresholds import Thresholds

LOW, HIGH = 0.1, 0.9
_SECONDS_OF_A_DAY = 86_400.0
WEIGHTLESS = frozenset({SourceKind.DIAGNOSTIC.value})
_JUDGED = frozenset({SourceKind.HUMAN_MARK.value, SourceKind.PORTFOLIO.value})


class Row(NamedTuple):
    """The columns of a row of evidence on which a level depends."""

    score: float
    difficulty: float
    guess: float
    level: int
    tier: str
    source_kind: str
    observed_at: datetime


@dataclass(frozen=True)
class Assessment:
    """What is known of one learner and one competency.

    Attributes:
        level: highest level that holds, 0 when none does.
        faded_level: level that the same evidence would show if it were fresh. Where it is higher
            than ``level``, that level is due for refresh.
        mean: of the ability, in logits.
        low: 10 % quantile of the ability, in logits.
        high: 90 % quantile.
        low_level: level at the 10 % quantile; 0 below the first.
        high_level: level at the 90 % quantile.
        chances: probability of being at or above each level, ascending.
        weight: sum of decayed weights.
        level_weights: sum of decayed weights over items of each level or above.
        evidence_count: rows that count.
        counts_by_level: rows written for level 1, 2, 3, 4.
        newest: when the newest row was observed.
    """

    level: int
    faded_level: int
    mean: float
    low: float
    high: float
    low_level: int
    high_level: int
    chances: tuple[float, ...]
    weight: float
    level_weights: tuple[float, ...]
    evidence_count: int
    counts_by_level: tuple[int, ...]
    newest: datetime | None

    @property
    def refresh_due(self) -> bool:
        """Whether a level that was once shown has faded with age."""
        return self.faded_level > self.level


class _Columns(NamedTuple):
    score: levels.Floats
    difficulty: levels.Floats
    guess: levels.Floats
    level: levels.Ints
    fresh_weight: levels.Floats
    weight: levels.Floats
    judged: levels.Booleans
    group: levels.Ints


def _columns(
    groups: Sequence[Sequence[Row]], thresholds: Thresholds, moments: Sequence[datetime]
) -> _Columns:
    rows = [row for group in groups for row in group]
    ages = np.array(
        [
            (moment - row.observed_at).total_seconds() / _SECONDS_OF_A_DAY
            for group, moment in zip(groups, moments, strict=True)
            for row in group
        ],
        dtype=float,
    )
    fresh = np.array(
        [
            0.0 if row.source_kind in WEIGHTLESS else thresholds.tier_weights[row.tier]
            for row in rows
        ],
        dtype=float,
    )
    return _Columns(
        score=np.array([row.score for row in rows], dtype=float),
        difficulty=np.array([row.difficulty for row in rows], dtype=float),
        guess=np.array([row.guess for row in rows], dtype=float),
        level=np.array([row.level for row in rows], dtype=np.int64),
        fresh_weight=fresh,
        weight=fresh * levels.age_weight(ages, thresholds.half_life_days),
        judged=np.array([row.source_kind in _JUDGED for row in rows], dtype=bool),
        group=np.repeat(np.arange(len(groups)), [len(group) for group in groups]),
    )


def _level_and_posterior(
    columns: _Columns, weight: levels.Floats, groups: int, thresholds: Thresholds
) -> tuple[levels.Ints, levels.Floats, levels.Floats, levels.Floats]:
    probabilities = levels.posterior(
        levels.log_likelihood(
            score=columns.score,
            difficulty=columns.difficulty,
            guess=columns.guess,
            weight=weight,
            group=columns.group,
            groups=groups,
        ),
        thresholds.prior_sd,
    )
    chances = levels.chance_at_least(probabilities, thresholds.taus)
    weights = levels.weight_from_level(
        weight=weight,
        level=columns.level,
        group=columns.group,
        groups=groups,
        k=len(thresholds.cuts),
    )
    judged = np.bincount(columns.group, columns.judged, groups) > 0
    allowed = np.stack(
        [(judged | (not cut.needs_judgement)) & cut.by_machine for cut in thresholds.cuts],
        axis=1,
    )
    level = levels.highest_level(
        chances=chances,
        weights=weights,
        allowed=allowed,
        floors=[cut.floor for cut in thresholds.cuts],
        certainty=thresholds.certainty,
    )
    return level, probabilities, chances, weights


def assess(
    groups: Sequence[Sequence[Row]],
    *,
    thresholds: Thresholds,
    now: datetime | Sequence[datetime],
) -> list[Assessment]:
    """Assess each group of rows (one learner and one competency) as of ``now``.

    Args:
        groups: the rows that count; order within a group does not matter.
        thresholds: the policy to apply.
        now: evidence is as old as it is at this moment; one for all groups, or one for each.
    """
    if not (size := len(groups)):
        return []
    columns = _columns(groups, thresholds, [now] * size if isinstance(now, datetime) else now)
    level, probabilities, chances, weights = _level_and_posterior(
        columns, columns.weight, size, thresholds
    )
    faded, *_ = _level_and_posterior(columns, columns.fresh_weight, size, thresholds)
    low, high = levels.quantile(probabilities, LOW), levels.quantile(probabilities, HIGH)
    ends = levels.level_at(np.stack((low, high)), thresholds.taus)
    mean = levels.mean(probabilities)
    return [
        Assessment(
            level=int(level[g]),
            faded_level=int(faded[g]),
            mean=float(mean[g]),
            low=float(low[g]),
            high=float(high[g]),
            low_level=int(ends[0, g]),
            high_level=int(ends[1, g]),
            chances=tuple(map(float, chances[g])),
            weight=float(weights[g, 0]),
            level_weights=tuple(map(float, weights[g])),
            evidence_count=len(rows),
            counts_by_level=_counts_by_level(rows, len(thresholds.cuts)),
            newest=max((row.observed_at for row in rows), default=None),
        )
        for g, rows in enumerate(groups)
    ]


def _counts_by_level(rows: Sequence[Row], levels_: int) -> tuple[int, ...]:
    return tuple(sum(row.level == number for row in rows) for number in range(1, levels_ + 1))
