"""The figures of Statistics and uncertainty: drawn surveys, and ranges."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tests.content.content_files import table
from tests.content.phrases import Phrases

Rows = list[list[Any]]
Frame = Any  # pandas' stubs take a cell for a date, bytes or nothing; here all are numbers or text
MINUS, TIMES = "\N{MINUS SIGN}", "\N{MULTIPLICATION SIGN}"
SEED, SURVEYS, Z = 2004, 1000, 1.96

# --- 1. What chance does ----------------------------------------------------------------------


def low_pay() -> Any:
    """Say of each worker whether he or she earned less than ten dollars an hour."""
    return table("cps_2004_earnings", "workers.csv")["earnings_band"].eq("under 10").to_numpy()


def drawn(size: int, values: Any = None) -> Any:
    """The counts of a thousand surveys of one size."""
    rng = np.random.default_rng(SEED)
    return rng.choice(low_pay() if values is None else values, size=(SURVEYS, size)).sum(axis=1)


def middle_95() -> Rows:
    """Both ends of the middle 95 in 100 surveys, for six sizes."""
    return [
        [
            size,
            *(round(float(end), 1) for end in np.percentile(100 * drawn(size) / size, [2.5, 97.5])),
        ]
        for size in (50, 100, 200, 400, 800, 1600)
    ]


def the_same_town_asked_twice() -> Phrases:
    """Module 1."""
    values = low_pay()
    truth = float(values.mean())
    rng = np.random.default_rng(SEED)
    first, second = (rng.choice(values, size=(SURVEYS, 100)).sum(axis=1) for _ in range(2))
    apart = int((abs(first - second) >= 6).sum())
    opening = [str(count) for count in first[:10]]
    ends = {row[0]: row[1:] for row in middle_95()}
    error = {size: 100 * (truth * (1 - truth) / size) ** 0.5 for size in (100, 400, 1600)}
    for size in error:
        assert abs(float((100 * drawn(size) / size).std()) - error[size]) < 0.05
    frame = table("cps_2004_earnings", "workers.csv")
    by_sex = 100 * frame["earnings_band"].eq("under 10").groupby(frame["sex"]).mean()
    men = 100 * drawn(1600, values[frame["sex"].eq("male").to_numpy()]) / 1600
    low, high = np.percentile(men, [2.5, 97.5])
    assert high < 100 * truth
    assert apart > SURVEYS / 4
    computed = [
        f"Take our file of {len(values):,} full-time workers for it. {values.sum():,} of them, "
        f"{100 * truth:.1f} per cent, earned",
        f"The first ten surveys find {', '.join(opening[:9])} and {opening[9]}.",
        f"The lowest survey finds {first.min()} in a hundred, the highest {first.max()}.",
        f"lie between {ends[100][0]:.0f} and {ends[100][1]:.0f}.",
        f"In {apart} of the {SURVEYS:,} pairs",
        f"For 100 people it is {error[100]:.1f} points, for 400 it is {error[400]:.1f}, for 1,600 "
        f"it is {error[1600]:.1f}.",
        f"With {truth:.3f} and 100 that is the root of {truth:.3f} {TIMES} {1 - truth:.3f} / 100, "
        f"which is {error[100] / 100:.4f} or {error[100]:.1f} points",
        f"Of the men in the file {by_sex['male']:.1f} per cent earn less than ten dollars an hour, "
        f"of the women {by_sex['female']:.1f}.",
        f"lie between {low:.1f} and {high:.1f} per cent",
        f"truth of the town, {100 * truth:.1f}, is not in it",
        f"they get your {opening[0]}, {opening[1]} and {opening[2]}, and",
        f"each time from all {len(values):,}, and count",
        f"A hundred drawn from {len(values):,} and",
    ]
    others = [
        "telephoned 100 full-time workers, and 22 of them",
        "it telephoned 100 others, and it is 16.",
        "Draw 100 persons by chance",
        "Repeat it 1,000 times",
        "Leave out the 25 lowest and the 25 highest; the middle 95 in",
        "differ by 6 points or more",
        "The middle 95 in a hundred of 1,000 surveys",
        "halving again would take 6,400.",
        "About 95 in 100 surveys",
        "a hundred drawn from 12 million",
        "So with 1,600 people",
        "It asks 1,600 of them",
        "Of 100 workers asked this year, 16 earned less than ten dollars an hour; last year it "
        "was 22.",
    ]
    return Phrases(computed, others)


# --- 2. A range, and not a point --------------------------------------------------------------


def wilson(count: int, people: int) -> tuple[float, float]:
    """Return both ends of Wilson's range, in per cent."""
    p, whole = count / people, 1 + Z**2 / people
    middle = (p + Z**2 / (2 * people)) / whole
    reach = Z * (p * (1 - p) / people + Z**2 / (4 * people**2)) ** 0.5 / whole
    return 100 * (middle - reach), 100 * (middle + reach)


def difference(first: tuple[int, int], second: tuple[int, int]) -> tuple[float, float, float]:
    """Return the difference of two shares and both ends of its range, in points."""
    (a, n), (b, m) = first, second
    p, q = a / n, b / m
    reach = Z * (p * (1 - p) / n + q * (1 - q) / m) ** 0.5
    return 100 * (p - q), 100 * (p - q - reach), 100 * (p - q + reach)


def in_work(**wanted: str) -> tuple[int, int]:
    """Return how many of a group of adults are in work, and how many there are."""
    frame = table("acs_pums_2012", "adults.csv")
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    return int(frame["in_work"].eq("yes").sum()), len(frame)


OLD = {"age_band": "60 and over", "education": "degree"}


