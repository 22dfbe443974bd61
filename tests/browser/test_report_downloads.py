"""What HR downloads agrees with what the page shows, cell by cell."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page

from tests.browser.signatures import SignIn

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Row = dict[str, str]
DOWNLOADED = ("Figures as text (CSV)", "Figures and notes as a workbook (XLSX)")
READ_CELLS = """rows => rows.map(
    row => [...row.cells].map(cell => cell.textContent.split(/\\s+/).join(" ").trim())
)"""


def downloads(page: Page) -> list[bytes]:
    """Click both download links and return what came."""
    found = []
    for name in DOWNLOADED:
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name).click()
        found.append(Path(str(waiting.value.path())).read_bytes())
    return found


def interval(row: Row, low: str, high: str) -> str:
    """Return an interval as the page writes it; empty when it is not published."""
    return f"{row[low]} to {row[high]} %" if row[low] else ""


def share_cell(row: Row) -> str:
    """Return the cell of the page's table that one row of the download stands for."""
    meaning, percent = row["Meaning of the share"], row["Share of the assessed (percent)"]
    assert (meaning == "not shown") == (percent == "")
    if not percent:
        return "not shown"
    limit = "" if meaning == "estimate" else f"{meaning} "
    between = interval(row, "Interval low (percent)", "Interval high (percent)")
    return f"{limit}{percent} % {between}".strip()


def coverage_cell(row: Row) -> str:
    """Return how many were assessed, as the page writes it."""
    if not row["People"]:
        return "fewer than 10 people"
    if not row["Assessed"]:
        return f"not shown, of {row['People']} people"
    return f"{row['Assessed']} of {row['People']} people"


def tables_from(rows: Iterable[Row]) -> tuple[list[list[str]], list[list[str]]]:
    """Return the page's two tables as the download has them: shares, and bounds for all people."""
    by_competency: dict[str, list[Row]] = {}
    for row in rows:
        by_competency.setdefault(row["Competency code"], []).append(row)
    shares, bounds = [], []
    for levels in by_competency.values():
        name = levels[0]["Competency"]
        shares.append([name, coverage_cell(levels[0]), *map(share_cell, levels)])
        if any(row["Share of the assessed (percent)"] for row in levels):
            ends = ("All people, at least (percent)", "All people, at most (percent)")
            bounds.append([name, *(interval(row, *ends) or "not shown" for row in levels)])
    return shares, bounds


def as_text(value: object) -> str:
    """Write a workbook's cell as the CSV does."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def test_every_cell_of_csv_and_xlsx_agrees_with_the_page(sign_in: SignIn) -> None:
    page = sign_in("hana")
    page.goto("/reports/")
    links = page.locator("main a[href*='/reports/departments/']")
    addresses = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(addresses) >= 6
    compared = hidden = 0

    for address in addresses:
        page.goto(address)
        text, workbook = downloads(page)
        lines = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
        sheet = openpyxl.load_workbook(io.BytesIO(workbook))["Figures"]
        assert [[as_text(cell) for cell in row] for row in sheet.values] == lines

        shares, bounds = tables_from(dict(zip(lines[0], row, strict=True)) for row in lines[1:])
        heading = page.get_by_role("heading", level=1).inner_text()
        assert {row[1] for row in lines[1:]} == {heading}
        shown = page.locator("tr[data-competency]").evaluate_all(READ_CELLS)
        if not bounds:  # too few people for any figure: the page shows no table at all
            assert shown == []
            continue
        assert shown == shares
        below = page.locator("table", has_text=re.compile("Least and greatest share"))
        assert below.locator("tbody tr").evaluate_all(READ_CELLS) == bounds
        compared += len(shares)
        hidden += sum(row.count("not shown") for row in shares)

    assert compared > 100, "hardly anything was compared"
    assert hidden > 0, "the demo data should hold suppressed figures as well"
