"""The phrases of First steps that hold figures: computed, cited, or arithmetic."""

from collections.abc import Callable

import pandas as pd

from tests.content.content_files import table
from tests.content.phrases import Phrases
from tests.content.quotes import first_steps_figures as figures
from tests.content.quotes.first_steps_figures import CORPORATION, EXCISE, INDIVIDUAL, SOCIAL

MINUS = "\N{MINUS SIGN}"


def reports_are_not_events() -> Phrases:
    """Module 1."""
    frame = figures.strikes()
    by_year = frame["year"].value_counts()
    damaged = frame.groupby("year")["damaged"].agg(["sum", "mean"])
    no_cost = frame["cost_usd"].eq(0)
    substantial = frame["damage"].eq("Substantial")
    by_size = 100 * frame.groupby("size")["damaged"].mean()
    computed = [
        f"this extract holds {len(frame):,} rows",
        f"There were {by_year[1990]} reports in 1990 and {by_year[2001]:,} in 2001",
        f"which is {by_year[2001] / by_year[1990]:.1f} times as many",
        f"stops on {pd.Timestamp(frame['date'].max()):%-d %B %Y}",
        f"its {by_year[2002]} reports would look like a fall",
        f"in {damaged.loc[1990, 'sum']} cases in 1990 and in {damaged.loc[2001, 'sum']} in 2001",
        f"with damage was {100 * damaged.loc[1990, 'mean']:.1f} per cent in the one year",
        f"and {100 * damaged.loc[2001, 'mean']:.1f} per cent in the other",
        f"Its average is {frame['cost_usd'].mean():,.0f} dollars a report",
        f"the median, is {frame['cost_usd'].median():.0f}.",
        f"The column is 0 in {no_cost.sum():,} of {len(frame):,} rows",
        f"it is 0 in {(no_cost & substantial).sum()} of the {substantial.sum()} reports",
        f"was large, {by_size['Large']:.1f} per cent mention damage",
        f"was small, {by_size['Small']:.1f} per cent do",
        f"In {frame['species'].str.startswith('Unknown').sum():,} of the rows",
    ]
    others = [  # the FAA's estimate, and arithmetic with it
        "39 in a hundred in 2004 to 2008",
        "suppose that 1,000 strikes happen in a year early on and exactly 1,000 in a year later on",
        f"At 20 in a hundred, the register shows {1000 * 20 // 100} reports",
        f"At 39 in a hundred, it shows {1000 * 39 // 100}.",
        "about 6 in a hundred come from general aviation airports",
    ]
    return Phrases(computed, others)


def share_of_what() -> Phrases:
    """Module 2."""
    frame, shares = figures.receipts(), figures.shares()
    total = frame.sum(axis=1)
    tax, share = frame[CORPORATION], shares[CORPORATION]
    fall, total_fall = frame.loc[2007] - frame.loc[2009], total[2007] - total[2009]
    percent_fall = 100 * fall / frame.loc[2007]
    rows = table("us_federal_receipts", "receipts.csv")
    computed = [
        f"rose from {tax[1962] / 1000:.1f} billion dollars in 1962 to {tax[2014] / 1000:.1f}",
        f"fell from {share[1962]:.1f} per cent of all receipts to {share[2014]:.1f} per cent",
        f"Keep the rows of 2014. There are {rows['year'].eq(2014).sum()}.",
        f"income taxes make {frame.loc[2014, INDIVIDUAL]:,.0f} million dollars",
        f"social insurance {frame.loc[2014, SOCIAL]:,.0f}, "
        f"corporation income taxes {tax[2014]:,.0f}",
        f"Divide each sum by the total, {total[2014]:,.0f} million",
        f"are {tax[2014]:,.0f} / {total[2014]:,.0f} = {share[2014] / 100:.3f}, "
        f"or {share[2014]:.1f} per cent. Then the check",
        f"from {shares.loc[1962, SOCIAL]:.1f} per cent to {shares.loc[2014, SOCIAL]:.1f}.",
        f"never far from {shares.loc[1962:2014, INDIVIDUAL].mean():.0f} in a hundred",
        f"The share went from {share[1962]:.1f} per cent to {share[2014]:.1f} per cent",
        f"a fall of {share[1962] - share[2014]:.0f} percentage points",
        f"or of {100 * (1 - share[2014] / share[1962]):.0f} per cent of its former size",
        f"2007 to 2009 by {total_fall / 1000:.0f} billion dollars",
        f"lost {percent_fall[CORPORATION]:.1f} per cent of itself",
        f"individual income tax with {percent_fall[INDIVIDUAL]:.1f}.",
        f"income tax, {fall[INDIVIDUAL] / 1000:.0f} billion "
        f"against {fall[CORPORATION] / 1000:.0f}.",
        f"begun in {share.loc[1962:2014].idxmin()}, when the share stood at its lowest, "
        f"{share.loc[1962:2014].min():.1f} per cent",
        f"brought in {tax[2014] / 1000:.1f} billion in 2014 against {tax[1962] / 1000:.1f} billion",
        f"halved, from {share[1962]:.1f} to {share[2014]:.1f} per cent",
        f"already fallen to {share[1982]:.1f} per cent by 1982",
        *(
            f"{name} | {year} | {frame.loc[year, name]:,.0f}"
            for name in ("Customs Duties", EXCISE)
            for year in (2000, 2010)
        ),
    ]
    others = [
        "all shares together must make 100",
        'saying "it fell by 10 per cent" would be neither',
        "check that the shares make 100",
    ]
    return Phrases(computed, others)


