"""What share of a group stands at or above a level: pure arithmetic on numpy arrays.

A person's own level never uses the department. A department's figure may and does: averaging the
persons' estimates would pull every department towards the middle twice. So figures come from a
latent regression on the same likelihoods (Mislevy 1991; von Davier, Gonzalez and Mislevy 2009):

    ability of a person in department d ~ N(mu_d, sigma^2),   mu_d ~ N(mu, omega^2)

fitted by expectation and maximisation on the grid of ``portal.competencies.levels``. The share
among the assessed persons is then the distribution of a count: each person is at or above the cut
with a chance that depends on the department's middle, which itself is known with an error.

Shapes: ``n`` persons, ``d`` departments, ``k`` cuts, POINTS grid points. Abilities are in logits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.polynomial.hermite_e import hermegauss

from portal.competencies import levels
from portal.competencies.levels import GRID, Floats, Ints

TAIL = 0.05  # on each side of a 90 % interval
_ITERATIONS = 300
_TOLERANCE = 2e-4
_SIGMA_PERSONS = 4.0  # weight of the prior guess of sigma, in persons
_OMEGA_PRIOR, _OMEGA_DEPARTMENTS = 0.4, 2.0  # prior guess of omega and its weight in departments
_NODES, _NODE_WEIGHTS = hermegauss(7)
_NODE_WEIGHTS = _NODE_WEIGHTS / _NODE_WEIGHTS.sum()
_SPREAD_NODES, _SPREAD_WEIGHTS = hermegauss(3)
_SPREAD_WEIGHTS = _SPREAD_WEIGHTS / _SPREAD_WEIGHTS.sum()


@dataclass(frozen=True)
class Fit:
    """The fitted model.

    Attributes:
        centre: (d,) middle of each department.
        centre_variance: (d,) its error variance.
        sigma: spread of persons within a department.
        log_sigma_error: standard error of the logarithm of sigma.
        mean: middle of the departments.
        omega: spread of the departments.
    """

    centre: Floats
    centre_variance: Floats
    sigma: float
    log_sigma_error: float
    mean: float
    omega: float


def _moments(log_likelihood: Floats, centre: Floats, sigma: float) -> tuple[Floats, Floats]:
    """Return mean and variance of each person's ability, given the middle to expect, (n,) each."""
    density = log_likelihood - 0.5 * ((GRID[None, :] - centre[:, None]) / sigma) ** 2
    density -= density.max(axis=1, keepdims=True)
    np.exp(density, out=density)
    density /= density.sum(axis=1, keepdims=True)
    mean = density @ GRID
    return mean, np.maximum(density @ GRID**2 - mean**2, 1e-6)


def fit(log_likelihood: Floats, department: Ints, departments: int, prior_sd: float) -> Fit:
    """Fit the latent regression.

    Args:
        log_likelihood: (n, POINTS) of the persons' evidence, without any prior.
        department: (n,) which department each person belongs to.
        departments: how many there are; one without persons gets the middle of all.
        prior_sd: guess of the spread of persons before any data.
    """
    size = np.bincount(department, minlength=departments).astype(float)
    centre, variance = np.zeros(departments), np.full(departments, _OMEGA_PRIOR**2)
    sigma2, mean, omega2 = prior_sd**2, 0.0, _OMEGA_PRIOR**2
    for _ in range(_ITERATIONS):
        person_mean, person_variance = _moments(
            log_likelihood, centre[department], float(np.sqrt(sigma2))
        )
        new_centre, variance = _departments(
            person_mean, person_variance, department, size, (sigma2, mean, omega2)
        )
        residual = person_variance + (person_mean - new_centre[department]) ** 2
        residual += variance[department] * (1.0 - person_variance / sigma2) ** 2
        new_sigma2 = (residual.sum() + _SIGMA_PERSONS * prior_sd**2) / (
            len(residual) + _SIGMA_PERSONS
        )
        mean, omega2 = _house(new_centre[size > 0], variance[size > 0], omega2)
        change = max(float(np.abs(new_centre - centre).max()), abs(new_sigma2 - sigma2))
        centre, sigma2 = new_centre, float(new_sigma2)
        if change < _TOLERANCE:
            break
    # The information on sigma is that of as many sharply seen persons as the blur leaves.
    sharp = max(float(np.mean(1.0 - person_variance / sigma2)), 0.1)
    return Fit(
        centre=centre,
        centre_variance=variance,
        sigma=float(np.sqrt(sigma2)),
        log_sigma_error=1.0 / (sharp * float(np.sqrt(2.0 * (len(residual) + _SIGMA_PERSONS)))),
        mean=mean,
        omega=float(np.sqrt(omega2)),
    )


