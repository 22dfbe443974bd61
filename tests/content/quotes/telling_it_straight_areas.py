"""The figures of the later modules of Charts and telling it straight."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from tests.content.phrases import Phrases
from tests.content.quotes.first_steps_figures import receipts
from tests.content.quotes.judge_and_clean import UNION, factbook
from tests.content.quotes.telling_it_straight import unemployment

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


# --- 4. Charts that mislead, charts that exclude ----------------------------------------------

MONTHS = [pd.Timestamp(2000, month, 1).month_name()[:3] for month in range(1, 13)]


def _building() -> Frame:
    return unemployment()["Construction"]


def seasons() -> Rows:
    """The rate in construction, month by month, in three years."""
    rate = _building()
    return [
        [name, *(float(rate[f"{year}-{month:02d}-01"]) for year in (2004, 2005, 2006))]
        for month, name in enumerate(MONTHS, start=1)
    ]


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str = "#ffffff") -> float:
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def true_and_misleading() -> Phrases:
    """Module 4."""
    rate, people = _building(), unemployment("unemployed_thousands")
    february = {year: rate[f"{year}-02-01"] for year in range(2000, 2011)}
    october = {year: rate[f"{year}-10-01"] for year in range(2000, 2010)}
    fall = {year: february[year] - october[year] for year in october}
    assert all(value > 0 for value in fall.values())
    assert october[2005] < february[2005] / 2
    assert rate["2007-02-01"] > 2 * october[2006]
    sums = receipts().loc[1962:2014].sum(axis=1) / 1000
    totals = sums.cumsum()
    assert sums.diff().idxmin() == 2009
    newest, trade = "2010-02-01", "Wholesale and Retail Trade"
    rates = unemployment()
    computed = [
        f"falls from {february[2005]} per cent to {october[2005]}.",
        f"the rate fell by {fall[2004]:.1f} points in 2004, by {fall[2005]:.1f} in 2005 and by "
        f"{fall[2006]:.1f} in 2006.",
        f"would have risen from {october[2006]} to {rate['2007-02-01']}, more than double",
        f"{february[2004]} per cent in 2004, {february[2005]} in 2005, {february[2006]} in 2006.",
        f"from {sums[2008]:,.0f} thousand million dollars to {sums[2009]:,.0f}, the steepest",
        f"from {totals[2008]:,.0f} to {totals[2009]:,.0f}. A line",
        f'"{people.loc[newest, "Construction"]:,.0f} thousand unemployed in construction"',
        f'"{people.loc[newest, trade]:,.0f} thousand in trade"',
        f"it is {rates.loc[newest, 'Construction']} per cent against {rates.loc[newest, trade]}.",
        f"was {february[2006]} per cent, against {february[2005]} a year before and "
        f"{february[2004]} the year before that",
        f"by between {min(fall[year] for year in (2004, 2005, 2006)):.1f} and "
        f"{max(fall[year] for year in (2004, 2005, 2006)):.1f} points in the last three",
        f"A dark blue, #1d4f91, has {_contrast('#1d4f91'):.1f} on white",
        f"A light grey, #b1b4b6, has {_contrast('#b1b4b6'):.1f}, and a bright yellow "
        f"{_contrast('#ffdd00'):.1f}:",
        f"The red #d4351c and the green #00703c stand out from each other by "
        f"{_contrast('#d4351c', '#00703c'):.1f} only",
        f"runs from 1, the same colour, to {_contrast('#000000'):.0f}, black on white",
    ]
    others = [
        "an index that is 100 in the same month",
        "Text needs 4.5, the lines and bars of a chart 3.",  # the guidelines
        '"Seasonally unadjusted U-3 by NAICS"',
        "Contrast can be computed: 4.5 for text, 3 for lines and bars.",
    ]
    return Phrases(computed, others)


CHARTS: dict[str, Callable[[], Rows]] = {
    "not-online": not_online,
    "infants-by-share": infants_by_share,
    "seasons": seasons,
}

NUMBER_ANSWERS: dict[str, Callable[[], float]] = {
    "true-and-misleading/read-february": lambda: float(_building()["2005-02-01"]),
    "true-and-misleading/running-total": lambda: 1600 - 1500,
    "where-the-people-are/read-china": lambda: not_online()[1][1],
    "where-the-people-are/not-online": lambda: 80 * (100 - 65) / 100,
}

PHRASES: dict[str, Callable[[], Phrases]] = {
    "where-the-people-are": where_the_people_are,
    "true-and-misleading": true_and_misleading,
}

ALSO_TRUE = {
    "infants-by-share": {"1000", "100"},  # the units: per 1000 births, per 100 people
    "not-online": {"213"},  # entries with both figures, as in the lesson
}
