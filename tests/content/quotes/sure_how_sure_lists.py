"""The figures of the later modules of Statistics and uncertainty: league tables, and mixes."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from tests.content.content_files import table
from tests.content.phrases import Phrases

Rows = list[list[Any]]
Frame = Any  # pandas' stubs take a cell for a date, bytes or nothing; here all are numbers or text
SEED, TIMES, Z = 2004, 1000, 1.96


def strikes() -> Frame:
    """Return the reports, with damage as True or False and the period of each."""
    frame = table("us_wildlife_strikes", "strikes.csv")
    frame["damaged"] = frame["damage"] != "No damage"
    frame["early"] = frame["date"].str[:4].astype(int) <= 1996
    return frame


# --- 3. Many and chosen comparisons -----------------------------------------------------------


def _periods() -> Frame:
    """Share and number of reports of each airport in both periods, worst of the first on top."""
    wide = strikes().pivot_table(
        index="airport", columns="early", values="damaged", aggfunc=["mean", "sum", "size"]
    )
    frame = pd.DataFrame(
        {
            "then": 100 * wide[("mean", True)],
            "later": 100 * wide[("mean", False)],
            "bad": wide[("sum", True)].astype(int),
            "reports": wide[("size", True)].astype(int),
            "after": wide[("size", False)].astype(int),
        }
    )
    return frame.sort_values("then", ascending=False)


def then_and_later() -> Rows:
    """Average share of three groups of airports in both periods."""
    frame = _periods()
    groups = {"Worst ten": frame[:10], "Thirty between": frame[10:40], "Best ten": frame[40:]}
    return [
        [name, *(round(float(part[column].mean()), 1) for column in ("then", "later"))]
        for name, part in groups.items()
    ]


def _by_luck_alone(whole: float) -> tuple[float, float]:
    """Average of the worst ten, then and later, when all airports are equally good."""
    frame = _periods().sort_index()
    rng = np.random.default_rng(SEED)
    then, later = [], []
    for _ in range(TIMES):
        first = rng.binomial(frame["reports"], whole) / frame["reports"].to_numpy()
        second = rng.binomial(frame["after"], whole) / frame["after"].to_numpy()
        worst = np.argsort(-first)[:10]
        then.append(first[worst].mean())
        later.append(second[worst].mean())
    return 100 * float(np.mean(then)), 100 * float(np.mean(later))


def _distances() -> Frame:
    """How many standard errors each airport lies from the whole share."""
    groups = strikes().groupby("airport")["damaged"]
    whole = strikes()["damaged"].mean()
    return ((groups.mean() - whole) / (whole * (1 - whole) / groups.size()) ** 0.5).abs()


def _surviving_holm(distances: Frame) -> int:
    from scipy.stats import norm

    tails = sorted(float(2 * norm.sf(distance)) for distance in distances)
    for place, tail in enumerate(tails):
        if tail > 0.05 / (len(tails) - place):
            return place
    return len(tails)


def the_worst_ten() -> Phrases:
    """Module 3."""
    frame, reports = _periods(), strikes()
    worst, best = frame[:10], frame[40:]
    rows = {row[0]: row[1:] for row in then_and_later()}
    halves = reports.groupby("early")["damaged"].agg(["size", "mean"])
    whole = float(reports["damaged"].mean())
    luck_then, luck_later = _by_luck_alone(whole)
    outside = _distances()
    beyond = int((outside > Z).sum())
    strict = _surviving_holm(outside)
    assert strict == int((outside > 3.2905).sum())  # Bonferroni: one in a thousand, both sides
    assert 2 < 50 * 0.05 < 3
    assert set(frame.index[:2]) == {"CHICAGO MIDWAY INTL ARPT", "TETERBORO AIRPORT"}
    again = set(worst.index) & set(frame["later"].nlargest(10).index)
    assert len(again) == 5
    assert (worst["later"] < worst["then"]).sum() == 8
    assert (best["later"] > best["then"]).sum() == 9
    share = 100 * reports.groupby("airport")["damaged"].mean()
    midway, teterboro = frame.iloc[0], frame.iloc[1]
    assert frame["reports"].idxmax() == "DALLAS/FORT WORTH INTL ARPT"
    denver = frame.loc["DENVER INTL AIRPORT"]
    assert denver["bad"] == 0
    assert denver["reports"] == 24
    computed = [
        f"fallen from {rows['Worst ten'][0]} per cent to {rows['Worst ten'][1]}.",
        f"Split the {len(reports):,} reports into those up to 1996, {halves.loc[True, 'size']:,} "
        f"of them, and the {halves.loc[False, 'size']:,} after",
        f"had an average of {rows['Worst ten'][0]} per cent, and later {rows['Worst ten'][1]}.",
        f"The ten best had {rows['Best ten'][0]} per cent, and later {rows['Best ten'][1]}.",
        f"The thirty between: {rows['Thirty between'][0]} and {rows['Thirty between'][1]}. All "
        f"reports together: {100 * halves.loc[True, 'mean']:.1f} and "
        f"{100 * halves.loc[False, 'mean']:.1f} per cent",
        f"with damage in {100 * whole:.1f} per cent of its reports, and draw",
        f"show {luck_then:.1f} per cent, and later {luck_later:.1f}.",
        f"leads with {midway['then']:.1f} per cent; it is {midway['bad']:.0f} of "
        f"{midway['reports']:.0f} reports. Second is Teterboro with {teterboro['bad']:.0f} of "
        f"{teterboro['reports']:.0f}.",
        f"Denver has none of {denver['reports']:.0f}. The",
        f"Dallas/Fort Worth with {frame['reports'].max()}, can",
        f"It is {beyond}. So the airports",
        f"with damage in {share['TETERBORO AIRPORT']:.1f} per cent of its reports",
        f"Barksdale, with {share['BARKSDALE AIR FORCE BASE ARPT']:.1f}, is",
        f"is {100 * (1 - 0.95**50):.0f} in 100.",
        f"With either rule {strict} of the {beyond} airports remain",
        f"show a fall from {luck_then:.1f} to {luck_later:.1f} per cent",
    ]
    others = [
        "true numbers of reports, 1,000 times",
        "about 2 or 3 of fifty would fall",
        "not one in 20 but one in 1,000 for each",
        "is held against 0.05 divided by 50, the next against 0.05 divided by 49",
        "A star for each p below 0.05.",
    ]
    return Phrases(computed, others)


# --- 4. Like with like ------------------------------------------------------------------------

SIZES = ["Small", "Medium", "Large"]


def _day_or_night() -> Frame:
    frame = strikes()
    return frame[frame["time_of_day"].isin(["Day", "Night"])]


def day_and_night() -> Rows:
    """Share of reports with damage, by size and in all."""
    frame = _day_or_night()
    parts = {size.lower(): frame[frame["size"] == size] for size in SIZES} | {"all sizes": frame}
    return [
        [
            name,
            *(
                round(float(100 * part.groupby("time_of_day")["damaged"].mean()[t]), 1)
                for t in ("Day", "Night")
            ),
        ]
        for name, part in parts.items()
    ]


def _mixed(weights: Frame) -> dict[str, float]:
    """The shares of day and night with one mix of sizes."""
    parts = _day_or_night().groupby(["time_of_day", "size"])["damaged"].mean().unstack()
    shares: dict[str, float] = (100 * (parts * weights).sum(axis=1) / weights.sum()).to_dict()
    return shares


def _standardised_range() -> tuple[float, float]:
    """Both ends of the range of the standardised difference, day less night, in points."""
    frame = _day_or_night()
    weights = frame["size"].value_counts(normalize=True)
    cells = frame.groupby(["time_of_day", "size"])["damaged"].agg(["mean", "size"])
    errors = (cells["mean"] * (1 - cells["mean"]) / cells["size"]).unstack()
    reach = 100 * Z * float(((errors.loc["Day"] + errors.loc["Night"]) * weights**2).sum()) ** 0.5
    shares = _mixed(weights)
    gap = shares["Day"] - shares["Night"]
    return gap - reach, gap + reach


def _part_clear_of_zero(size: str) -> bool:
    cells = _day_or_night().query("size == @size").groupby("time_of_day")["damaged"]
    p, n = cells.mean(), cells.size()
    return bool(abs(p["Day"] - p["Night"]) > Z * float((p * (1 - p) / n).sum()) ** 0.5)


def the_night_looked_worse() -> Phrases:
    """Module 4."""
    frame, reports = _day_or_night(), strikes()
    groups = frame.groupby("time_of_day")["damaged"]
    p, n, hits = groups.mean(), groups.size(), groups.sum()
    reach = 100 * Z * float((p * (1 - p) / n).sum()) ** 0.5
    gap = float(100 * (p["Night"] - p["Day"]))
    cells = frame.groupby(["size", "time_of_day"])["damaged"].agg(["mean", "size", "sum"])
    mix: Frame = 100 * pd.crosstab(frame["time_of_day"], frame["size"], normalize="index")
    pooled = frame["size"].value_counts(normalize=True)
    like = _mixed(pooled)
    by_day, by_night = _mixed(mix.loc["Day"]), _mixed(mix.loc["Night"])
    low, high = _standardised_range()
    assert -0.1 < low < 0 < high
    assert not any(_part_clear_of_zero(size) for size in SIZES)
    phases = frame.groupby(["phase", "time_of_day"])["damaged"].mean().unstack()
    worse = set(phases.index[phases["Night"] > phases["Day"]])
    assert worse == {"Approach", "Climb", "Landing Roll", "Take-off run"}
    unknown = 100 * frame["species"].str.startswith("Unknown").groupby(frame["time_of_day"]).mean()

    def row(size: str) -> str:
        day, night = cells.loc[(size, "Day")], cells.loc[(size, "Night")]
        return (
            f"| {size.lower()} | {100 * day['mean']:.1f} per cent of {day['size']:,.0f} | "
            f"{100 * night['mean']:.1f} per cent of {night['size']:,.0f} |"
        )

    hit = [f"{cells.loc[(size, 'Day'), 'sum']:.0f}" for size in SIZES]
    simple = [f"{row[1]}" for row in day_and_night()[:3]]
    computed = [
        f"{n['Day']:,} reports by day and {n['Night']:,} by night. By day {100 * p['Day']:.1f} per "
        f"cent mention damage, by night {100 * p['Night']:.1f}.",
        f"The difference is {gap:.1f} points, and its range runs from {gap - reach:.1f} to "
        f"{gap + reach:.1f}.",
        *(row(size) for size in SIZES),
        f"| all | {100 * p['Day']:.1f} per cent of {n['Day']:,} | {100 * p['Night']:.1f} per cent "
        f"of {n['Night']:,} |",
        f"by day {' + '.join(hit)} = {hits['Day']} of {n['Day']:,}.",
        f"By day {mix.loc['Day', 'Small']:.1f} per cent of the reports are about small animals, "
        f"which rarely do damage, and {mix.loc['Day', 'Large']:.1f} per cent about large ones. By "
        f"night it is {mix.loc['Night', 'Small']:.1f} and {mix.loc['Night', 'Large']:.1f}.",
        f"The {100 * p['Day']:.1f} is an average that leans on the small ones, the "
        f"{100 * p['Night']:.1f} one",
        f"mix of all {len(frame):,} reports: {100 * pooled['Small']:.1f} per cent small, "
        f"{100 * pooled['Medium']:.1f} medium, {100 * pooled['Large']:.1f} large",
        f"day: {like['Day']:.1f} per cent",
        f"night: {like['Night']:.1f} per cent",
        f"comes out {like['Day'] - like['Night']:.1f} points lower",
        f"the mix of the day the shares are {by_day['Day']:.1f} and {by_day['Night']:.1f}, with "
        f"that of the night {by_night['Day']:.1f} and {by_night['Night']:.1f}.",
        f"Of the reports by night {100 * p['Night']:.1f} per cent are with damage",
        f"unknown in {unknown['Day']:.1f} per cent of the reports by day and in "
        f"{unknown['Night']:.1f} by night",
        f"more often by night ({100 * p['Night']:.1f} per cent) than by day "
        f"({100 * p['Day']:.1f}).",
        f"at dawn and dusk, {len(reports) - len(frame):,} of the {len(reports):,} reports",
        f"The mean of {simple[0]}, {simple[1]} and {simple[2]} is",
    ]
    others = ["It leaves out 0. So it is", "just reaches 0. So", "is the range clear of 0."]
    return Phrases(computed, others)


CHARTS: dict[str, Callable[[], Rows]] = {
    "then-and-later": then_and_later,
    "day-and-night": day_and_night,
}

NUMBER_ANSWERS: dict[str, Callable[[], float]] = {
    "the-worst-ten/read-best": lambda: then_and_later()[2][2],
    "the-worst-ten/false-alarms": lambda: 80 / 20,
    "the-night-looked-worse/read-large": lambda: day_and_night()[2][2],
    "the-night-looked-worse/standardise": lambda: 0.75 * 90 + 0.25 * 50,
}

PHRASES: dict[str, Callable[[], Phrases]] = {
    "the-worst-ten": the_worst_ten,
    "the-night-looked-worse": the_night_looked_worse,
}
