"""The figures of the later modules of Privacy and sharing: tables of counts, and a join."""

import datetime as dt
from collections.abc import Callable
from itertools import product
from typing import Any

import pandas as pd

from tests.content.content_files import table
from tests.content.phrases import Phrases

Rows = list[list[Any]]
Frame = Any  # pandas' stubs take a cell for a date, bytes or nothing; here all are numbers or text

# --- 3. Small numbers in tables ---------------------------------------------------------------

BANDS = ["1 to 19,999", "20,000 to 49,999", "50,000 and over", "none"]
THRESHOLD = 15
MINUS, DASH = "\N{MINUS SIGN}", "\N{EN DASH}"
Cells = set[tuple[str, str]]


def counts(education: str | None = None) -> Frame:
    """Return the adults by age and income, all of them or those with one kind of schooling."""
    frame = table("acs_pums_2012", "adults.csv")
    if education:
        frame = frame[frame["education"] == education]
    return pd.crosstab(frame["age_band"], frame["income_band"])[BANDS]


def _small(frame: Frame) -> Cells:
    return {
        (row, column)
        for row, column in product(frame.index, frame.columns)
        if 0 < frame.loc[row, column] < THRESHOLD
    }


def still_unknown(hidden: Cells) -> Cells:
    """Return what a reader cannot find by solving rows and columns with one dash."""
    left = set(hidden)
    while True:
        alone = {
            cell
            for cell in left
            for side in (0, 1)
            if sum(other[side] == cell[side] for other in left) == 1
        }
        if not alone:
            return left
        left -= alone


def _one_more() -> list[tuple[str, str]]:
    """Cells which alone, added to the small ones, keep everything hidden."""
    degree = counts("degree")
    small = _small(degree)
    others = set(product(degree.index, degree.columns)) - small
    return [cell for cell in others if still_unknown(small | {cell}) == small | {cell}]


def still_hidden() -> Rows:
    """Hidden cells, and those that stay unknown, in the three cases of the lesson."""
    small = _small(counts("degree"))
    hidden = small | set(_one_more())
    by_older = {cell for cell in hidden if cell not in _small(counts("no degree"))}
    return [
        ["Small cells hidden", len(small), len(still_unknown(small))],
        ["One more cell hidden", len(hidden), len(still_unknown(hidden))],
        ["One more hidden and older tables at hand", len(hidden), len(hidden - by_older)],
    ]


def _dashed_rows() -> list[str]:
    degree = counts("degree")
    shown = degree.astype(str).mask(degree < THRESHOLD, DASH)
    totals = degree.sum(axis=1)
    rows = [f"| {age} | {' | '.join(shown.loc[age])} | {totals[age]} |" for age in degree.index]
    last = " | ".join(str(total) for total in degree.sum())
    return [*rows, f"| all | {last} | {totals.sum()} |"]


def hidden_and_found_again() -> Phrases:
    """Module 3."""
    degree, everybody, rest = counts("degree"), counts(), counts("no degree")
    second, last = degree.loc["45 to 59"], degree.loc["60 and over"]
    total = int(degree.to_numpy().sum())
    first = degree[BANDS[0]]
    pair = int(first.sum() - first["18 to 44"])
    joined = degree.assign(low=degree[BANDS[0]] + degree[BANDS[1]])[["low", *BANDS[2:]]]
    rounded = (5 * (second / 5).round()).astype(int)
    assert _one_more() == [("45 to 59", BANDS[1])]
    assert everybody.min().min() >= THRESHOLD
    assert len(_small(rest)) == 1
    low = second[BANDS[0]] + second[BANDS[1]] - pair
    high = second[BANDS[0]] + second[BANDS[1]]
    computed = [
        f"survey file of {len(table('acs_pums_2012', 'adults.csv')):,} adults; {total} of them",
        *_dashed_rows(),
        f"It adds up to {second.sum()}, and the three counts shown add up to "
        f"{second.sum() - second.iloc[0]}. The dash is {second.sum()} {MINUS} "
        f"{second.sum() - second.iloc[0]} = {second.iloc[0]}.",
        f"It adds up to {degree[BANDS[1]].sum()}, and {degree[BANDS[1]].iloc[0]} and "
        f"{second.iloc[1]} are shown. The dash is {degree[BANDS[1]].sum()} {MINUS} "
        f"{degree[BANDS[1]].iloc[0] + second.iloc[1]} = {last.iloc[1]}.",
        f"{last.sum()} {MINUS} {last.iloc[1]} {MINUS} {last.iloc[2]} {MINUS} {last.iloc[3]} "
        f"= {last.iloc[0]}.",
        f"Hide the {second.iloc[1]} of the second row too",
        f"It costs {second.iloc[1]} persons whose count",
        f"add up to {first.sum()} {MINUS} {first.iloc[0]} = {pair}. So neither can "
        f"be more than {pair}",
        f"may be anything from 0 to {pair}, and the fourth, truly {second.iloc[1]}, anything from "
        f"{low} to {high}.",
        f"For a count of {second.iloc[0]}, a range of 0 to {pair} tells",
        *(
            f"| {age} | {everybody.loc[age, BANDS[0]]} | {rest.loc[age, BANDS[0]]} | "
            f"{degree.loc[age, BANDS[0]]} |"
            for age in ("45 to 59", "60 and over")
        ),
        f"the smallest count of the table is {joined.min().min()}, nothing",
        f"the second row shows {rounded.iloc[0]}, {rounded.iloc[1]}, {rounded.iloc[2]} and "
        f"{rounded.iloc[3]}, which make {rounded.sum()}, and its total is shown as "
        f"{5 * round(second.sum() / 5)}.",
        f'"{100 * degree.iloc[0, 3] / total:.1f} per cent of {total}" is {degree.iloc[0, 3]}, and',
        f"The counts are of the {everybody.to_numpy().sum():,} persons",
    ]
    others = [
        "counts from 1 to 14 are not shown",
        "We take 15 here",
        f"| Age | {' | '.join(BANDS)} | all |",
        "| Age, 1 to 19,999 | all",
        "can be less than 0. With",
        "Had the range been 11 to 13",
        "ages 18 and over in one table and 20 and over in another",
        "nobody can tell a 10 from a 12.",
        "a 3 that becomes 5, or a 2 that becomes 0, is false",
        "Write 0 where nobody",
        "if all 20 members",
        "those of 60 and over with a degree",
        "nobody under 18, nobody",
        "If the reader can guess that a hidden cell is 0, it",
    ]
    return Phrases(computed, others)


