"""The dataset catalogue: search, open, look at the values, take the files home."""

import csv
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.accessibility import LAPTOP, PHONE, check_accessible, check_fits
from tests.content.content_files import DATASETS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STRIKES = DATASETS / "us_wildlife_strikes" / "data" / "strikes.csv"
ADDRESS = "/datasets/us_wildlife_strikes/"
Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, browser_context_args: dict[str, object]) -> Iterator[Visit]:
    """Return a function that gives the page of somebody who is not signed in."""
    contexts: list[BrowserContext] = []

    def visitor(**options: object) -> Page:
        context = browser.new_context(**{**browser_context_args, **options})  # type: ignore[arg-type]  # keyword names are Playwright's
        contexts.append(context)
        return context.new_page()

    yield visitor
    for context in contexts:
        context.close()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_visitor_finds_a_dataset_and_sees_how_its_values_spread(visit: Visit, script: bool) -> None:
    page = visit(viewport=PHONE, java_script_enabled=script)
    page.goto("/datasets/")
    search = page.get_by_label("Search the datasets and their columns")
    search.fill("speed knots")
    page.get_by_role("search").get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("1 dataset holds “speed knots”.")
    page.locator("main .academy-rows a").click()
    page.wait_for_url(f"**{ADDRESS}")

    names = page.get_by_role("region", name="Columns").locator("th code")
    broken = names.evaluate_all(
        "all => all.filter(one => one.getClientRects().length > 1).map(one => one.textContent)"
    )
    assert names.count() > 5
    assert broken == []

    values = page.locator("details", has_text="strikes.csv: state")
    values.locator("summary").click()
    shown = values.locator("tbody tr").first

    with STRIKES.open(encoding="utf-8", newline="") as file:
        states = [row["state"] for row in csv.DictReader(file)]
    most = max(set(states) - {""}, key=states.count)
    expect(shown.locator("th")).to_have_text(most)
    expect(shown.locator("td").first).to_have_text(f"{states.count(most):,}")
    check_fits(page)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_both_forms_of_a_file_are_downloaded_whole(
    visit: Visit, script: bool, tmp_path: Path
) -> None:
    page = visit(java_script_enabled=script)
    page.goto(ADDRESS)

    table = _downloaded(page, "strikes.csv", tmp_path)
    columnar = _downloaded(page, "strikes.parquet", tmp_path)

    assert _sha256(table) == _sha256(STRIKES)
    with duckdb.connect() as database, STRIKES.open(encoding="utf-8", newline="") as file:
        rows = database.read_parquet(str(columnar))
        (found,) = rows.aggregate("count(*), sum(cost_usd), min(date)").fetchall()
        written = list(csv.DictReader(file))
        assert dict(zip(rows.columns, map(str, rows.types), strict=True))["date"] == "DATE"
    assert found[:2] == (len(written), sum(int(row["cost_usd"] or 0) for row in written))
    assert str(found[2]) == min(row["date"] for row in written)


def _downloaded(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=f"Download {name}").click()
    assert download.value.suggested_filename == name
    path = folder / name
    download.value.save_as(path)
    return path


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_every_dataset_page_is_accessible_with_all_values_shown(
    visit: Visit, size: dict[str, int]
) -> None:
    page = visit(viewport=size)
    page.goto("/datasets/")
    check_fits(page)
    check_accessible(page)
    links = page.locator("main .academy-rows a")
    addresses = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert ADDRESS in addresses
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        check_fits(page)
        check_accessible(page)
