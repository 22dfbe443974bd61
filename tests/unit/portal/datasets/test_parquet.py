"""Parquet files, opened again by the library that programs would use."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from portal.datasets import parquet

CSV = (
    b'day,place,"a ""b"", c",rate,mixed\n'
    b'2020-01-31,"Quay, ""East""",12,0.1,7\n'
    b",\xc4\x80\xc4\xb1,,,n/a\n"
    b'2020-02-01,"two\nlines",-3,2e3,8\n'
)
TYPES = {
    "day": "date",
    "place": "text",
    'a "b", c': "whole number",
    "rate": "number",
    "mixed": "whole number",
}


def _opened(data: bytes, folder: Path) -> tuple[list[tuple[str, str]], list[tuple[Any, ...]]]:
    path = folder / "opened.parquet"
    path.write_bytes(data)
    with duckdb.connect() as database:
        rows = database.read_parquet(str(path))
        names = zip(rows.columns, map(str, rows.types), strict=True)
        return list(names), rows.fetchall()


def test_rows_come_back_with_the_types_that_fit(tmp_path: Path) -> None:
    columns, rows = _opened(parquet.from_csv(CSV, TYPES), tmp_path)

    assert columns == [
        ("day", "DATE"),
        ("place", "VARCHAR"),
        ('a "b", c', "BIGINT"),
        ("rate", "DOUBLE"),
        ("mixed", "VARCHAR"),
    ]
    assert [(str(row[0]), *row[1:]) for row in rows] == [
        ("2020-01-31", 'Quay, "East"', 12, 0.1, "7"),
        ("None", "Āı", None, None, "n/a"),
        ("2020-02-01", "two\nlines", -3, 2000.0, "8"),
    ]


def test_a_column_that_nobody_described_stays_as_it_is_written(tmp_path: Path) -> None:
    columns, rows = _opened(parquet.from_csv(b"code\n007\n", {}), tmp_path)

    assert columns == [("code", "VARCHAR")]
    assert rows == [("007",)]


def test_a_number_with_a_fraction_keeps_a_whole_number_column_text(tmp_path: Path) -> None:
    columns, rows = _opened(parquet.from_csv(b"n\n1.5\n2\n", {"n": "whole number"}), tmp_path)

    assert columns == [("n", "VARCHAR")]
    assert rows == [("1.5",), ("2",)]


def test_the_same_file_gives_the_same_bytes() -> None:
    assert parquet.from_csv(CSV, TYPES) == parquet.from_csv(CSV, TYPES)


def test_what_is_no_csv_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be written as Parquet"):
        parquet.from_csv(b"a,b\n1,2,3,4\n5\n", {})