def _departments(
    person_mean: Floats,
    person_variance: Floats,
    department: Ints,
    size: Floats,
    model: tuple[float, float, float],
) -> tuple[Floats, Floats]:
    """Return middle and error variance of each department, (d,) each.

    Args:
        person_mean: (n,) of the persons' abilities.
        person_variance: (n,) of the persons' abilities.
        department: (n,) where each person belongs.
        size: (d,) persons of each department.
        model: sigma^2, mean and omega^2.
    """
    sigma2, mean, omega2 = model
    total = np.bincount(department, person_mean, len(size))
    centre = (total / sigma2 + mean / omega2) / (size / sigma2 + 1.0 / omega2)
    # Louis (1982): what is known of a middle is less what the persons' own blur takes away.
    blur = np.bincount(department, person_variance, len(size)) / sigma2**2
    return centre, 1.0 / np.maximum(size / sigma2 - blur + 1.0 / omega2, 1e-6)


def _house(centre: Floats, variance: Floats, omega2: float) -> tuple[float, float]:
    """Return mean and omega^2 from the departments that have persons."""
    mean = float(np.average(centre, weights=1.0 / (variance + omega2)))
    scatter = float(((centre - mean) ** 2 + variance).sum())
    return mean, (scatter + _OMEGA_DEPARTMENTS * _OMEGA_PRIOR**2) / (
        len(centre) + _OMEGA_DEPARTMENTS
    )


def count_distributions(
    log_likelihood: Floats, department: Ints, fitted: Fit, taus: Sequence[float]
) -> list[Floats]:
    """Return, for each department, how many of its persons are at or above each cut.

    Returns:
        For each department an array (spreads, k, persons of the department + 1): the probability
        that 0, 1, 2, … of them are at or above the cut, for each spread that sigma may have. The
        spread is common to all departments, so it is averaged out last, by ``average_spreads``.
    """
    found = []
    spreads = fitted.sigma * np.exp(_SPREAD_NODES * fitted.log_sigma_error)
    for index, middle in enumerate(fitted.centre):
        own = log_likelihood[department == index]
        error = float(np.sqrt(fitted.centre_variance[index]))
        mixed = np.zeros((len(spreads), len(taus), len(own) + 1))
        for node, weight in zip(_NODES, _NODE_WEIGHTS, strict=True):
            chances = [
                _chances(own, float(middle + node * error), float(spread), taus)
                for spread in spreads
            ]
            counts = count_distribution(np.concatenate(chances, axis=0))
            mixed += weight * counts.reshape(mixed.shape)
        found.append(mixed)
    return found


def _chances(log_likelihood: Floats, middle: float, sigma: float, taus: Sequence[float]) -> Floats:
    """Return each person's chance of being at or above each cut, (k, n)."""
    density = log_likelihood - 0.5 * ((GRID - middle) / sigma) ** 2
    density = np.exp(density - density.max(axis=1, keepdims=True, initial=-np.inf))
    density /= density.sum(axis=1, keepdims=True)
    return levels.chance_at_least(density, taus).T


def average_spreads(distribution: Floats) -> Floats:
    """Return the distribution (k, n + 1) of the count over all spreads that sigma may have."""
    return np.einsum("s,skn->kn", _SPREAD_WEIGHTS, distribution)


def count_distribution(chances: Floats) -> Floats:
    """Return the distribution of the number of successes (Poisson binomial).

    Args:
        chances: (k, n) chance of each of n independent trials, for k cases side by side.

    Returns:
        (k, n + 1)
    """
    cases, trials = chances.shape
    result = np.zeros((cases, trials + 1))
    result[:, 0] = 1.0
    for trial in range(trials):
        chance = chances[:, trial : trial + 1]
        result[:, 1 : trial + 2] = (
            result[:, 1 : trial + 2] * (1.0 - chance) + result[:, : trial + 1] * chance
        )
        result[:, 0] *= 1.0 - chance[:, 0]
    return result


def add_counts(distributions: Iterable[Floats]) -> Floats:
    """Return the distribution of the sum of independent counts, each (spreads, k, m + 1)."""
    total: Floats | None = None
    for distribution in distributions:
        total = distribution if total is None else _convolve(total, distribution)
    if total is None:
        raise ValueError("There is nothing to add.")
    return total


def _convolve(one: Floats, other: Floats) -> Floats:
    shape = (*one.shape[:-1], one.shape[-1] + other.shape[-1] - 1)
    result = np.empty(shape)
    for place in np.ndindex(shape[:-1]):
        result[place] = np.convolve(one[place], other[place])
    return result


@dataclass(frozen=True)
class Share:
    """A share among the assessed with its 90 % interval, all 0 to 1."""

    value: float
    low: float
    high: float


def share_of(distribution: Floats) -> Share:
    """Return mean and 90 % interval of the share, from the distribution (n + 1,) of the count."""
    n = len(distribution) - 1
    cumulative = np.cumsum(distribution)
    return Share(
        value=float(distribution @ np.arange(n + 1)) / n,
        low=float(np.searchsorted(cumulative, TAIL, side="right")) / n,
        high=min(float(np.searchsorted(cumulative, 1.0 - TAIL, side="left")), n) / n,
    )


def bounds_of_all(share: float, assessed: int, people: int) -> tuple[float, float]:
    """Return between which shares the whole group lies, whatever the unassessed can do.

    Manski (1990): with coverage c and share p among the assessed, from c·p to c·p + 1 - c.
    """
    coverage = assessed / people
    return coverage * share, coverage * share + 1.0 - coverage
