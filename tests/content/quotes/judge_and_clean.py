"""The figures of Collecting, judging and cleaning data, computed anew from the data files."""

from collections.abc import Callable
from typing import Any

from tests.content.content_files import table
from tests.content.phrases import Phrases

Rows = list[list[Any]]
Frame = Any  # pandas' stubs take a cell for a date, bytes or nothing; here all are numbers or text
UNION = "European Union"

# --- 1. Finding data and reading the label ----------------------------------------------------


def factbook() -> Frame:
    """Return the World Factbook, one row for each entry."""
    return table("world_factbook", "factbook.csv")


def _online(frame: Frame) -> float:
    return 100 * float(frame["internet_users"].sum() / frame["population"].sum())


def _shares_online() -> list[float]:
    frame = factbook()
    entries = frame[frame["country"] != UNION]
    both = entries.dropna(subset=["internet_users", "population"])
    average = float((100 * both["internet_users"] / both["population"]).mean())
    return [_online(frame), _online(entries), _online(both), average]


def four_answers() -> Rows:
    """The share of people online, computed in four ways."""
    ways = [
        "Everything added up",
        "Without the European Union",
        "Only entries with both figures",
        "Average of the entries' shares",
    ]
    return [[way, round(share, 1)] for way, share in zip(ways, _shares_online(), strict=True)]


def read_the_label_first() -> Phrases:
    """Module 1."""
    frame = factbook()
    by_name = frame.set_index("country")
    people, users = by_name["population"], by_name["internet_users"]
    union = int(people[UNION])
    all_sum, no_union, both, average = _shares_online()
    blank = frame["internet_users"].isna()
    empty = frame["population"].isna()
    silent = frame[blank & ~empty & frame["country"].ne(UNION)]
    known = frame[~blank & ~empty & frame["country"].ne(UNION)]
    top_silent = silent.nlargest(4, "population")["country"].tolist()
    assert top_silent == ["Nigeria", "Algeria", "Korea, North", "Angola"]
    assert set(silent["country"]) >= {"Benin", "Western Sahara", "South Sudan"}
    assert (blank & empty).sum() == empty.sum()
    assert frame.nlargest(3, "population")["country"].tolist() == ["China", "India", UNION]
    computed = [
        f"it has {len(frame)} rows with a population",
        f"all internet users, {users.sum():,.0f}, and all people, {people.sum():,.0f}. "
        f"The share is {all_sum:.1f} per cent",
        f"European Union with {union:,} people",
        f"there are {people.sum() - union:,.0f} people, and the share becomes {no_union:.1f}",
        f"is missing in {blank.sum()} rows. One of the {blank.sum()} is the European Union. "
        f"{empty.sum()} are islands",
        f"That leaves {len(silent)} with people in them, {silent['population'].sum():,.0f} people",
        f"to the {len(known)} entries that have both figures, the share is {both:.1f} per cent",
        f"share of each of the {len(known)} entries, and takes the average: {average:.1f} per cent",
        f"Iceland, with {people['Iceland']:,.0f} people",
        f"the people of the {len(known)} entries for which",
        f"largest of the {len(silent)} is Nigeria, with {people['Nigeria']:,.0f} people",
        f"The table has {users['China']:,.0f}.",
        f"United States: {users['United States']:,.0f} in both",
        f"Brazil, {users['Brazil']:,.0f}; India, {users['India']:,.0f}; "
        f"Russia, {users['Russia']:,.0f}: the same",
        f"is not {both:.1f} per cent. It is this",
        f"gives about {both:.0f} per cent for the entries with both figures",
        f"and {len(silent)} inhabited entries, Nigeria among them",
        f"one share for {people['India']:,.0f} Indians",
    ]
    others = [
        "Nigeria is the ninth, with 43,989,000",  # Network World
        "China: 389,000,000.",
        "put China at 389 million",  # Fortune
        "wrote on 1 April 2011",
    ]
    return Phrases(computed, others)


CHARTS: dict[str, Callable[[], Rows]] = {"four-answers": four_answers}

NUMBER_ANSWERS: dict[str, Callable[[], float]] = {
    "read-the-label-first/european-union": lambda: 10 + 20 + 30 + 40 + 50,
}

PHRASES: dict[str, Callable[[], Phrases]] = {"read-the-label-first": read_the_label_first}