# --- 4. Sharing with an end -------------------------------------------------------------------

FILES = {
    "Labour: sex, region, earnings": ["sex", "region", "earnings_band"],
    "Education: age band, schooling": ["age_band", "education"],
    "All five columns joined": ["sex", "region", "earnings_band", "age_band", "education"],
    "Joined for the purpose: sex, schooling, earnings": ["sex", "education", "earnings_band"],
}


def joined_files() -> Rows:
    """The smallest group of each file."""
    frame = table("cps_2004_earnings", "workers.csv")
    return [[name, int(frame.groupby(columns).size().min())] for name, columns in FILES.items()]


def two_keepers_one_file() -> Phrases:
    """Module 4."""
    frame = table("cps_2004_earnings", "workers.csv")
    k = [row[1] for row in joined_files()]
    five, three = list(FILES.values())[2:]
    sizes = frame.groupby(five).size()
    high = (
        100
        * frame["earnings_band"]
        .eq("30 and over")
        .groupby([frame["education"], frame["sex"]])
        .mean()
    )
    days = (dt.date(2012, 12, 31) - dt.date(1912, 1, 1)).days + 1
    pairs = {
        school: f"{high[(school, 'female')]:.1f} and {high[(school, 'male')]:.1f}"
        for school in ("some college", "school")
    }
    computed = [
        f"knows what {len(frame):,} people earn",
        f"Its smallest group has {k[0]} persons. The education ministry holds age band and "
        f"schooling; its smallest group has {k[1]}.",
        f"Now there are {len(sizes)} groups, the smallest has one person, and "
        f"{sizes.eq(1).sum()} people stand alone",
        f"earnings: {len(frame.groupby(three))} groups, and the smallest has {k[3]}.",
        f"a degree {high[('degree', 'female')]:.1f} per cent earn 30 dollars an hour and over, of "
        f"the men {high[('degree', 'male')]:.1f}. With some college it is "
        f"{pairs['some college']}, with school only {pairs['school']}.",
        f"These {len(frame):,} workers".lower(),
        f"only {days:,} days from January 1912 to the end of 2012",
        f"computes all {days:,} and looks",
    ]
    assert k[2] == 1
    return Phrases(computed)


CHARTS: dict[str, Callable[[], Rows]] = {
    "still-hidden": still_hidden,
    "joined": joined_files,
}

NUMBER_ANSWERS: dict[str, Callable[[], float]] = {
    "hidden-and-found-again/subtract": lambda: 103 - (48 + 31 + 17),
    "hidden-and-found-again/two-tables": lambda: 214 - 209,
    "two-keepers-one-file/join-losses": lambda: 100 * (8000 - 7440) / 8000,
}

PHRASES: dict[str, Callable[[], Phrases]] = {
    "hidden-and-found-again": hidden_and_found_again,
    "two-keepers-one-file": two_keepers_one_file,
}
