"""The figures of the later modules of Charts and telling it straight."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from tests.content.phrases import Phrases
from tests.content.quotes.judge_and_clean import UNION, factbook

Rows = list[list[Any]]
Frame = Any  # pandas' stubs take a cell for a date, bytes or nothing; here all are numbers or text
MINUS = "\N{MINUS SIGN}"

# --- 3. Counts, rates and areas ---------------------------------------------------------------


def _entries() -> Frame:
    frame = factbook()
    return frame[frame["country"].ne(UNION)]


def _online() -> Frame:
    frame = _entries().dropna(subset=["internet_users", "population"]).copy()
    frame["share"] = 100 * frame["internet_users"] / frame["population"]
    frame["offline"] = frame["population"] - frame["internet_users"]
    return frame


def not_online() -> Rows:
    """The eight entries with the most people not online, in millions."""
    top = _online().nlargest(8, "offline")
    return [[row["country"], round(row["offline"] / 1e6)] for _, row in top.iterrows()]


def infants_by_share() -> Rows:
    """Median infant mortality by band of internet users per 100 people."""
    frame = _online().dropna(subset=["infant_mortality_rate"])
    names = ["under 10", "10 to under 30", "30 to under 60", "60 and over"]
    bands = pd.cut(frame["share"], [0, 10, 30, 60, 100], right=False, labels=names)
    groups = frame.groupby(bands, observed=True)["infant_mortality_rate"]
    return [
        [f"{name} ({groups.size()[name]} entries)", round(float(groups.median()[name]), 1)]
        for name in names
    ]


def _migration(low: float, high: float) -> Frame:
    frame = _entries().dropna(subset=["net_migration_rate"])
    return frame[frame["population"].ge(low) & frame["population"].lt(high)]["net_migration_rate"]


def where_the_people_are() -> Phrases:
    """Module 3."""
    frame = _online()
    by_name = frame.set_index("country")
    top, need = frame.nlargest(10, "share"), frame.nlargest(5, "offline")
    rank = int(by_name["share"].rank(ascending=False)["China"])
    large, tiny = _migration(1e8, 1e10), _migration(0, 1e5)
    entries = _entries()
    silent = entries[entries["internet_users"].isna() & entries["population"].notna()]
    widths = pd.cut(frame["share"], 5).value_counts(sort=False)
    equal = set(pd.qcut(frame["share"], 5).value_counts())
    infants = frame["infant_mortality_rate"].notna()
    offline = [
        f"{name} {round(number / 1e6):,} million"
        for name, number in zip(need["country"], need["offline"], strict=True)
    ]
    older = 177_155_754 - 43_989_000
    east, west = by_name.loc["Timor-Leste"], by_name.loc["Niue"]
    assert by_name["share"].idxmin() == "Timor-Leste"
    assert set(top[top["population"] < 200_000]["country"]) == {
        "Niue",
        "Saint Lucia",
        "Falkland Islands (Islas Malvinas)",
    }
    assert len(silent) == 24
    assert (frame["offline"] > older).sum() == 5
    assert rank == 102
    computed = [
        f"China, {by_name.loc['China', 'internet_users']:,.0f}, then in the United States, "
        f"{by_name.loc['United States', 'internet_users']:,.0f}.",
        f"first with {top['share'].iloc[0]:.1f} users per 100 people. China has "
        f"{by_name.loc['China', 'share']:.1f} per 100 and stands at place {rank} of the "
        f"{len(frame)} entries",
        f"{', '.join(offline)}. These five hold "
        f"{100 * need['offline'].sum() / frame['offline'].sum():.1f} per cent of all the people "
        f"not online in the {len(frame)} entries",
        f"with {east['share']:.1f} users per 100; it has {east['population'] / 1e6:.1f} million",
        f"then Niue, with {west['population']:,.0f} people",
        f"Among the {len(large)} entries with 100 million people and more, the rates lie between "
        f"{MINUS}{-large.min():.1f} and {large.max():.1f}.",
        f"Among the {len(tiny)} with fewer than 100,000 people, they lie between "
        f"{MINUS}{-tiny.min():.1f} and {tiny.max():.1f}.",
        f"Cut the rates of the {len(frame)} entries into five classes of equal width, and "
        f"{widths.iloc[0]} entries are in the lowest and {widths.iloc[-1]} in the highest",
        f"holds the same number, {min(equal)} or {max(equal)}, and",
        f"and {by_name.loc['Korea, South', 'population'] / 1e6:.0f} million people are gone",
        f"across the {infants.sum()} entries that have both",
        f"with {silent['population'].sum() / 1e6:.0f} million people have no number",
        f'"Place {rank} of {len(frame)}" hides whether place {rank - 1} is',
        f"{entries['internet_users'].isna().sum() + 1} entries have none",
    ]
    others = [
        f"at {MINUS}113.5, Syria is",
        "Three of the ten have fewer than 200,000 people",
        "people who left, per 1,000.",
        "Users per 100 people counts infants",
        "On an island of 1,000 people, twenty families that leave are a rate of dozens per 1,000. "
        "In a country of 100 million the same",
        "such as 25, 50 and 75 in 100, are better",
        "the 43,989,000 users of an older list",
    ]
    return Phrases(computed, others)


CHARTS: dict[str, Callable[[], Rows]] = {
    "not-online": not_online,
    "infants-by-share": infants_by_share,
}

NUMBER_ANSWERS: dict[str, Callable[[], float]] = {
    "where-the-people-are/read-china": lambda: not_online()[1][1],
    "where-the-people-are/not-online": lambda: 80 * (100 - 65) / 100,
}

PHRASES: dict[str, Callable[[], Phrases]] = {
    "where-the-people-are": where_the_people_are,
}

ALSO_TRUE = {
    "infants-by-share": {"1000", "100"},  # the units: per 1000 births, per 100 people
    "not-online": {"213"},  # entries with both figures, as in the lesson
}
