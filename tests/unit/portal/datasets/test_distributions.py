"""Bars counted by hand."""

from portal.datasets.distributions import of_columns


def _of(values: list[str]) -> list[tuple[str, int, int]]:
    (found,) = of_columns([{"c": value} for value in values])
    return [(bar.label, bar.count, bar.length) for bar in found.bars]


def test_values_are_counted_most_frequent_first() -> None:
    assert _of(["b", "a", "a", "a", "b", "c"]) == [("a", 3, 100), ("b", 2, 67), ("c", 1, 33)]


def test_values_beyond_the_eighth_and_blanks_are_counted_together() -> None:
    values = [*"abcdefghij", "", "", "a"]

    (found,) = of_columns([{"c": value} for value in values])

    assert len(found.bars) == 8
    assert (found.others, found.blank) == (2, 2)


def test_many_numbers_are_counted_in_ranges_with_the_end_in_the_last() -> None:
    (found,) = of_columns([{"c": str(number)} for number in range(17)])

    assert found.is_number
    assert [bar.count for bar in found.bars] == [2, 2, 2, 2, 2, 2, 2, 3]
    assert (found.bars[0].label, found.bars[7].label) == ("0 to 2", "14 to 16")


def test_few_numbers_stay_values_and_words_never_become_ranges() -> None:
    assert _of(["1", "2", "2"]) == [("2", 2, 100), ("1", 1, 50)]
    (mixed,) = of_columns([{"c": str(number)} for number in range(20)] + [{"c": "none"}])
    assert not mixed.is_number
    (endless,) = of_columns([{"c": str(number)} for number in range(20)] + [{"c": "inf"}])
    assert not endless.is_number


def test_columns_come_in_the_order_of_the_file() -> None:
    assert [d.column for d in of_columns([{"b": "1", "a": "2"}])] == ["b", "a"]
    assert of_columns([]) == []
    assert of_columns([{"a": ""}])[0].bars == ()
