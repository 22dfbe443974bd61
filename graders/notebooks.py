"""Reads and writes trusted notebooks (sources and releases), always to the same bytes."""

import json
from typing import Any, cast

import nbformat
from nbformat.notebooknode import NotebookNode

KERNELSPEC = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
_nbformat: Any = nbformat  # nbformat carries no types


def read_notebook(data: bytes) -> NotebookNode:
    """Parse an instructor's notebook of any format version as version 4."""
    return cast("NotebookNode", _nbformat.reads(data.decode("utf-8"), as_version=4))


def new_notebook(cells: list[NotebookNode]) -> NotebookNode:
    """A version 4.5 notebook for the python3 kernel with these cells."""
    notebook = cast(
        "NotebookNode", _nbformat.v4.new_notebook(metadata={"kernelspec": dict(KERNELSPEC)})
    )
    notebook.nbformat_minor = 5
    notebook.cells = cells
    return notebook


def new_cell(kind: str, source: str, metadata: dict[str, Any], cell_id: str) -> NotebookNode:
    """A cell of the given kind with a fixed id, so that two builds agree."""
    cell = cast(
        "NotebookNode",
        _nbformat.from_dict(
            {"id": cell_id, "cell_type": kind, "metadata": metadata, "source": source}
        ),
    )
    if kind == "code":
        cell.execution_count, cell.outputs = None, []
    return cell


def dump_notebook(notebook: NotebookNode) -> bytes:
    """Validate and serialise; equal notebooks give equal bytes."""
    _nbformat.validate(notebook)
    return (json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def nbgrader_settings(cell: NotebookNode) -> dict[str, Any]:
    """The nbgrader metadata of a cell, empty for a plain cell."""
    settings = cell.metadata.get("nbgrader")
    return dict(settings) if isinstance(settings, dict) else {}
