"""From scored items to abilities and levels: pure arithmetic on numpy arrays.

Shapes: ``n`` rows of evidence, ``g`` groups (one learner and one competency each), ``k`` cuts, and
``POINTS`` grid points. Abilities and difficulties are in logits, ages in days.

1. An item of difficulty b and guessing chance c is solved by a person of ability θ with probability
   P(θ) = c + (1 - c)·logistic(θ - b): Rasch (1960) with a floor that is known from the item's form.
2. A share s of its points, observed with weight w, contributes w·[s·log P + (1 - s)·log(1 - P)].
   The weight is the tier's weight halved for every half-life of age: a power prior (Ibrahim and
   Chen 2000) that lets old evidence widen the range instead of dating the person.
3. The posterior is that sum plus a normal prior, on a fixed grid.
4. A level holds when the posterior probability of being at or above its cut reaches the demanded
   certainty, and when enough weighty evidence of that level is there.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Booleans = NDArray[np.bool_]

STEP = 0.1
POINTS = 81
GRID: Floats = np.round(np.linspace(-4.0, 4.0, POINTS), 10)
_EDGES: Floats = np.concatenate((GRID - STEP / 2, [GRID[-1] + STEP / 2]))
_CHUNK = 4096


def solve_probability(theta: Floats, difficulty: Floats, guess: Floats) -> Floats:
    """Return P(θ) for arrays that broadcast against each other."""
    return guess + (1.0 - guess) / (1.0 + np.exp(difficulty - theta))


def age_weight(age_days: Floats, half_life_days: float) -> Floats:
    """Return the factor (0, 1] by which evidence of this age counts; the future counts as today."""
    return np.exp2(-np.maximum(age_days, 0.0) / half_life_days)


def log_likelihood(
    *, score: Floats, difficulty: Floats, guess: Floats, weight: Floats, group: Ints, groups: int
) -> Floats:
    """Return the weighted log-likelihood of each group's evidence on the grid.

    Items of equal difficulty and guess share one curve, so the work is a matrix product of
    (groups x distinct curves) with (distinct curves x POINTS) instead of n x POINTS logarithms.

    Args:
        score: (n,) share of the points, 0 to 1.
        difficulty: (n,) logits.
        guess: (n,) chance of guessing.
        weight: (n,) not negative.
        group: (n,) which group the row belongs to, 0 ≤ group < groups.
        groups: how many groups there are; one without rows gets zeros.

    Returns:
        (groups, POINTS)
    """
    result = np.zeros((groups, POINTS))
    if not len(score):
        return result
    curves, curve = np.unique(np.stack((difficulty, guess), axis=1), axis=0, return_inverse=True)
    curve = curve.reshape(-1)
    solved = solve_probability(GRID[None, :], curves[:, :1], curves[:, 1:])
    log_right, log_wrong = np.log(solved), np.log1p(-solved)
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(0, groups + _CHUNK, _CHUNK))
    for number, first in enumerate(range(0, groups, _CHUNK)):
        rows = order[starts[number] : starts[number + 1]]
        size = min(_CHUNK, groups - first)
        cell = (group[rows] - first) * len(curves) + curve[rows]
        right = np.bincount(cell, weight[rows] * score[rows], size * len(curves))
        wrong = np.bincount(cell, weight[rows] * (1.0 - score[rows]), size * len(curves))
        result[first : first + size] = (
            right.reshape(size, -1) @ log_right + wrong.reshape(size, -1) @ log_wrong
        )
    return result


def age_log_likelihood(
    log_likelihood_then: Floats, days_passed: float, half_life_days: float
) -> Floats:
    """Return what a log-likelihood has become after ``days_passed``.

    Every weight halves at the same pace, so the whole curve does. This is what makes an incremental
    update equal a computation from scratch: age the stored curve, then add the new rows' curve.
    """
    return log_likelihood_then * age_weight(np.asarray(days_passed), half_life_days)


def posterior(log_likelihoods: Floats, prior_sd: float) -> Floats:
    """Return the probability of each grid point, (g, POINTS), under the prior N(0, prior_sd²)."""
    density = log_likelihoods - 0.5 * (GRID / prior_sd) ** 2
    density = np.exp(density - density.max(axis=-1, keepdims=True))
    probabilities: Floats = density / density.sum(axis=-1, keepdims=True)
    return probabilities


def mean(probabilities: Floats) -> Floats:
    """Return the mean ability of each group, (g,) in logits."""
    return probabilities @ GRID


def spread(probabilities: Floats) -> Floats:
    """Return the standard deviation of each group's ability, (g,) in logits."""
    centre = mean(probabilities)
    return np.sqrt(np.maximum(probabilities @ GRID**2 - centre**2, 0.0))


def chance_at_least(probabilities: Floats, taus: Sequence[float]) -> Floats:
    """Return Pr(θ ≥ τ) for each group and cut, (g, k).

    Each grid point stands for a cell one STEP wide; a cut inside a cell takes its share of it.
    """
    share_above = np.clip((_EDGES[None, 1:] - np.asarray(taus)[:, None]) / STEP, 0.0, 1.0)
    return probabilities @ share_above.T


def quantile(probabilities: Floats, chance: float) -> Floats:
    """Return the ability under which each group lies with this chance, (g,) in logits."""
    cumulative = np.cumsum(probabilities, axis=-1)
    cell = np.minimum((cumulative < chance).sum(axis=-1), POINTS - 1)[:, None]
    mass = np.take_along_axis(probabilities, cell, axis=-1)
    before = np.take_along_axis(cumulative, cell, axis=-1) - mass
    inside = np.clip((chance - before) / np.maximum(mass, np.finfo(float).tiny), 0.0, 1.0)
    return (_EDGES[cell] + STEP * inside)[:, 0]


def level_at(theta: Floats, taus: Sequence[float]) -> Ints:
    """Return the highest level whose cut each ability reaches; 0 below the first cut."""
    return np.searchsorted(np.asarray(taus), theta, side="right").astype(np.int64)


def weight_from_level(*, weight: Floats, level: Ints, group: Ints, groups: int, k: int) -> Floats:
    """Return each group's sum of weights over items of a level or above, (groups, k)."""
    result = np.zeros((groups, k))
    for index in range(k):
        chosen = level >= index + 1
        result[:, index] = np.bincount(group[chosen], weight[chosen], groups)
    return result


def highest_level(
    *,
    chances: Floats,
    weights: Floats,
    allowed: Booleans,
    floors: Sequence[float],
    certainty: float,
) -> Ints:
    """Return the highest level that holds for each group, (g,); 0 when none does.

    Args:
        chances: (g, k) Pr(θ ≥ τ).
        weights: (g, k) sum of weights over items of the level or above.
        allowed: (g, k) whether the level may be given at all (judged, by machine).
        floors: (k,) least sums of weights.
        certainty: least chance.
    """
    holds = (chances >= certainty) & (weights >= np.asarray(floors)) & allowed
    numbers = np.arange(1, chances.shape[1] + 1)
    return np.where(holds, numbers, 0).max(axis=1, initial=0).astype(np.int64)
