"""Charts and number questions of First steps, and the tables that its lessons share."""

from collections.abc import Callable
from typing import Any

from tests.content.content_files import table

Rows = list[list[Any]]
Frame = Any  # pandas' stubs take a cell for a date, bytes or nothing; here all are numbers or text
CORPORATION = "Corporation Income Taxes"
INDIVIDUAL = "Individual Income Taxes"
SOCIAL = "Social Insurance Taxes and Contributions"
EXCISE = "Excise Taxes"


def strikes() -> Frame:
    """Return the wildlife strikes with the columns year and damaged."""
    frame = table("us_wildlife_strikes", "strikes.csv")
    frame["year"] = frame["date"].str[:4].astype(int)
    frame["damaged"] = frame["damage"] != "No damage"
    return frame


def receipts() -> Frame:
    """Return federal receipts, one row for each year and one column for each category."""
    return table("us_federal_receipts", "receipts.csv").pivot_table(
        index="year", columns="category", values="amount_musd", aggfunc="sum"
    )


def adults() -> Frame:
    """Return the protected table of persons."""
    return table("acs_pums_2012", "adults.csv")


def shares() -> Frame:
    """Return each category's share of all receipts of its year, in per cent."""
    frame = receipts()
    return 100 * frame.div(frame.sum(axis=1), axis=0)


def _damage_share(column: str) -> Frame:
    return 100 * strikes().groupby(column)["damaged"].mean()


def _smallest(*columns: str) -> int:
    return int(adults().groupby(list(columns)).size().min())


def _in_work() -> Frame:
    frame = adults()
    working = frame["in_work"].eq("yes")
    return (100 * working.groupby([frame["age_band"], frame["education"]]).mean()).unstack()


# --- charts ---------------------------------------------------------------------------------


def reports_per_year() -> Rows:
    """Reports and reports with damage in every whole year."""
    years = strikes().groupby("year")["damaged"].agg(["size", "sum"]).loc[1990:2001]
    return [[int(year), int(row["size"]), int(row["sum"])] for year, row in years.iterrows()]


def four_shares() -> Rows:
    """Four categories of receipt, every fourth year."""
    columns = [INDIVIDUAL, SOCIAL, CORPORATION, EXCISE]
    frame = shares()
    return [
        [year, *(round(float(frame.loc[year, name]), 1) for name in columns)]
        for year in range(1962, 2015, 4)
    ]


def smallest_groups() -> Rows:
    """The smallest group with one to five columns."""
    columns = ["sex", "age_band", "education", "in_work", "income_band"]
    return [
        [", ".join(columns[:number]).replace("_", " "), _smallest(*columns[:number])]
        for number in range(1, 6)
    ]


def share_in_work() -> Rows:
    """Share in work by age band, with and without a degree."""
    return [
        [band, round(float(row["degree"]), 1), round(float(row["no degree"]), 1)]
        for band, row in _in_work().iterrows()
    ]


def damage_by_size() -> Rows:
    """Share of reports with damage for each size of animal."""
    counts, share = strikes()["size"].value_counts(), _damage_share("size")
    return [
        [f"{size} ({counts[size]:,} reports)", round(float(share[size]), 1)]
        for size in ("Large", "Medium", "Small")
    ]


CHARTS: dict[str, Callable[[], Rows]] = {
    "reports-per-year": reports_per_year,
    "shares": four_shares,
    "smallest-group": smallest_groups,
    "in-work": share_in_work,
    "damage-by-size": damage_by_size,
}

# --- number questions -------------------------------------------------------------------------

NUMBER_ANSWERS: dict[str, Callable[[], float]] = {
    "reports-are-not-events/share-known": lambda: 100 * float(strikes()["cost_usd"].gt(0).mean()),
    "share-of-what/compute-share": lambda: float(shares().loc[2014, EXCISE]),
    "no-names-and-still-a-person/smallest": lambda: min(12, 31, 4, 18, 9, 26),
    "one-honest-chart/axis": lambda: (60 - 40) / (50 - 40),
}

ALSO_TRUE = {
    "reports-per-year": {"7", "13"},  # both are tested in test_figures.py
    "shares": {"45"},
}
