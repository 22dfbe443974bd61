"""Reads the cells of our own notebooks without nbformat.

nbformat brings in jsonschema and its grammars, some 25 MB that a grading server would keep for as
long as it lives. Version 4, the present format, needs none of it: cells are plain JSON.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_PRESENT_FORMAT = 4


@dataclass(frozen=True)
class InstructorCell:
    """One cell of an instructor's notebook or of the release made from it.

    Attributes:
        settings: What nbgrader notes on the cell; empty for a plain one.
    """

    kind: str
    source: str
    settings: Mapping[str, Any]


def read_cells(data: bytes) -> list[InstructorCell]:
    """Read the cells of an instructor's notebook of any format version.

    Raises:
        ValueError: it is no notebook.
    """
    notebook = json.loads(data.decode("utf-8"))
    if not isinstance(notebook, dict) or "nbformat" not in notebook:
        raise ValueError("The file is JSON but not a notebook.")
    if notebook["nbformat"] != _PRESENT_FORMAT:
        # Only notebooks that were written before 2015 come here.
        from graders.notebooks import read_notebook

        notebook = read_notebook(data)
    return [_read(cell) for cell in notebook["cells"]]


def _read(cell: Mapping[str, Any]) -> InstructorCell:
    source = cell["source"]
    settings = cell["metadata"].get("nbgrader")
    return InstructorCell(
        kind=str(cell["cell_type"]),
        source="".join(source) if isinstance(source, list) else str(source),
        settings=settings if isinstance(settings, dict) else {},
    )
