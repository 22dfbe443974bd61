"""Reading untrusted notebooks."""

import json

import pytest

from portal.assignments import notebooks
from portal.assignments.errors import NotANotebookError
from tests.factories.assignments import notebook


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.4",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"nbformat": 3, "nbformat_minor": 0, "worksheets": []}',
        b'{"nbformat": 4, "nbformat_minor": 5, "cells": [{"cell_type": "code"}]}',
        b'{"nbformat": 4, "nbformat_minor": 5, "cells": [{"cell_type": "exe", "source": ""}]}',
        b'{"nbformat": 4, "nbformat_minor": 5, "cells": [{"cell_type": "code", "source": 7}]}',
        b"[" * 100_000,
    ],
)
def test_parse_of_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(NotANotebookError):
        notebooks.parse(data)


def test_parse_with_too_many_cells_is_refused() -> None:
    cell = {"cell_type": "raw", "source": "", "metadata": {}}
    document = {"nbformat": 4, "nbformat_minor": 5, "cells": [cell] * (notebooks.MAX_CELLS + 1)}

    with pytest.raises(NotANotebookError):
        notebooks.parse(json.dumps(document).encode())


def test_parse_joins_lines_and_survives_odd_metadata() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["a\n", "b"], "metadata": {"nbgrader": 5}},
        {"cell_type": "code", "source": "", "metadata": {"nbgrader": {"grade_id": ["x"]}}},
    ]
    document = {"nbformat": 4, "nbformat_minor": 5, "cells": cells}

    parsed = notebooks.parse(json.dumps(document).encode())

    assert [cell.text for cell in parsed.cells] == ["a\nb", ""]
    assert [cell.grade_id for cell in parsed.cells] == [None, None]


def test_is_blank_ignores_white_space_and_runs_outside_solutions() -> None:
    starter = notebooks.parse(notebook())

    assert notebooks.is_blank(notebooks.parse(notebook("# YOUR CODE HERE\n\n")), starter)
    assert not notebooks.is_blank(notebooks.parse(notebook("n = 2")), starter)
    assert not notebooks.is_blank(notebooks.parse(notebook(reading="It says…")), starter)


def test_is_blank_when_the_solution_cells_were_deleted_is_not_blank() -> None:
    document = json.loads(notebook())
    document["cells"] = document["cells"][:1]

    parsed = notebooks.parse(json.dumps(document).encode())

    assert not notebooks.is_blank(parsed, notebooks.parse(notebook()))
