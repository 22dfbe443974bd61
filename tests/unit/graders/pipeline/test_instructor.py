"""Reading our own notebooks without nbformat gives what nbformat gives."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from graders.notebooks import read_notebook
from graders.pipeline.instructor import InstructorCell, read_cells

REPOSITORY = Path(__file__).resolve().parents[4]
nb: Any = nbformat


def _old_notebook() -> bytes:
    cells = [nb.v3.new_code_cell(input="a = 1\nb = 2"), nb.v3.new_text_cell("markdown", "Words.")]
    sheet = nb.v3.new_worksheet(cells=cells)
    return json.dumps(nb.v3.new_notebook(worksheets=[sheet])).encode()


def test_lines_are_joined_and_settings_kept() -> None:
    cell = {
        "cell_type": "code",
        "metadata": {"nbgrader": {"grade_id": "t", "points": 2}},
        "source": ["a = 1\n", "b = 2"],
    }

    (read,) = read_cells(json.dumps({"nbformat": 4, "cells": [cell]}).encode())

    assert read == InstructorCell("code", "a = 1\nb = 2", {"grade_id": "t", "points": 2})


def test_a_cell_without_settings_has_none() -> None:
    cell = {"cell_type": "markdown", "metadata": {"nbgrader": "no"}, "source": "Grüße"}

    (read,) = read_cells(json.dumps({"nbformat": 4, "cells": [cell]}).encode())

    assert read == InstructorCell("markdown", "Grüße", {})


def test_an_old_notebook_is_read_as_nbformat_reads_it() -> None:
    data = _old_notebook()

    read = read_cells(data)

    assert [(cell.kind, cell.source) for cell in read] == [
        ("code", "a = 1\nb = 2"),
        ("markdown", "Words."),
    ]
    assert [cell.source for cell in read] == [cell.source for cell in read_notebook(data).cells]


@pytest.mark.parametrize("data", [b"no", b"[]", b'{"cells": []}', b"\xff"])
def test_what_is_no_notebook_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        read_cells(data)


def test_a_grading_server_loads_neither_nbformat_nor_jsonschema() -> None:
    program = (
        "import sys, graders.cli; print({'nbformat', 'jsonschema', 'pandas'} & set(sys.modules))"
    )

    said = subprocess.check_output([sys.executable, "-c", program], cwd=REPOSITORY, text=True)

    assert said.strip() == "set()"
