"""Level arithmetic: cases worked by hand, and properties that must hold for any evidence."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.competencies import levels

TAUS = (-0.65, 0.35, 1.35, 2.35)
PRIOR_SD = 1.1

item = st.tuples(
    st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]),  # score
    st.floats(-3, 3).map(lambda b: round(b, 2)),  # difficulty
    st.sampled_from([0.0, 0.2, 0.25, 0.5]),  # guess
    st.floats(0.01, 1.0),  # weight
)
items = st.lists(item, min_size=1, max_size=12)
code_items = st.lists(
    st.tuples(
        st.sampled_from([0.0, 1.0]),
        st.floats(-2, 2),
        st.just(0.0),
        st.sampled_from([0.5, 0.7, 1.0]),
    ),
    min_size=1,
    max_size=12,
)


def curve(rows: list[tuple[float, float, float, float]], factor: float = 1.0) -> levels.Floats:
    """Return the log-likelihood of one group, (1, POINTS)."""
    table = np.array(rows, dtype=float).reshape(-1, 4)
    return levels.log_likelihood(
        score=table[:, 0],
        difficulty=table[:, 1],
        guess=table[:, 2],
        weight=table[:, 3] * factor,
        group=np.zeros(len(table), dtype=np.int64),
        groups=1,
    )


def posterior(rows: list[tuple[float, float, float, float]], factor: float = 1.0) -> levels.Floats:
    return levels.posterior(curve(rows, factor), PRIOR_SD)


# --- worked by hand --------------------------------------------------------------------------


def test_solve_probability_by_hand() -> None:
    # A person half a logit above the item: logistic(0.5) = 1/(1 + e^-0.5) = 0.622459.
    # With four options: 0.25 + 0.75 x 0.622459 = 0.716844.
    zero, above, quarter = np.array(0.0), np.array(0.5), np.array(0.25)
    assert levels.solve_probability(above, zero, zero) == pytest.approx(0.622459, abs=1e-6)
    assert levels.solve_probability(above, zero, quarter) == pytest.approx(0.716844, abs=1e-6)


def test_log_likelihood_by_hand() -> None:
    # At ability 0: a right choice (b -0.5, c 0.25, w 0.7) gives 0.7 ln 0.716844 = -0.233028,
    # half the points on code (b 0.5, w 1): logistic(-0.5) = 0.377541, so
    # 0.5 ln 0.377541 + 0.5 ln 0.622459 = -0.487038 - 0.237039 = -0.724077. Sum: -0.957105.
    found = curve([(1.0, -0.5, 0.25, 0.7), (0.5, 0.5, 0.0, 1.0)])
    assert found.shape == (1, levels.POINTS)
    assert found[0, 40] == pytest.approx(-0.957105, abs=1e-6)


def test_age_halves_weight_each_half_life() -> None:
    ages = np.array([-3.0, 0.0, 365.25, 730.5, 182.625])
    expected = [1.0, 1.0, 0.5, 0.25, math.sqrt(0.5)]
    assert levels.age_weight(ages, 365.25) == pytest.approx(expected)


def test_without_evidence_the_prior_answers() -> None:
    # Normal with sd 1.1: the 10 % quantile is -1.28155 x 1.1 = -1.4097, and
    # Pr(at least -0.65) = Phi(0.65/1.1) = Phi(0.590909) = 0.72271.
    prior = levels.posterior(np.zeros((1, levels.POINTS)), PRIOR_SD)
    assert levels.mean(prior)[0] == pytest.approx(0.0, abs=1e-12)
    assert levels.spread(prior)[0] == pytest.approx(1.1, abs=0.005)
    assert levels.quantile(prior, 0.1)[0] == pytest.approx(-1.4097, abs=0.005)
    assert levels.chance_at_least(prior, [-0.65])[0, 0] == pytest.approx(0.72271, abs=0.001)


def test_right_and_wrong_that_balance_leave_the_middle() -> None:
    # Right on b = 1 and wrong on b = -1 mirror each other: the mean is 0, the odds of being above 0
    # are even, and the density at 0 is e^(2 ln logistic(-1)) = 0.268941^2 of an empty record's.
    rows = [(1.0, 1.0, 0.0, 1.0), (0.0, -1.0, 0.0, 1.0)]
    found = posterior(rows)
    assert levels.mean(found)[0] == pytest.approx(0.0, abs=1e-12)
    assert levels.chance_at_least(found, [0.0])[0, 0] == pytest.approx(0.5)
    assert math.exp(curve(rows)[0, 40]) == pytest.approx(0.268941**2, abs=1e-6)


def test_one_right_answer_by_hand() -> None:
    # Item b = 0, no guessing, weight 1, prior N(0, 1.1^2). Stein's lemma: the mean is
    # 2 x 1.21 x E[s(1 - s)] with s = logistic(t), t ~ N(0, 1.21). Simpson's rule at
    # t = 0, 0.275, ..., 4.4 gives E[s(1 - s)] = 0.20040, so the mean is 0.4850;
    # the grid ends at 4 and costs less than 0.001 of it.
    assert levels.mean(posterior([(1.0, 0.0, 0.0, 1.0)]))[0] == pytest.approx(0.4850, abs=0.001)


def test_chance_takes_the_share_of_a_cell_that_a_cut_divides() -> None:
    lone = np.zeros((1, levels.POINTS))
    lone[0, 40] = 1.0  # all mass in the cell from -0.05 to 0.05
    found = levels.chance_at_least(lone, [-0.05, -0.025, 0.0, 0.05])
    assert found[0] == pytest.approx([1.0, 0.75, 0.5, 0.0])
    assert levels.quantile(lone, 0.25)[0] == pytest.approx(-0.025)


def test_level_at_cuts_by_hand() -> None:
    theta = np.array([-0.66, -0.65, 0.34, 0.35, 9.0])
    assert levels.level_at(theta, TAUS).tolist() == [0, 1, 1, 2, 4]


def test_weight_from_level_by_hand() -> None:
    found = levels.weight_from_level(
        weight=np.array([0.7, 0.5, 1.0]),
        level=np.array([1, 2, 3]),
        group=np.array([0, 0, 1]),
        groups=2,
        k=4,
    )
    assert found == pytest.approx(np.array([[1.2, 0.5, 0, 0], [1.0, 1.0, 1.0, 0]]))


@pytest.mark.parametrize(
    ("chances", "weights", "allowed", "expected"),
    [
        ([0.95, 0.85, 0.5, 0.1], [5, 3, 0, 0], [1, 1, 1, 0], 2),
        ([0.95, 0.85, 0.5, 0.1], [5, 1, 0, 0], [1, 1, 1, 0], 1),  # too little at Working
        ([0.79, 0.40, 0.1, 0.0], [9, 9, 0, 0], [1, 1, 1, 0], 0),  # not certain enough
        ([0.99, 0.95, 0.9, 0.8], [9, 9, 9, 9], [1, 1, 1, 0], 3),  # expert never by machine
        ([0.99, 0.95, 0.9, 0.8], [9, 9, 9, 9], [1, 1, 0, 0], 2),  # nobody judged
        ([0.80, 0.10, 0.0, 0.0], [1.5, 0, 0, 0], [1, 1, 1, 0], 1),  # exactly at cut and floor
    ],
)
def test_highest_level_by_hand(
    chances: list[float], weights: list[float], allowed: list[int], expected: int
) -> None:
    found = levels.highest_level(
        chances=np.array([chances]),
        weights=np.array([weights], dtype=float),
        allowed=np.array([allowed], dtype=bool),
        floors=(1.5, 1.5, 2.5, 2.5),
        certainty=0.8,
    )
    assert found.tolist() == [expected]


def test_many_groups_equal_one_at_a_time_across_chunks() -> None:
    rng = np.random.default_rng(7)
    groups, n = 9000, 30_000
    group = rng.integers(0, groups - 1, n)  # the last group stays empty
    values: dict[str, Any] = {
        "score": rng.choice([0, 0.5, 1], n),
        "difficulty": rng.choice([-1.5, 0.5], n),
        "guess": rng.choice([0, 0.25], n),
        "weight": rng.random(n),
    }
    together = levels.log_likelihood(**values, group=group, groups=groups)
    for one in (0, 4095, 4096, 8191, 8998):
        own = {name: column[group == one] for name, column in values.items()}
        size = int((group == one).sum())
        alone = levels.log_likelihood(**own, group=np.zeros(size, dtype=np.int64), groups=1)
        assert together[one] == pytest.approx(alone[0], abs=1e-12)
    assert not together[-1].any()


def test_no_rows_give_flat_curves() -> None:
    assert curve([]).tolist() == np.zeros((1, levels.POINTS)).tolist()


# --- properties ------------------------------------------------------------------------------


@given(rows=items, seed=st.integers(0, 1000))
def test_order_does_not_matter(rows: list[Any], seed: int) -> None:
    shuffled = [rows[i] for i in np.random.default_rng(seed).permutation(len(rows))]
    assert curve(rows) == pytest.approx(curve(shuffled), abs=1e-9)


@given(rows=items, which=st.integers(0, 11), better=st.sampled_from([0.1, 0.5, 1.0]))
def test_a_better_score_never_lowers_anything(rows: list[Any], which: int, better: float) -> None:
    index = which % len(rows)
    score, *rest = rows[index]
    raised = [*rows[:index], (max(score, better), *rest), *rows[index + 1 :]]
    before, after = posterior(rows), posterior(raised)
    assert levels.mean(after)[0] >= levels.mean(before)[0] - 1e-9
    lower = levels.chance_at_least(before, TAUS)
    assert (levels.chance_at_least(after, TAUS) >= lower - 1e-9).all()


@settings(deadline=None)
@given(rows=code_items, months=st.integers(1, 36))
def test_old_evidence_widens_the_range(rows: list[Any], months: int) -> None:
    old = posterior(rows, factor=2 ** (-months / 12))
    fresh = posterior(rows)
    assert levels.spread(old)[0] >= levels.spread(fresh)[0] - 1e-3
    older = posterior(rows, factor=2 ** (-months / 12 - 20))
    assert levels.spread(older)[0] == pytest.approx(PRIOR_SD, abs=0.01)


@given(rows=items, new=items, days=st.floats(0, 2000))
def test_incremental_equals_from_scratch(rows: list[Any], new: list[Any], days: float) -> None:
    half_life = 365.25
    factor = float(levels.age_weight(np.array(days), half_life))
    incremental = levels.age_log_likelihood(curve(rows), days, half_life) + curve(new)
    scratch = curve([*((s, b, c, w * factor) for s, b, c, w in rows), *new])
    assert incremental == pytest.approx(scratch, rel=1e-9, abs=1e-9)


@given(rows=items)
def test_posterior_is_a_distribution_and_quantiles_are_ordered(rows: list[Any]) -> None:
    found = posterior(rows)
    assert found.sum() == pytest.approx(1.0)
    low, middle, high = (levels.quantile(found, q)[0] for q in (0.1, 0.5, 0.9))
    assert low <= middle <= high
    chances = levels.chance_at_least(found, TAUS)[0]
    assert (np.diff(chances) <= 1e-12).all()
    assert levels.chance_at_least(found, [low])[0, 0] == pytest.approx(0.9, abs=1e-6)
