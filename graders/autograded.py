"""The notebook that nbgrader's tools show to an instructor: a learner's work with our findings.

Tests are the instructor's; of an upload only the text of its cells is taken. Written text becomes a
block of plain text, because nbgrader would show a learner's HTML and links as they are.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import ClearSolutions, ComputeChecksums, LockCells

from graders.contract import CellResult
from graders.notebooks import (
    KERNELSPEC,
    dump_notebook,
    nbgrader_settings,
    new_cell,
    new_notebook,
    read_notebook,
)
from graders.pipeline.prepare import SubmittedCell, parse_submission

_FENCE = re.compile(r"`{3,}")


def autograded_notebook(source: bytes, submission: bytes, cells: Mapping[str, CellResult]) -> bytes:
    """Put the learner's texts into the instructor's notebook, and our words under each check.

    Raises:
        RejectedNotebookError: the submission is no notebook that could have been graded.
    """
    known = _instructors_cells(source)
    answers: dict[str, str] = {}
    added: dict[str | None, list[SubmittedCell]] = {}
    anchor: str | None = None
    for cell in parse_submission(submission):
        if cell.grade_id in known and cell.grade_id not in answers:
            answers[cell.grade_id or ""] = cell.source
            anchor = cell.grade_id
        else:
            added.setdefault(anchor, []).append(cell)
    made = list(_texts(added.get(None, []), "start"))
    for grade_id, original in known.items():
        made.append(_shown(original, answers.get(grade_id), cells.get(grade_id)))
        made += _texts(added.get(grade_id, []), grade_id)
    for number, shown in enumerate(made):
        shown["id"] = f"cell-{number}"
    return dump_notebook(new_notebook(made))


def _instructors_cells(source: bytes) -> dict[str, NotebookNode]:
    """Cells with a grade_id as nbgrader grades them: hidden tests in, solutions out."""
    notebook = read_notebook(source)
    notebook.metadata["kernelspec"] = dict(KERNELSPEC)
    resources: dict[str, Any] = {}
    for step in (LockCells, ClearSolutions, ComputeChecksums):
        notebook, resources = step().preprocess(notebook, resources)
    named = ((nbgrader_settings(cell).get("grade_id"), cell) for cell in notebook.cells)
    return {str(grade_id): cell for grade_id, cell in named if grade_id is not None}


def _shown(original: NotebookNode, answer: str | None, result: CellResult | None) -> NotebookNode:
    settings = nbgrader_settings(original)
    text = str(original.source)
    if settings.get("solution"):
        text = answer if answer is not None else "This cell is missing from the submission."
        text = _as_plain_text(text) if original.cell_type == "markdown" else text
    cell = new_cell(original.cell_type, text, dict(original.metadata), "cell")
    if cell.cell_type == "code" and result is not None:
        cell.outputs = [_output(result)]
    return cell


def _output(result: CellResult) -> dict[str, Any]:
    score = "not marked yet" if result.score is None else f"{result.score:g}"
    lines = [f"{score} of {result.max_score:g} points. {result.message}".strip()]
    lines += [part for part in (result.traceback,) if part]
    return {"output_type": "stream", "name": "stdout", "text": "\n".join(lines) + "\n"}


def _texts(cells: list[SubmittedCell], near: str) -> Iterator[NotebookNode]:
    for cell in cells:
        plain = cell.source if cell.kind == "code" else _as_plain_text(cell.source)
        kind = "code" if cell.kind == "code" else "markdown"
        yield new_cell(kind, plain, {}, near)


def _as_plain_text(text: str) -> str:
    """A fenced block that the text itself cannot end."""
    longest = max((len(found) for found in _FENCE.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}text\n{text}\n{fence}"
