import pytest

from portal.courses import spelling

TEXTS = ["Data in public service: first steps", "Statistics and surveys", "Protecting privacy"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("privacy", [2]),
        ("privcay", [2]),
        ("statistcs", [1]),
        ("protect", [2]),
        ("fisrt", [0]),
        ("Públic sérvice", [0]),
        ("privacy surveys", []),
        ("zzzz", []),
        ("  ", [0, 1, 2]),
    ],
)
def test_rank_forgives_typing_errors_but_wants_every_word(query: str, found: list[int]) -> None:
    assert spelling.rank(query, TEXTS) == found


def test_rank_puts_the_exact_word_first() -> None:
    assert spelling.rank("survey", ["surveys", "survey"]) == [1, 0]


def test_likeness_is_one_for_the_same_word_and_zero_for_strangers() -> None:
    assert spelling.likeness("data", "data") == 1
    assert spelling.likeness("data", "zzz") == 0
