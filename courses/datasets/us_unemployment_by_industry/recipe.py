"""Make unemployment.csv from the npm package vega-datasets.

    npm pack vega-datasets@3.2.1 && tar xzf vega-datasets-3.2.1.tgz
    python recipe.py package

The argument is the folder that holds the package's datapackage.json. Every row of the source is
kept. Year and month are joined to the first day of the month; the source's own time stamps are left
out, since they stand at seven or eight in the morning and could slip into another month.
"""

import argparse
import json
from pathlib import Path

import pandas as pd

VERSION = "3.2.1"


def unemployment(package: Path) -> pd.DataFrame:
    """Return one row for each industry and month; refuses a package of another version.

    Args:
        package: folder of the installed npm package.
    """
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    if version != VERSION:
        raise SystemExit(f"this recipe was written for vega-datasets {VERSION}, found {version}")
    text = (package / "data" / "unemployment-across-industries.json").read_text(encoding="utf-8")
    source = pd.DataFrame(json.loads(text))
    day = source["year"].astype(str) + "-" + source["month"].astype(str).str.zfill(2) + "-01"
    return pd.DataFrame(
        {
            "month": day,
            "industry": source["series"],
            "unemployed_thousands": source["count"],
            "rate": source["rate"],
        }
    )


def main() -> None:
    """Write data/unemployment.csv beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, help="folder of the npm package vega-datasets")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    table = unemployment(options.package)
    table.to_csv(options.out / "unemployment.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