def ranges() -> Rows:
    """Share in work with its range, for four groups."""
    groups = {
        "All adults": in_work(),
        "60 and over, degree": in_work(**OLD),
        "Men among them": in_work(sex="male", **OLD),
        "Women among them": in_work(sex="female", **OLD),
    }
    rows: Rows = []
    for name, (count, people) in groups.items():
        low, high = wilson(count, people)
        figures = (low, 100 * count / people, high)
        rows.append([f"{name}, {people}", *(round(figure, 1) for figure in figures)])
    return rows


def _denver() -> tuple[tuple[int, int], tuple[int, int]]:
    frame = table("us_wildlife_strikes", "strikes.csv")
    frame = frame[frame["airport"] == "DENVER INTL AIRPORT"]
    early = frame["date"].str[:4].astype(int) <= 1996
    damaged = frame["damage"] != "No damage"
    return (
        (int(damaged[early].sum()), int(early.sum())),
        (int(damaged[~early].sum()), int((~early).sum())),
    )


def a_range_and_not_a_point() -> Phrases:
    """Module 2."""
    everybody, old = in_work(), in_work(**OLD)
    men, women = in_work(sex="male", **OLD), in_work(sex="female", **OLD)
    plain = in_work(sex="female", age_band="60 and over", education="no degree")
    young = in_work(age_band="18 to 44", education="degree")
    rest = in_work(age_band="18 to 44", education="no degree")
    gap, wide, overlap = difference(men, women), difference(young, rest), difference(women, plain)
    counts, truth = drawn(100), 100 * float(low_pay().mean())
    ends = [wilson(int(count), 100) for count in counts]
    holding = sum(low <= truth <= high for low, high in ends)
    (none, few), (some, later) = _denver()
    assert none == 0
    assert wilson(*women)[0] < wilson(*plain)[1]
    assert {14, 36} <= set(counts.tolist())

    def told(group: tuple[int, int], between: str = " to ") -> str:
        return between.join(f"{end:.1f}" for end in wilson(*group))

    def share(group: tuple[int, int]) -> str:
        return f"{100 * group[0] / group[1]:.1f}"

    span = f"{gap[1]:.1f} to {gap[2]:.1f}".replace("-", MINUS)
    computed = [
        f"Of the men {share(men)} per cent are in work, of the women {share(women)}.",
        f"stand {men[0]} of {men[1]} men and {women[0]} of {women[1]} women, from our file of "
        f"{everybody[1]:,} adults",
        f"where {truth:.1f} per cent earn",
        f"The survey that found 14 says: {told((14, 100))}. The one that found 36 says: "
        f"{told((36, 100))}, and misses. Of the {SURVEYS:,} ranges {holding} hold the truth",
        f"Of all {everybody[1]:,} adults {everybody[0]} are in work: {share(everybody)} per cent, "
        f"range {told(everybody)}.",
        f"Of the {old[1]} of 60 and over with a degree {old[0]} are: {share(old)} per cent, range "
        f"{told(old)}.",
        f"Of the {men[1]} men among them {men[0]}: {share(men)} per cent, range {told(men)}. "
        f"Of the {women[1]} women {women[0]}: {share(women)} per cent, range {told(women)}.",
        f"The difference is {gap[0]:.1f} points, and its range runs from {span}.",
        f"Of {young[1]} people of 18 to 44 with a degree {share(young)} per cent are in work, of "
        f"{rest[1]} without {share(rest)}. The difference is {wide[0]:.1f} points, range "
        f"{wide[1]:.1f} to {wide[2]:.1f}.",
        f"with a degree: {told(women)}. Without: {told(plain)}.",
        f"the difference is {overlap[0]:.1f} points, and its range, from {overlap[1]:.1f} to "
        f"{overlap[2]:.1f}, leaves",
        f"holds {few} reports from Denver, and none mentions damage",
        f"Wilson's range for {none} of {few} is {told((none, few)).replace('0.0', '0')} per cent",
        f"here 3 of {few}, or {300 / few:.1f} per cent",
        f"in {some} of {later} reports from Denver, which is {100 * some / later:.1f} per cent",
        f"About {100 * men[0] / men[1]:.0f} per cent of the men and "
        f"{100 * women[0] / women[1]:.0f} per cent of the women are in work",
        f"from four points in favour of the women to {gap[2]:.0f} in favour of the men",
    ]
    others = [
        "people of 60 and over with a degree",
        "about 95 in 100 of the ranges",
        "Draw 1,000 surveys of 100 from",
        "The recipe is right 95 times in 100. Whether this range is one of the 95 nobody",
        "of 20 people with no case it makes the range 0 to 0, as",
        "for shares near 0 and 100.",
        "It holds 0. So this file",
        "It also holds 20 points",
        "Nowhere near 0, and",
        "Women of 60 and over",
        "out 0. Compute",
        "up to about 3 in n may",
        '"There is a 95 per cent chance',
        "Nobody under 18 and",
        "the recipe holds in about 95 of 100 draws",
        "If 0 is in it",
    ]
    return Phrases(computed, others)


CHARTS: dict[str, Callable[[], Rows]] = {
    "middle-95": middle_95,
    "ranges": ranges,
}

NUMBER_ANSWERS: dict[str, Callable[[], float]] = {
    "the-same-town-asked-twice/read-400": lambda: middle_95()[3][2],
    "the-same-town-asked-twice/se": lambda: 100 * (0.5 * 0.5 / 400) ** 0.5,
    "a-range-and-not-a-point/zero": lambda: 100 * 3 / 60,
}

PHRASES: dict[str, Callable[[], Phrases]] = {
    "the-same-town-asked-twice": the_same_town_asked_twice,
    "a-range-and-not-a-point": a_range_and_not_a_point,
}
