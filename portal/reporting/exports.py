"""CSV and XLSX of a report, from the same frozen figures as the page."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from portal.reporting.figures import DepartmentFigures
from portal.reporting.method import definitions

Cell = str | int | date | None


def columns() -> list[str]:
    """Return the headings of the table of figures."""
    return [
        _("Department code"),
        _("Department"),
        _("As of"),
        _("Evidence since"),
        _("Thresholds version"),
        _("Domain"),
        _("Competency code"),
        _("Competency"),
        _("People"),
        _("Assessed"),
        _("Level or above"),
        _("Share of the assessed (percent)"),
        _("Meaning of the share"),
        _("Interval low (percent)"),
        _("Interval high (percent)"),
        _("All people, at least (percent)"),
        _("All people, at most (percent)"),
        _("Made from demo data"),
    ]


def rows(figures: DepartmentFigures) -> list[list[Cell]]:
    """Return one row for each competency and level; what is not published is empty."""
    return [
        [
            figures.code,
            figures.name,
            figures.as_of,
            figures.window_start,
            figures.thresholds_version,
            competency.domain,
            competency.code,
            competency.name,
            competency.people,
            competency.assessed,
            share.level_name,
            share.percent,
            (share.band.value or _("estimate")) if share.is_shown else _("not shown"),
            share.low,
            share.high,
            share.all_low,
            share.all_high,
            _("yes") if figures.is_demo else _("no"),
        ]
        for competency in figures.competencies
        for share in competency.shares
    ]


def as_csv(figures: DepartmentFigures) -> str:
    """Return the table as CSV, days as ISO 8601."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(columns())
    for row in rows(figures):
        writer.writerow([_safe(cell) for cell in row])
    return stream.getvalue()


def as_xlsx(figures: DepartmentFigures) -> bytes:
    """Return a workbook: the figures with real types and filters, and notes on what they mean."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties({"title": _("Skills in %(name)s") % {"name": figures.name}})
        _write_figures(workbook, figures)
        _write_notes(workbook, figures)
    return stream.getvalue()


def _safe(cell: Cell) -> Cell:
    """Keep a spreadsheet from taking a name for a formula."""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{cell}"
    return cell


def _write_figures(workbook: Any, figures: DepartmentFigures) -> None:
    sheet = workbook.add_worksheet(_("Figures"))
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    names, table = columns(), rows(figures)
    sheet.write_row(0, 0, names, head)
    for number, row in enumerate(table, start=1):
        _write_row(sheet, number, row, day)
    sheet.autofilter(0, 0, len(table), len(names) - 1)
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(names):
        width = max([len(str(row[column] or "")) for row in table] + [min(len(name), 16)])
        sheet.set_column(column, column, min(width + 2, 44))


def _write_row(sheet: Any, number: int, row: Sequence[Cell], day: Any) -> None:
    for column, cell in enumerate(row):
        if cell is None:
            continue
        if isinstance(cell, date):
            sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)
        elif isinstance(cell, int):
            sheet.write_number(number, column, cell)
        else:
            sheet.write_string(number, column, cell)


def _write_notes(workbook: Any, figures: DepartmentFigures) -> None:
    sheet = workbook.add_worksheet(_("Notes"))
    bold = workbook.add_format({"bold": True, "valign": "top"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    for number, (term, meaning) in enumerate(definitions(figures)):
        sheet.write_string(number, 0, term, bold)
        sheet.write_string(number, 1, meaning, wrapped)
