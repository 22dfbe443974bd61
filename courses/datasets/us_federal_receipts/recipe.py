"""Make receipts.csv and receipts_wide.csv from the npm package vega-datasets.

    npm pack vega-datasets@3.2.1 && tar xzf vega-datasets-3.2.1.tgz
    python recipe.py package

The source has one row for each of 237 accounts and one column for each year, with amounts written
as text in thousands of dollars. The recipe adds the accounts up to the twelve subcategories of the
budget, turns the years into rows, and states amounts in millions of dollars. The transition
quarter of 1976 (column TQ) is left out: it is not a year.
"""

import argparse
import json
from pathlib import Path

import pandas as pd

VERSION = "3.2.1"
YEARS = [str(year) for year in range(1962, 2021)]
FIRST_ESTIMATE = 2015  # the budget for fiscal year 2016 knew the outcome up to 2014
KEYS = {
    "Source category name": "category",
    "Source subcategory name": "subcategory",
    "On- or off-budget": "budget",
}


def accounts(package: Path) -> pd.DataFrame:
    """Return the source table with the years as whole numbers of thousand dollars."""
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    if version != VERSION:
        raise SystemExit(f"this recipe was written for vega-datasets {VERSION}, found {version}")
    rows = json.loads((package / "data" / "budget.json").read_text(encoding="utf-8"))
    table = pd.DataFrame(rows)[[*KEYS, *YEARS]].rename(columns=KEYS)
    for year in YEARS:
        table[year] = table[year].astype(str).str.replace(",", "").astype("int64")
    return table


def receipts(source: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each year and subcategory, in millions of dollars."""
    keys = list(KEYS.values())
    sums = source.groupby(keys, as_index=False)[YEARS].sum()
    table = sums.melt(id_vars=keys, value_vars=YEARS, var_name="year", value_name="thousand")
    table["year"] = table["year"].astype(int)
    table["amount_musd"] = table["thousand"] / 1000
    table["kind"] = table["year"].lt(FIRST_ESTIMATE).map({True: "actual", False: "estimate"})
    order = ["year", *keys, "kind", "amount_musd"]
    return table[order].sort_values(["year", *keys]).reset_index(drop=True)


def wide(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each category and one column for every tenth year from 1970 to 2020."""
    sums = table.pivot_table(
        index="category", columns="year", values="amount_musd", aggfunc="sum", observed=True
    )
    return sums[[1970, 1980, 1990, 2000, 2010, 2020]].round(3).reset_index()


def main() -> None:
    """Write data/receipts.csv and data/receipts_wide.csv beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, help="folder of the npm package vega-datasets")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    table = receipts(accounts(options.package))
    for name, frame in (("receipts.csv", table), ("receipts_wide.csv", wide(table))):
        frame.to_csv(options.out / name, index=False, lineterminator="\n", float_format="%.3f")


if __name__ == "__main__":
    main()
