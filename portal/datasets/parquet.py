"""A CSV file as Parquet: the same rows with types, in a small part of the bytes.

A column gets the type that its description promises when every value of the file fits; otherwise
it stays text, so that nothing is lost. A blank becomes a missing value.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

MEDIA_TYPE = "application/vnd.apache.parquet"
SUFFIX = ".parquet"
_TYPES = {"whole number": "BIGINT", "number": "DOUBLE", "date": "DATE"}
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
}
"""One thread writes the same bytes every time, and nothing is fetched from a network."""


def from_csv(data: bytes, described: Mapping[str, str]) -> bytes:
    """Return the rows of a CSV file with a header as a Parquet file.

    Args:
        data: the CSV file.
        described: the type of a column in the words of the dataset's manifest, by its name.

    Raises:
        ValueError: the file cannot be read as CSV.
    """
    import duckdb  # 25 MB of memory, which no process that only serves pages needs

    with (
        tempfile.TemporaryDirectory() as folder,
        duckdb.connect(config=_SETTINGS) as database,
    ):
        source, target = Path(folder, "source.csv"), Path(folder, "target.parquet")
        source.write_bytes(data)
        try:
            rows = database.read_csv(
                str(source), header=True, all_varchar=True, sep=",", quotechar='"', na_values=""
            )
            columns = [_column(rows, name, described.get(name, "")) for name in rows.columns]
            rows.select(", ".join(columns)).write_parquet(str(target), compression="zstd")
        except duckdb.Error as error:
            raise ValueError(f"cannot be written as Parquet: {error}") from None
        return target.read_bytes()


def _column(rows: "DuckDBPyRelation", name: str, described: str) -> str:
    """Return the SQL that reads a column as its type, or as text when a value does not fit."""
    quoted = '"' + name.replace('"', '""') + '"'
    kind = _TYPES.get(described)
    if kind is None:
        return quoted
    misfit = f"{quoted} IS NOT NULL AND TRY_CAST({quoted} AS {kind}) IS NULL"
    if kind == "BIGINT":  # the cast would round a fraction
        misfit = f"({misfit}) OR NOT regexp_full_match({quoted}, '[+-]?[0-9]+')"
    fits = not rows.filter(misfit).limit(1).fetchall()
    return f"CAST({quoted} AS {kind}) AS {quoted}" if fits else quoted
