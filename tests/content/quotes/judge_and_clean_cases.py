"""The figures of the later modules of Collecting, judging and cleaning data."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from tests.content.content_files import table
from tests.content.phrases import Phrases

Rows = list[list[Any]]
Frame = Any  # pandas' stubs take a cell for a date, bytes or nothing; here all are numbers or text

# --- 3. Repeats, blanks, zeros and giants -----------------------------------------------------

QUAY = "107 Quay Street"


def breaches() -> Frame:
    """Return the reports of breaches of health data, with the year of the report."""
    frame = table("us_health_data_breaches", "breaches.csv")
    frame["year"] = frame["submitted"].str[:4].astype(int)
    return frame


def mean_and_median() -> Rows:
    """Average and median of the people affected, in each whole year."""
    years = breaches().groupby("year")["individuals"].agg(["mean", "median"]).loc[2010:2014]
    return [
        [int(year), round(row["mean"]), int(row["median"] + 0.5)] for year, row in years.iterrows()
    ]


def _longest_silence(values: Frame) -> int:
    zero = values.eq(0)
    return int(zero.groupby((~zero).cumsum()).sum().max())


def typical_is_not_average() -> Phrases:
    """Module 3."""
    frame = breaches()
    people = frame["individuals"]
    same = ["submitted", "state", "breach_type", "location"]
    twins = frame[frame.duplicated(same, keep=False)]
    burglary = twins.head(5)["individuals"]
    assert set(twins.head(5)["submitted"]) == {"2009-11-20"}
    assert not frame.duplicated().any()
    strikes = table("us_wildlife_strikes", "strikes.csv")
    told = 100 * frame["narrative"].notna().groupby(frame["year"]).mean()
    hacked = frame["breach_type"].str.contains("Hacking")
    with_account = frame["narrative"].notna()
    theft = frame["breach_type"].str.contains("Theft")
    parts = frame["breach_type"].str.split(",").explode()
    counts = table("auckland_pedestrians", "counts.csv")
    quay = counts[QUAY]
    dead = counts["date"].between("2019-04-01", "2022-02-28")
    years = [row[1:] for row in mean_and_median()]
    averages, medians = [row[0] for row in years], [row[1] for row in years]
    ninth = float(people.quantile(0.9))
    assert people.quantile(0.25) == 1000
    assert (people < 24600).mean() >= 0.899
    assert people.nlargest(10).sum() > people.sum() / 2
    several = frame["breach_type"].str.contains(",")
    assert set(frame.loc[several, "breach_type"].str.count(",")) == {1, 2}
    computed = [
        f"copy that you have holds {len(frame):,} reports up to February 2015",
        f"one line of code: {people.mean():,.0f} people",
        f"it finds {strikes.duplicated().sum()} among {len(strikes):,}.",
        f"There are {len(twins)}. The first five come from California",
        f"with {', '.join(f'{n:,}' for n in burglary[:-1])} and {burglary.iloc[-1]:,} people",
        f"their sum, {burglary.sum():,}, is the size",
        f"one theft of {burglary.sum():,} appears as five",
        f"blank in {(~with_account).sum()} of the {len(frame):,} rows",
        f"In 2010 an account stands in {told[2010]:.1f} per cent of the reports, in 2012 in "
        f"{told[2012]:.1f}, and in 2014 in {told[2014]:.1f}.",
        f"breach in {hacked.sum()} of {len(frame):,} reports, which is {100 * hacked.mean():.1f} "
        f"per cent. Among the {with_account.sum()} reports with an account it is "
        f"{(hacked & with_account).sum()}.",
        f"has an average of {quay.mean():.1f} passings an hour over four years",
        f"it counted {quay[counts['date'] < '2019-04-01'].mean():.0f} an hour",
        f"for {dead.sum():,} hours, which is {dead.sum() // 24:,} days",
        f"the average is {quay[~dead].mean():.1f}, five times",
        f"longest run in four years is {_longest_silence(counts['45 Queen Street'])} hours",
        f"there is one of {_longest_silence(counts['1 Courthouse Lane'])}.",
        f"Line up all {len(frame):,} reports by size. The one in the middle has "
        f"{people.median():,.0f} people",
        f"The average is {people.mean():,.0f}. Only {(people > people.mean()).sum()} of the "
        f"reports, {100 * (people > people.mean()).mean():.1f} per cent",
        f"the largest of all has {people.max():,}.",
        f"jumps between {min(averages):,} and {max(averages):,}, while the median stays between "
        f"{min(medians):,} and {max(medians):,}.",
        f"affects some {round(people.median(), -2):,.0f} people, and a quarter of the reports have "
        f"{people.quantile(0.25):,.0f} or fewer",
        f"hold {100 * people.nlargest(10).sum() / people.sum():.1f} per cent of all "
        f"{people.sum():,} people",
        f"the middle report affects {people.median():,.0f} people, and nine in ten affect fewer "
        f"than {ninth:,.0f}.",
        f"In {several.sum()} reports the kind of breach is two or three kinds",
        f"there are {frame['breach_type'].eq('Theft').sum()}; count the reports in which theft "
        f"plays a part and there are {theft.sum()}.",
        f"may have several rows: {len(parts):,} of them",
        f"{people.mod(1000).eq(0).sum()} of the reports state a round thousand, and "
        f"{people.eq(500).sum()} exactly 500",
        f"loses health data of {people.min()} people or more",
        f"Breaches of fewer than {people.min()} people are not in the register",
    ]
    others = [
        "filed on 20 November 2009",
        "The counter at 107 Quay Street",
        "on 1 April 2019 at six",
        "it gives 0. It gives 0 in the next hour",
        "At 45 Queen Street the",
        "At 1 Courthouse Lane",
        "more than 100 per cent of the reports",
        "a breach of fewer than 500 people is reported in another way",
    ]
    return Phrases(computed, others)


# --- 4. Asking people -------------------------------------------------------------------------

BANDS = ["18 to 44", "45 to 59", "60 and over"]
ASSUMED = dict(zip(BANDS, (40, 25, 10), strict=True))
WITH_PAPER = ASSUMED | {"60 and over": 25}


def _adults() -> Frame:
    return table("acs_pums_2012", "adults.csv")


def _in_work_among_answers(rates: dict[str, int]) -> float:
    frame = _adults()
    chance = frame["age_band"].map(rates)
    return 100 * float(chance[frame["in_work"].eq("yes")].sum() / chance.sum())


def town_and_answers() -> Rows:
    """Share of each age band of the town and of the expected answers."""
    sizes = _adults().groupby("age_band").size()
    answers = sizes * pd.Series(ASSUMED)
    return [
        [
            band,
            round(float(100 * sizes[band] / sizes.sum()), 1),
            round(float(100 * answers[band] / answers.sum()), 1),
        ]
        for band in BANDS
    ]


def ask_so_that_they_can_answer() -> Phrases:
    """Module 4."""
    frame = _adults()
    sizes = frame.groupby("age_band").size()
    yes = frame["in_work"].eq("yes")
    answers = sizes * pd.Series(ASSUMED) / 100
    town, heard = 100 * float(yes.mean()), _in_work_among_answers(ASSUMED)
    repaired = _in_work_among_answers(WITH_PAPER)
    oldest = town_and_answers()[2]
    old_in_work = 100 * float(yes[frame["age_band"].eq("60 and over")].mean())
    computed = [
        f"Take the {len(frame):,} adults",
        f"{sizes['18 to 44']} are 18 to 44, {sizes['45 to 59']} are 45 to 59 and "
        f"{sizes['60 and over']} are 60 and over. In the town as a whole {town:.1f} per cent",
        f"Answers to expect: {answers['18 to 44']:.1f}, {answers['45 to 59']:.1f} and "
        f"{answers['60 and over']:.1f}, together {answers.sum():.1f}.",
        f"People of 60 and over are {oldest[1]} per cent of the town and {oldest[2]} per cent",
        f"Among those who answer, {heard:.1f} per cent are in work",
        f"it would be {heard - town:.1f} points too high",
        f"And those of 60 and over, of whom {old_in_work:.1f} per cent are in work",
        f"ten times as many answer: {10 * answers.sum():,.0f}. The share in work among them is "
        f"{heard:.1f} per cent",
        f"among the answers falls to {repaired:.1f} per cent",
        f"the error from {heard - town:.1f} points to {repaired - town:.1f}.",
        f"Some {sizes['60 and over'] * (25 - 10) / 100:.0f} more answers, on paper",
        f"In the example {100 * answers.sum() / len(frame):.1f} per cent answered",
    ]
    others = [
        "that 40 in a hundred of the youngest band answer an online form, 25 in a hundred of the "
        "middle one, and 10 in a hundred of the oldest",
        "of the oldest band to 25 in a hundred as well",
        "Behind it stand 40 and 10.",
        '"Under 30, 30 to 60, 60 to 80": where does somebody of 60 go, and somebody of 85?',
        "the man of 70 who fills in",
        "it holds nobody under 18 and",
        '"We had 4,000 replies."',
        "In 1936 an American",
    ]
    return Phrases(computed, others)


CHARTS: dict[str, Callable[[], Rows]] = {
    "mean-and-median": mean_and_median,
    "town-and-answers": town_and_answers,
}

NUMBER_ANSWERS: dict[str, Callable[[], float]] = {
    "typical-is-not-average/median-by-hand": lambda: sorted(
        [500, 600, 800, 1000, 1500, 4000, 900000]
    )[3],
    "ask-so-that-they-can-answer/compute-reach": lambda: 100 * 40 / (180 + 40),
}

PHRASES: dict[str, Callable[[], Phrases]] = {
    "typical-is-not-average": typical_is_not_average,
    "ask-so-that-they-can-answer": ask_so_that_they_can_answer,
}
