import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.datasets.disclosure import UnknownColumnError, measure

ROWS = [
    {"sex": "f", "age": "18", "income": "low"},
    {"sex": "f", "age": "18", "income": "low"},
    {"sex": "m", "age": "18", "income": "low"},
    {"sex": "m", "age": "18", "income": "high"},
    {"sex": "m", "age": "60", "income": "high"},
]


def test_measure_finds_the_smallest_group_and_who_stands_alone() -> None:
    figures = measure(ROWS, quasi_identifiers=["sex", "age"])

    assert (figures.k, figures.rows, figures.groups, figures.unique) == (1, 5, 3, 1)


def test_measure_with_fewer_columns_gives_larger_groups() -> None:
    assert measure(ROWS, quasi_identifiers=["sex"]).k == 2


def test_measure_tells_how_varied_a_sensitive_column_is() -> None:
    (income,) = measure(ROWS, quasi_identifiers=["sex"], sensitive=["income"]).sensitive

    assert income.least_distinct == 1
    assert income.largest_share == 1.0


def test_measure_of_no_rows_hides_nobody() -> None:
    assert measure([], quasi_identifiers=["sex"]).k == 0


def test_measure_refuses_to_look_at_no_column() -> None:
    with pytest.raises(ValueError, match="at least one column"):
        measure(ROWS, quasi_identifiers=[])


def test_measure_names_a_column_that_is_not_there() -> None:
    with pytest.raises(UnknownColumnError, match="postcode"):
        measure(ROWS, quasi_identifiers=["sex", "postcode"])


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), min_size=1))
def test_adding_a_column_never_makes_the_smallest_group_larger(
    pairs: list[tuple[str, str]],
) -> None:
    rows = [{"one": one, "two": two} for one, two in pairs]

    coarse = measure(rows, quasi_identifiers=["one"])
    fine = measure(rows, quasi_identifiers=["one", "two"])

    assert fine.k <= coarse.k
    assert fine.groups >= coarse.groups
