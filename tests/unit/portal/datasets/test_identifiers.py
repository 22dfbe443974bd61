"""Signs of persons: what is found, and what only looks like one."""

import pytest

from portal.datasets.identifiers import Sign, find


def _signs(values: list[str], *, column: str = "note", persons: bool = True) -> set[Sign]:
    return {found.sign for found in find([{column: v} for v in values], persons=persons)}


@pytest.mark.parametrize("persons", [True, False])
@pytest.mark.parametrize(
    ("value", "sign"),
    [
        ("write to ada.b@example.org today", Sign.EMAIL),
        ("+44 20 7946 0123", Sign.PHONE),
        ("call (020) 7946 0123", Sign.PHONE),
        ("555-123-4567", Sign.PHONE),
        ("123-45-6789", Sign.IDENTITY),
        ("QQ 12 34 56 C", Sign.IDENTITY),
    ],
)
def test_addresses_and_numbers_are_found_in_every_file(
    value: str, sign: Sign, persons: bool
) -> None:
    assert _signs(["nothing", value, ""], persons=persons) == {sign}


@pytest.mark.parametrize(
    "value",
    [
        "2012-05-06",
        "2012-05-06 12:30:00",
        "1,234,567.89",
        "20,000 to 49,999",
        "-0.1278",
        "@home",
        "10.1.2026",
        "1234567890123",
        "N12345",
        "B-737-300",
    ],
)
def test_dates_amounts_and_codes_are_none(value: str) -> None:
    assert _signs([value] * 30) == set()


@pytest.mark.parametrize("column", ["name", "Surname", "first_name", "Full name", "person_name"])
def test_columns_of_names_count_where_rows_are_persons(column: str) -> None:
    assert _signs(["x"], column=column) == {Sign.NAME}
    assert _signs(["x"], column=column, persons=False) == set()


@pytest.mark.parametrize("column", ["username_hash_", "named", "species_names_count", "tournament"])
def test_columns_that_only_sound_like_names_do_not_count(column: str) -> None:
    assert _signs(["x"], column=column) == set()


def test_numbers_that_nearly_always_differ_look_like_identity_numbers() -> None:
    numbers = [f"A{100000 + number}" for number in range(30)]

    assert _signs(numbers) == {Sign.IDENTITY_LIKE}
    assert _signs(numbers[:10] * 3) == set()
    assert _signs(numbers, persons=False) == set()


def test_free_text_is_long_and_mostly_different() -> None:
    stories = [
        f"Person {n} came on a Monday and asked about the rent of flat {n}." for n in range(30)
    ]

    assert _signs(stories) == {Sign.FREE_TEXT}
    assert _signs(stories[:3] * 10) == set()


def test_a_column_that_was_looked_at_is_left_out() -> None:
    rows = [{"name": "Ada", "mail": "a@b.org"}]

    found = find(rows, persons=True, except_for={"name"})

    assert [(f.column, f.sign, f.values) for f in found] == [("mail", Sign.EMAIL, 1)]
    assert find([], persons=True) == []
