"""What a chart is, however it is drawn: its data, its axes and its words. Pure."""

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from typing import Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from portal.datasets.content_file import ContentPart, Line

Cell = str | float | int | None
MOST_SERIES = 6
# Raised whenever charts are drawn differently, so that every drawing is made again.
RENDERER = "2"


class Axis(ContentPart):
    """One axis in words."""

    label: Line
    unit: Line | None = None

    @property
    def words(self) -> str:
        """The label with its unit, unless the label says it already."""
        if not self.unit or self.unit.lower() in self.label.lower():
            return self.label
        return f"{self.label} ({self.unit})"


class ChartSpec(ContentPart):
    """A chart as authored: the first column holds the x values, every other one is a series."""

    uuid: UUID
    title: Line
    kind: Literal["bar", "line", "scatter"]
    horizontal: bool = False
    x: Axis
    y: Axis
    columns: list[Line] = Field(min_length=2, max_length=MOST_SERIES + 1)
    rows: list[list[Cell]] = Field(min_length=1, max_length=2000)
    summary: Line
    alt: Line
    source: Line
    note: Line | None = None

    @model_validator(mode="after")
    def _is_a_table(self) -> Self:
        if len(set(self.columns)) != len(self.columns):
            raise ValueError("columns: two columns have the same name")
        if self.horizontal and self.kind != "bar":
            raise ValueError("horizontal: only bars can lie")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"rows: row {number} has {len(row)} values for {len(self.columns)} columns"
                )
            if row[0] is None:
                raise ValueError(f"rows: row {number} has no first value")
            for name, value in zip(self.columns[1:], row[1:], strict=True):
                if isinstance(value, str):
                    raise ValueError(f"rows: row {number}, {name}: {value!r} is not a number")
        if self.kind == "scatter" and any(isinstance(row[0], str) for row in self.rows):
            raise ValueError("rows: a scatter chart needs numbers in the first column")
        return self

    @property
    def series(self) -> list[tuple[str, list[float | None]]]:
        """Name and values of each series."""
        return [
            (name, [_number(row[position]) for row in self.rows])
            for position, name in enumerate(self.columns[1:], start=1)
        ]

    @property
    def x_values(self) -> list[str | float]:
        """The first column."""
        return [value for row in self.rows if (value := row[0]) is not None]

    def fingerprint(self) -> str:
        """Return a hash of everything that shows in the drawing."""
        data = json.dumps([RENDERER, self.model_dump(mode="json")], sort_keys=True)
        return hashlib.sha256(data.encode()).hexdigest()


def _number(value: Cell) -> float | None:
    return None if value is None or isinstance(value, str) else float(value)


def read_table(text: str) -> tuple[list[str], list[list[Cell]]]:
    """Read a table typed or pasted by an author: comma- or tab-separated, names in the first line.

    Blank cells after the first column mean that there is no value.

    Raises:
        ValueError: there is no line of names.
    """
    lines = [line for line in text.strip().splitlines() if line.strip()]
    if not lines:
        raise ValueError("the table is empty")
    delimiter = "\t" if "\t" in lines[0] else ","
    table = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter))
    columns = [name.strip() for name in table[0]]
    first_column_counts = all(_is_number(row[0]) for row in table[1:] if row)
    rows: list[list[Cell]] = []
    for row in table[1:]:
        cells: list[Cell] = [_cell(value) for value in row]
        if not first_column_counts:
            cells[0] = row[0].strip() or None
        rows.append(cells)
    return columns, rows


def write_table(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return a table as ``read_table`` reads it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return out.getvalue()


def _is_number(text: str) -> bool:
    return isinstance(_cell(text), int | float)


def _cell(text: str) -> Cell:
    stripped = text.strip()
    if not stripped:
        return None
    try:
        number = float(stripped)
    except ValueError:
        return stripped
    return int(stripped) if stripped.lstrip("+-").isdigit() else number