def no_names_and_still_a_person() -> Phrases:
    """Module 3; figures of the unprotected source are kept in dataset.yaml and tested there."""
    frame = figures.adults()
    by_three = frame.groupby(["age_band", "sex", "education"]).size()
    group = frame.query(
        "age_band == '60 and over' and sex == 'male' and education == 'degree' and in_work == 'no'"
    )
    none = int(group["income_band"].eq("none").sum())
    young = {row[0]: row for row in figures.share_in_work()}["18 to 44"]
    four = frame.groupby(["age_band", "sex", "education", "in_work"]).size()
    computed = [
        f"has {len(frame):,} adults, three bands of age",
        f"there are {len(by_three)} groups, and the smallest has {by_three.min()}.",
        f"holds {len(group)} men of 60 and over with a degree",
        f"But {none} of the {len(group)} have the same entry",
        f"with {young[1]} per cent against {young[2]}.",
        f"It describes {len(frame):,} persons",
        f"Among the same {len(frame):,} adults",
        f"If k is {four.min()}, then",
    ]
    others = [
        "about 63 per cent of the population of the United States",  # Golle 2006
        "started from holds 2,000 persons",
        "1,073 of the 2,000, or 53.7 per cent, stood alone",
        "make 340 groups. The smallest has one person, and 74 people stand alone",
        "our file had a k of 1.",
        'people of 20 with people of 40, because both are "18 to 44"',
        "among those of 18 to 44",
        "joins 105 people who were looking for a job with 619 who were outside",
        "People under 18 are missing",
        '"Only 74 in 1,561" is no comfort to the 74.',
    ]
    return Phrases(computed, others)


def one_honest_chart() -> Phrases:
    """Module 4."""
    frame = figures.strikes()
    damaged, counts = int(frame["damaged"].sum()), frame["size"].value_counts()
    by_size = frame.groupby("size")["damaged"].agg(["sum", "mean"])
    percent = 100 * by_size["mean"]
    time = 100 * frame.groupby("time_of_day")["damaged"].mean()
    taxi = frame[frame["phase"] == "Taxi"]["damaged"]
    hits, cases = int(taxi.sum()), len(taxi)
    large_share, large_damage = counts["Large"] / len(frame), by_size.loc["Large", "sum"] / damaged
    computed = [
        f"holds {len(frame):,} reports. Damage is mentioned in {damaged:,} of them, "
        f"or {100 * damaged / len(frame):.1f} per cent",
        f"a large animal {percent['Large']:.1f} per cent mention damage; with a medium one "
        f"{percent['Medium']:.1f}; with a small one {percent['Small']:.1f}.",
        f"medium ones: {by_size.loc['Medium', 'sum']} of the {damaged:,}, against "
        f"{by_size.loc['Large', 'sum']} for large and {by_size.loc['Small', 'sum']} for small",
        f'"{percent["Large"]:.0f}" is not a fact. "{percent["Large"]:.0f} per cent of the reports',
        f"{counts['Large']} large, {counts['Medium']:,} medium and {counts['Small']:,} small",
        f"in {time['Day']:.1f} per cent of the reports from daytime and in {time['Dusk']:.1f} per",
        f"from dusk: {time['Dusk'] / time['Day']:.1f} times as often",
        f"is now {time['Day']:.1f} {MINUS} 9 = {round(time['Day'], 1) - 9:.1f} long",
        f"for dusk {time['Dusk']:.1f} {MINUS} 9 = {round(time['Dusk'], 1) - 9:.1f}.",
        f"the register, {percent['Large']:.0f} per cent of reports with a large animal",
        f"it is {percent['Medium']:.0f} per cent and with small ones {percent['Small']:.0f};",
        f"make up {100 * large_share:.0f} per cent of all reports but "
        f"{100 * large_damage:.0f} per cent of those with damage",
        f"rest on {len(frame):,} reports from fifty airports",
        f"{frame['species'].eq('Unknown bird - large').sum()} reports say",
        f"with {100 * hits / cases:.1f} per cent. It is {hits} reports of {cases}; one more would "
        f"have made it {100 * (hits + 1) / cases:.1f}.",
        f"{percent['Large']:.2f} per cent of {counts['Large']} reports is no truer than "
        f"{percent['Large']:.0f}.",
    ]
    return Phrases(computed, ["Draw the bars from 9 instead of 0.", "With start at 0 it is a / b"])


PHRASES: dict[str, Callable[[], Phrases]] = {
    "reports-are-not-events": reports_are_not_events,
    "share-of-what": share_of_what,
    "no-names-and-still-a-person": no_names_and_still_a_person,
    "one-honest-chart": one_honest_chart,
}
