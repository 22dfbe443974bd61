"""The figures of Collecting, judging and cleaning data, computed anew from the data files."""

from collections.abc import Callable
from typing import Any

import pandas as pd

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


# --- 2. Tidy tables and honest types ----------------------------------------------------------

STREET = "45 Queen Street"
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def pedestrians() -> Frame:
    """Return the counts of Auckland with the hour as a number and the day of the calendar."""
    frame = table("auckland_pedestrians", "counts.csv")
    frame["start"] = frame["hour"].str.split(":").str[0].astype(int)
    night = pd.to_timedelta(frame["start"].lt(6).astype(int), unit="D")
    frame["day"] = pd.to_datetime(frame["date"]) + night
    return frame


def _small_hours(column: str) -> dict[str, float]:
    frame = pedestrians()
    rows = frame[frame["date"].lt("2020") & frame["start"].lt(4)]
    by_day = rows.groupby(pd.to_datetime(rows[column]).dt.day_name())[STREET].mean()
    return {day: round(float(by_day[day]), 1) for day in DAYS}


def small_hours() -> Rows:
    """Passings an hour from midnight to four, by day of the week, dated in two ways."""
    as_told, in_truth = _small_hours("date"), _small_hours("day")
    return [[day, as_told[day], in_truth[day]] for day in DAYS]


def the_night_that_belongs_to_tomorrow() -> Phrases:
    """Module 2."""
    frame = pedestrians()
    counters = list(frame.columns[2:9])
    long = frame.melt(id_vars=["date", "hour"], value_vars=counters, value_name="passings")
    first = frame[frame["date"].lt("2020")]
    by_hour = first.groupby("start")[STREET].mean()
    midnight = frame[frame["start"].eq(0)].set_index("date")[STREET]
    text_order = sorted(frame["hour"].unique())
    assert [hour.split(":")[0] for hour in text_order[:2]] == ["0", "10"]
    assert [hour.split(":")[0] for hour in text_order[10:13]] == ["19", "1", "20"]
    told, truth = _small_hours("date"), _small_hours("day")
    assert sorted(told, key=lambda day: told[day])[-2:] == ["Friday", "Saturday"]
    assert sorted(truth, key=lambda day: truth[day])[-2:] == ["Saturday", "Sunday"]
    computed = [
        f"It has {len(frame):,} rows. The answer is in it",
        *(
            f"| {row['date']} | {row['hour']} | {row[STREET]} | {row['150 K Road']} |"
            for _, row in frame.head(2).iterrows()
        ),
        f"The {len(frame):,} rows and seven columns of counts become {len(long):,} rows",
        f"Seven times {len(frame):,} is {7 * len(frame):,}, so no row",
        f"add up to {long['passings'].sum():,.0f} before and after",
        f"{long['passings'].isna().sum():,} of the long rows have no count",
        f"the hour from {by_hour.idxmax()}:00, with {by_hour.max():,.0f} passings on average",
        f"busiest on Saturday, with {told['Saturday']} passings an hour, and on Friday, "
        f"with {told['Friday']}. On Sunday there are {told['Sunday']}",
        f"the table has {midnight['2019-12-31']:,} passings in the hour from 0:00, and under "
        f"1 January 2020 it has {midnight['2020-01-01']}.",
        f"are those of Sunday, with {truth['Sunday']}, and Saturday, with {truth['Saturday']}. "
        f"Those of Friday have {truth['Friday']}.",
        "Every day of this table has 24 rows, also the two days",
    ]
    others = [
        "Under 31 December 2019",
        "back in this order: 0:00, 10:00, 11:00 and so on to 19:00, then 1:00, then 20:00",
        "the part before it, 6, is the hour",
        "keep 0:00 to 3:59 at 45 Queen Street in 2019",
        "at 45 Queen Street in 2019 it was",
        "| date | hour | 45 Queen Street | 150 K Road |",
        "Each date begins at 6:00, runs to 23:00, and then comes 0:00, to 5:59",
        '"1,234" stops a column',
        "into 0 is a lie",
        "A code of five characters such as 01001 becomes 1001 as soon as",
        "names such as MARCH1 turn into dates",
    ]
    return Phrases(computed, others)


CHARTS: dict[str, Callable[[], Rows]] = {
    "four-answers": four_answers,
    "small-hours": small_hours,
}

NUMBER_ANSWERS: dict[str, Callable[[], float]] = {
    "read-the-label-first/european-union": lambda: 10 + 20 + 30 + 40 + 50,
    "the-night-that-belongs-to-tomorrow/rows-after": lambda: 24 * 8,
}

PHRASES: dict[str, Callable[[], Phrases]] = {
    "read-the-label-first": read_the_label_first,
    "the-night-that-belongs-to-tomorrow": the_night_that_belongs_to_tomorrow,
}
