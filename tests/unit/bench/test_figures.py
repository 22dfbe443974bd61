import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench.figures import Figure, Target, figure_table, percentile, ratio, spoken, table

TWENTY = [float(number) for number in range(1, 21)]


@pytest.mark.parametrize(
    ("share", "expected"), [(0.05, 1), (0.5, 10), (0.95, 19), (0.951, 20), (1.0, 20)]
)
def test_percentile_is_the_nearest_rank(share: float, expected: float) -> None:
    assert percentile(TWENTY, share) == expected


def test_percentile_does_not_depend_on_the_order_of_the_samples() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0


def test_percentile_of_few_samples_is_the_largest() -> None:
    assert percentile([1.0, 2.0, 9.0], 0.95) == 9.0


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1))
def test_percentile_was_measured_and_enough_samples_lie_at_or_below(
    samples: list[float], share: float
) -> None:
    found = percentile(samples, share)

    assert found in samples
    assert sum(sample <= found for sample in samples) >= share * len(samples) - 1e-6


@pytest.mark.parametrize("share", [0.0, -0.5, 1.01])
def test_percentile_refuses_a_share_that_is_none(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        percentile(TWENTY, share)


def test_percentile_refuses_no_samples() -> None:
    with pytest.raises(ValueError, match="at least one"):
        percentile([], 0.5)


def test_ratio_is_between_medians_and_ours_stands_above() -> None:
    assert ratio([10.0, 20.0, 900.0], [40.0, 1.0, 50.0]) == 0.5


@pytest.mark.parametrize(
    ("ours", "theirs"), [([], [1.0]), ([1.0], []), ([1.0], [0.0])], ids=["none", "no peer", "zero"]
)
def test_ratio_refuses_what_cannot_be_compared(ours: list[float], theirs: list[float]) -> None:
    with pytest.raises(ValueError):
        ratio(ours, theirs)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (1.2345, "s", "1.23 s"),
        (123.4, "s", "123 s"),
        (699.6, "MiB", "700 MiB"),
        (1234.5, "KB", "1,234 KB"),
        (41.7, "pages/s", "42 pages/s"),
        (2.5, "", "2.50"),
    ],
)
def test_a_value_is_spoken_with_sensible_digits(value: float, unit: str, expected: str) -> None:
    assert spoken(value, unit) == expected


@pytest.mark.parametrize(("value", "word"), [(4.99, "kept"), (5.0, "kept"), (5.01, "missed")])
def test_a_target_is_kept_up_to_its_limit(value: float, word: str) -> None:
    assert Target(5, "s").verdict(value) == f"at most 5 s: {word}"


def test_a_figure_is_judged_by_its_median() -> None:
    target = Target(5, "s")

    assert not Figure("open", "s", [1.0, 2.0, 90.0], target).missed
    assert Figure("open", "s", [6.0, 7.0, 1.0], target).missed
    assert not Figure("open", "s", [6.0]).missed


def test_a_figure_shows_its_spread_and_a_single_sample_none() -> None:
    many = Figure("open", "s", [1.0, 2.0, 3.0], Target(5, "s"))
    one = Figure("memory", "MiB", [650.0])

    assert many.cells() == ["open", "2.00 s", "3.00 s", "1.00 to 3.00 s", "3", "at most 5 s: kept"]
    assert one.cells() == ["memory", "650 MiB", "", "", "1", "none set"]


def test_a_table_lines_up() -> None:
    lines = table(["What", "Value"], [["a", "1"], ["longer", "23456"]]).splitlines()

    assert lines == [
        "| What   | Value |",
        "|--------|-------|",
        "| a      | 1     |",
        "| longer | 23456 |",
    ]


def test_a_table_of_figures_has_a_row_for_each() -> None:
    shown = figure_table([Figure("one", "s", [1.0]), Figure("two", "s", [2.0])])

    assert [line.split("|")[1].strip() for line in shown.splitlines()[2:]] == ["one", "two"]
