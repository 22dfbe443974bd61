"""Make strikes.csv from the npm package vega-datasets.

    npm pack vega-datasets@3.2.1 && tar xzf vega-datasets-3.2.1.tgz
    python recipe.py package

The argument is the folder that holds the package's datapackage.json. Every row of the source is
kept; columns get short names, and one word is changed so that a table reader cannot mistake it for
a missing value.
"""

import argparse
import json
from pathlib import Path

import pandas as pd

VERSION = "3.2.1"
COLUMNS = {
    "Flight Date": "date",
    "Airport Name": "airport",
    "Origin State": "state",
    "Aircraft Airline Operator": "operator",
    "Aircraft Make Model": "aircraft",
    "Phase of flight": "phase",
    "Time of day": "time_of_day",
    "Wildlife Size": "size",
    "Wildlife Species": "species",
    "Effect Amount of damage": "damage",
    "Cost Total $": "cost_usd",
    "Speed IAS in knots": "speed_knots",
}


def strikes(package: Path) -> pd.DataFrame:
    """Return the table of reports; refuses a package of another version.

    Args:
        package: folder of the installed npm package.
    """
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    if version != VERSION:
        raise SystemExit(f"this recipe was written for vega-datasets {VERSION}, found {version}")
    source = pd.read_csv(
        package / "data" / "birdstrikes.csv", dtype=str, keep_default_na=False, encoding="utf-8"
    )
    # Repair and other costs add up to the total in every row, so the two parts are left out.
    parts = source["Cost Other"].astype(int) + source["Cost Repair"].astype(int)
    if not (parts == source["Cost Total $"].astype(int)).all():
        raise SystemExit("the parts of the cost no longer add up to the total")
    table = source[list(COLUMNS)].rename(columns=COLUMNS)
    table["damage"] = table["damage"].replace({"None": "No damage"})
    return table


def main() -> None:
    """Write data/strikes.csv beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, help="folder of the npm package vega-datasets")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    strikes(options.package).to_csv(options.out / "strikes.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
