"""Department shares: arithmetic by hand, recovery of the truth, coverage of the intervals."""

import numpy as np
import pytest

from portal.competencies import levels
from portal.reporting import estimation

TAUS = (-0.65, 0.35, 1.35)


def simulate(
    rng: np.random.Generator, *, departments: int = 8, items: int = 8, spread: float = 1.0
) -> tuple[levels.Floats, levels.Ints, levels.Floats]:
    """Return likelihoods, departments and true abilities of a simulated house."""
    sizes = rng.integers(12, 60, departments)
    department = np.repeat(np.arange(departments), sizes)
    centre = rng.normal(0.3, 0.5, departments)
    ability = rng.normal(centre[department], spread)
    number = rng.integers(items - 4, items + 5, len(ability))
    person = np.repeat(np.arange(len(ability)), number)
    difficulty = rng.choice([-1.5, -0.5, 0.5], len(person))
    guess = np.where(rng.random(len(person)) < 0.5, 0.25, 0.0)
    solved = levels.solve_probability(ability[person], difficulty, guess)
    likelihood = levels.log_likelihood(
        score=(rng.random(len(person)) < solved).astype(float),
        difficulty=difficulty,
        guess=guess,
        weight=np.ones(len(person)),
        group=person,
        groups=len(ability),
    )
    return likelihood, department, ability


# --- by hand ----------------------------------------------------------------------------------


def test_count_distribution_by_hand() -> None:
    # Two persons with chances 0.5 and 0.2: none 0.5 x 0.8, both 0.5 x 0.2, else one.
    found = estimation.count_distribution(np.array([[0.5, 0.2], [1.0, 0.0]]))
    assert found == pytest.approx(np.array([[0.4, 0.5, 0.1], [0.0, 1.0, 0.0]]))


def test_counts_add_up_by_hand() -> None:
    coin = np.array([[[0.5, 0.5]]])
    assert estimation.add_counts([coin, coin])[0, 0] == pytest.approx([0.25, 0.5, 0.25])
    with pytest.raises(ValueError, match="nothing to add"):
        estimation.add_counts([])


def test_share_by_hand() -> None:
    # Ten persons, surely six; and a spread of 5 % below four and 5 % above eight.
    sure = np.zeros(11)
    sure[6] = 1.0
    assert estimation.share_of(sure) == estimation.Share(0.6, 0.6, 0.6)
    wide = np.array([0, 0, 0, 0.05, 0.2, 0.25, 0.2, 0.15, 0.1, 0.05, 0])
    found = estimation.share_of(wide)
    assert (found.low, found.high) == (0.4, 0.8)
    assert found.value == pytest.approx(0.57)


def test_bounds_of_all_by_hand() -> None:
    # 44 of 120 assessed, half of them at the level: at least 22 of 120, at most 98 of 120.
    low, high = estimation.bounds_of_all(0.5, 44, 120)
    assert (low, high) == pytest.approx((22 / 120, 98 / 120))
    assert estimation.bounds_of_all(0.7, 50, 50) == pytest.approx((0.7, 0.7))


# --- against the truth -------------------------------------------------------------------------


def test_fit_recovers_the_simulated_house() -> None:
    likelihood, department, ability = simulate(np.random.default_rng(3), departments=40, items=12)

    fitted = estimation.fit(likelihood, department, 40, prior_sd=1.1)

    assert fitted.sigma == pytest.approx(1.0, abs=0.1)
    assert fitted.omega == pytest.approx(0.5, abs=0.15)
    assert fitted.mean == pytest.approx(0.3, abs=0.2)
    true_centre = np.array([ability[department == d].mean() for d in range(40)])
    assert np.corrcoef(fitted.centre, true_centre)[0, 1] > 0.9


def test_a_department_without_persons_gets_the_middle_of_all() -> None:
    likelihood, department, _ability = simulate(np.random.default_rng(4))

    fitted = estimation.fit(likelihood, department, 9, prior_sd=1.1)
    counts = estimation.count_distributions(likelihood, department, fitted, TAUS)

    assert fitted.centre[8] == pytest.approx(fitted.mean, abs=1e-2)
    assert counts[8].shape[-1] == 1


def test_persons_in_any_order_give_the_same() -> None:
    likelihood, department, _ability = simulate(np.random.default_rng(5))
    order = np.random.default_rng(6).permutation(len(department))

    one = estimation.fit(likelihood, department, 8, prior_sd=1.1)
    other = estimation.fit(likelihood[order], department[order], 8, prior_sd=1.1)

    assert one.centre == pytest.approx(other.centre, abs=1e-9)
    assert one.sigma == pytest.approx(other.sigma, abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("items", [5, 8, 14])
def test_90_percent_intervals_cover_the_truth(items: int) -> None:
    departments: list[bool] = []
    houses: list[bool] = []
    errors: list[float] = []
    for seed in range(60):
        likelihood, department, ability = simulate(np.random.default_rng(seed), items=items)
        fitted = estimation.fit(likelihood, department, 8, prior_sd=1.1)
        counts = estimation.count_distributions(likelihood, department, fitted, TAUS)
        groups = [(department == d, counts[d]) for d in range(8)]
        for chosen, count in groups:
            _compare(ability[chosen], count, departments, errors)
        _compare(ability, estimation.add_counts(counts), houses, [])

    assert 0.88 <= np.mean(departments) <= 0.97
    assert 0.82 <= np.mean(houses) <= 0.98
    assert np.mean(errors) < 0.071  # what the hierarchical model reached on eight items


def _compare(
    ability: levels.Floats, count: levels.Floats, covered: list[bool], errors: list[float]
) -> None:
    averaged = estimation.average_spreads(count)
    for cut, tau in enumerate(TAUS):
        truth = float((ability >= tau).mean())
        share = estimation.share_of(averaged[cut])
        covered.append(share.low - 1e-9 <= truth <= share.high + 1e-9)
        errors.append(abs(share.value - truth))
