"""The figures of Charts and telling it straight, computed anew from the data files."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pandas as pd

from tests.content.content_files import table
from tests.content.phrases import Phrases
from tests.content.quotes.judge_and_clean_cases import breaches

Rows = list[list[Any]]
Frame = Any  # pandas' stubs take a cell for a date, bytes or nothing; here all are numbers or text
MINUS = "\N{MINUS SIGN}"
BUILDING, MAKING, CARING = "Construction", "Manufacturing", "Education and Health"

# --- 1. Pick the chart, write the title -------------------------------------------------------


def unemployment(measure: str = "rate") -> Frame:
    """Return one row for each month and one column for each industry."""
    frame = table("us_unemployment_by_industry", "unemployment.csv")
    return frame.pivot_table(index="month", columns="industry", values=measure)


def _rise() -> Frame:
    rates = unemployment()
    rise = (rates.loc["2010-02-01"] - rates.loc["2007-02-01"]).round(1)
    return rise.sort_values(ascending=False, kind="stable")


def _yearly() -> Frame:
    rates = unemployment()
    yearly = rates.groupby(rates.index.str[:4].astype(int)).mean()
    return yearly.loc[2000:2009].map(lambda rate: round(float(rate), 1))


def change_in_points() -> Rows:
    """Rise of the rate from February 2007 to February 2010."""
    return [[name, float(points)] for name, points in _rise().items()]


def yearly_rates() -> Rows:
    """Yearly averages of four industries."""
    columns = [BUILDING, MAKING, CARING, "Government"]
    return [
        [int(year), *(float(row[name]) for name in columns)] for year, row in _yearly().iterrows()
    ]


def from_fourteen_lines_to_one_point() -> Phrases:
    """Module 1."""
    rates, people = unemployment(), unemployment("unemployed_thousands")
    rise, yearly = _rise(), _yearly()
    first, last = "2007-02-01", "2010-02-01"
    more = people.loc[last] - people.loc[first]
    times = people.loc[last] / people.loc[first]
    trade = "Wholesale and Retail Trade"
    assert list(rise.index[:3]) == [BUILDING, "Agriculture", MAKING]
    assert list(more.sort_values(ascending=False).index[:3]) == [BUILDING, MAKING, trade]
    assert times.idxmax() == CARING
    assert rates.loc[last].rank()[CARING] <= 3
    assert bool(yearly[BUILDING].ge(yearly[[MAKING, CARING, "Government"]].max(axis=1)).all())
    computed = [
        f"In construction {rates.loc[first, BUILDING]} per cent of the workers were unemployed in "
        f"February 2007 and {rates.loc[last, BUILDING]} per cent in February 2010, a rise of "
        f"{rise[BUILDING]} percentage points. Agriculture rose by {rise['Agriculture']} points and "
        f"manufacturing by {rise[MAKING]}.",
        f"Construction had {more[BUILDING]:,.0f} thousand more unemployed than three years before, "
        f"manufacturing {more[MAKING]:,.0f} thousand and wholesale and retail trade "
        f"{more[trade]:,.0f} thousand. Agriculture, second by points, had "
        f"{more['Agriculture']:.0f} thousand",
        f"there were {times[BUILDING]:.2f} times as many unemployed",
        f"there were {times[CARING]:.2f} times as many",
        f"its rate was still {rates.loc[last, CARING]} per cent",
        f"at {yearly.loc[2007, BUILDING]} per cent even in 2007",
        f"the climb to {yearly.loc[2009, BUILDING]} in 2009",
        f"went from {yearly.loc[2007, MAKING]} to {yearly.loc[2009, MAKING]}, steeper",
        f"from {yearly.loc[2007, 'Government']} to {yearly.loc[2009, 'Government']}.",
        f"in construction: from {rates.loc[first, BUILDING]} to {rates.loc[last, BUILDING]} per "
        "cent in three years",
        f"in government, is {rise['Government']} points",
    ]
    return Phrases(computed, ['"Unemployment rate by industry, 2000\N{EN DASH}2010"'])


# --- 2. Distributions and groups --------------------------------------------------------------

STEPS = [500, 1000, 2000, 5000, 10000, 100000]
HACKING, LOSS = "Hacking/IT Incident", "Loss"
SHORT = {
    HACKING: "Hacking",
    "Unauthorized Access/Disclosure": "Disclosure",
    "Improper Disposal": "Disposal",
}


def _kinds() -> Frame:
    frame = breaches()
    frame["kind"] = frame["breach_type"].str.split(",")
    frame = frame.explode("kind").reset_index(drop=True)
    frame["kind"] = frame["kind"].str.strip()
    return frame


def quartiles() -> Rows:
    """Quartiles of the people affected, for kinds with at least 50 reports, without Other."""
    groups = _kinds().groupby("kind")["individuals"]
    size = groups.size()
    names = groups.median().sort_values(ascending=False).index
    return [
        [
            f"{SHORT.get(name, name)} ({size[name]})",
            *(int(groups.quantile(part)[name] + 0.5) for part in (0.25, 0.5, 0.75)),
        ]
        for name in names
        if size[name] >= 50 and name != "Other"
    ]


def _count_steps(borders: list[int]) -> list[int]:
    people = breaches()["individuals"]
    cut = pd.cut(people, [*borders, float("inf")], right=False)
    return [int(count) for count in cut.value_counts(sort=False)]


def sizes() -> Rows:
    """Reports by the number of people affected, in steps that grow."""
    names = [f"{a:,} to {b - 1:,}" for a, b in pairwise(STEPS)]
    counts = _count_steps(STEPS)
    return [list(row) for row in zip([*names, "100,000 and over"], counts, strict=True)]


def show_the_spread() -> Phrases:
    """Module 2."""
    frame, kinds = breaches(), _kinds()
    people, groups = frame["individuals"], kinds.groupby("kind")["individuals"]
    mean, median = groups.mean(), groups.median()
    loss = kinds[kinds["kind"].eq(LOSS)]["individuals"]
    equal, grown = _count_steps([0, 100_000, 200_000, 300_000]), _count_steps(STEPS)
    large = people.ge(10_000)
    share_large = 100 * kinds["individuals"].ge(10_000).groupby(kinds["kind"]).mean()
    server = frame["location"].str.contains("Server")
    hacked, lost = (frame["breach_type"].str.contains(word) for word in ("Hacking", LOSS))
    q = {row[0].split(" (")[0]: row[1:] for row in quartiles()}
    assert all(high > low for high, low in zip(q[SHORT[HACKING]], q[LOSS], strict=True))
    assert mean.idxmax() == "Unknown"
    assert groups.get_group("Unknown").ge(100_000).sum() == 2
    computed = [
        f"There is a register of {len(frame):,} reports",
        f"far ahead of hacking, {mean[LOSS]:,.0f} people against {mean[HACKING]:,.0f}",
        f"hacking affects {median[HACKING]:,.0f} people and loss {median[LOSS]:,.0f}",
        f"the same {len(frame):,} reports stand behind both",
        f"Of the {len(loss)} reports of loss one is very large: {loss.max():,} people",
        f"the average of the other {len(loss) - 1} is {loss.drop(loss.idxmax()).mean():,.0f}",
        f"A bar of {mean[LOSS]:,.0f} looks like",
        f"hacking affect fewer than {q[SHORT[HACKING]][2]:,} people",
        f"there are {equal[0]:,} reports, in the second {equal[1]}, in the third {equal[2]}, and "
        f"{equal[3]} lie further out",
        f"the counts are {', '.join(map(str, grown[:-1]))} and {grown[-1]}, and the shape",
        f"{100 * people.lt(2000).mean():.1f} per cent of the reports affect fewer than 2,000 "
        f"people, and {100 * large.mean():.1f} per cent affect 10,000 or more",
        f"the largest average of all, {mean['Unknown']:,.0f}, and {groups.size()['Unknown']} "
        "reports",
        f"hold {100 * people[large].sum() / people.sum():.1f} per cent of all the people",
        f"more than {len(frame):,}, and no share",
        f"In {(hacked & server).sum()} of the {hacked.sum()} reports of hacking the data lay on a "
        f"network server, and in {(lost & server).sum()} of the {lost.sum()} reports of loss",
        f"the median is {people[server & hacked].median():,.0f} people with hacking and "
        f"{people[server & ~hacked].median():,.0f} without; hacking away from servers has "
        f"{people[hacked & ~server].median():,.0f}.",
        f"affects {median[HACKING]:,.0f} people in the middle, and one of loss {median[LOSS]:,.0f}",
        f"10,000 or more are affected in {share_large[HACKING]:.1f} per cent of the one and "
        f"{share_large[LOSS]:.1f} per cent of the other",
        f"one report with {loss.max() / 1e6:.1f} million people",
        "median is 5,000 or more with or without hacking",
        f"has a wall at {people.min()}, since",
    ]
    others = [
        "Equal steps of 100,000 people",
        "500 to 999, 1,000 to 1,999, 2,000 to 4,999, 5,000 to 9,999, 10,000 to 99,999, 100,000 "
        "and over",
        "that reports of 10,000 to 99,999 people are nearly as crowded as those of 1,000 to 1,999",
        '"A fifth of the reports affect 10,000 people or more"',
        "breaches of fewer than 500 people there are",
        "Here it would show breaches of 200 people",
    ]
    return Phrases(computed, others)


CHARTS: dict[str, Callable[[], Rows]] = {
    "change-in-points": change_in_points,
    "yearly-rates": yearly_rates,
    "quartiles": quartiles,
    "sizes": sizes,
}

NUMBER_ANSWERS: dict[str, Callable[[], float]] = {
    "from-fourteen-lines-to-one-point/read-2009": lambda: float(_yearly().loc[2009, MAKING]),
    "show-the-spread/read-step": lambda: _count_steps(STEPS)[3],
    "show-the-spread/quartile": lambda: sorted([1, 2, 3, 5, 8, 9, 12, 20, 90])[4],
}

PHRASES: dict[str, Callable[[], Phrases]] = {
    "from-fourteen-lines-to-one-point": from_fourteen_lines_to_one_point,
    "show-the-spread": show_the_spread,
}

ALSO_TRUE = {"change-in-points": {"2007", "2010"}}  # the two years compared
