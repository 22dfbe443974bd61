"""Reads an untrusted notebook and builds, from our source, the cells that will run."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graders.contract import MAX_NOTEBOOK_BYTES
from graders.errors import RejectedNotebookError
from graders.pipeline.source import CellRole, Source, SourceCell

MAX_CELLS = 1000
MAX_SOURCE_CHARS = 2_000_000
_KINDS = ("code", "markdown", "raw")


@dataclass(frozen=True)
class SubmittedCell:
    """All that is taken from a cell of an upload: its text, and where it says it belongs."""

    kind: str
    source: str
    grade_id: str | None


@dataclass(frozen=True)
class RunCell:
    """One cell to execute. `origin` is the source cell; None for a cell that the learner added."""

    number: int
    source: str
    origin: SourceCell | None

    @property
    def is_test(self) -> bool:
        """Whether this is one of our test cells."""
        return self.origin is not None and self.origin.role is CellRole.TEST


@dataclass(frozen=True)
class Prepared:
    """A submission ready to run: code cells in order, and the texts given to answer cells."""

    cells: tuple[RunCell, ...]
    answers: dict[str, list[str]]


def parse_submission(data: bytes) -> list[SubmittedCell]:
    """Read an uploaded notebook strictly; metadata, outputs, ids and tags are never looked at.

    Raises:
        RejectedNotebookError: says in plain words why it is no notebook that can be graded.
    """
    if len(data) > MAX_NOTEBOOK_BYTES:
        reason = "The notebook is larger than 10 MB. Clear its outputs, save, and submit again."
        raise RejectedNotebookError("too_large", reason)
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        reason = "The file is not a readable notebook. Download it again as .ipynb and submit that."
        raise RejectedNotebookError("not_a_notebook", reason) from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or type(notebook.get("nbformat")) is not int:
        reason = "The file is JSON but not a notebook: it has no cells."
        raise RejectedNotebookError("not_a_notebook", reason)
    if notebook["nbformat"] != 4:
        reason = "The notebook is in an old or unknown format. Open it in JupyterLab and save it."
        raise RejectedNotebookError("wrong_format", reason)
    if len(cells) > MAX_CELLS:
        reason = f"The notebook has more than {MAX_CELLS} cells."
        raise RejectedNotebookError("too_many_cells", reason)
    parsed = [_parse_cell(cell, number) for number, cell in enumerate(cells, start=1)]
    if sum(len(cell.source) for cell in parsed) > MAX_SOURCE_CHARS:
        raise RejectedNotebookError("too_large", "The notebook's cells hold too much text.")
    return parsed


def _parse_cell(cell: Any, number: int) -> SubmittedCell:
    kind = cell.get("cell_type") if isinstance(cell, dict) else None
    source = cell.get("source", "") if isinstance(cell, dict) else None
    if isinstance(source, list) and all(isinstance(part, str) for part in source):
        source = "".join(source)
    if kind not in _KINDS or not isinstance(source, str):
        reason = f"Cell {number} of the notebook is damaged. Open it in JupyterLab and save it."
        raise RejectedNotebookError("damaged_cell", reason)
    settings = cell.get("metadata")
    settings = settings.get("nbgrader") if isinstance(settings, dict) else None
    grade_id = settings.get("grade_id") if isinstance(settings, dict) else None
    clean = source.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    return SubmittedCell(str(kind), clean, grade_id if isinstance(grade_id, str) else None)


def prepare(source: Source, submitted: Sequence[SubmittedCell]) -> Prepared:
    """Rebuild the notebook from our source, taking only the learner's texts.

    Known cells stand in the order of the source, whatever order the upload has, and tests are
    always ours. A cell that the learner added follows the known cell it stood behind; a second
    copy of an answer cell counts as an added cell, so that split cells still run whole.

    Raises:
        RejectedNotebookError: the upload shares no cell with this exercise.
    """
    known = source.by_id()
    if not any(cell.grade_id in known for cell in submitted):
        reason = "This is not the notebook of this exercise. Submit the one that you were given."
        raise RejectedNotebookError("other_notebook", reason)
    answers: dict[str, list[str]] = {}
    added: dict[str | None, list[str]] = {}
    anchor: str | None = None
    seen: set[str] = set()
    for cell in submitted:
        origin = known.get(cell.grade_id) if cell.grade_id is not None else None
        if origin is not None and cell.grade_id is not None:
            if origin.takes_answer:
                answers.setdefault(cell.grade_id, []).append(cell.source)
            if cell.grade_id not in seen:
                seen.add(cell.grade_id)
                anchor = cell.grade_id
                continue
            if origin.role is not CellRole.ANSWER:
                continue
        kind = origin.kind if origin is not None else cell.kind
        if kind == "code" and cell.source.strip():
            added.setdefault(anchor, []).append(cell.source)
    return Prepared(tuple(_order(source, answers, added)), answers)


def model_submission(source: Source) -> Prepared:
    """The instructor's own notebook as if it had been handed in."""
    cells = [cell for cell in source.cells if cell.kind == "code" and cell.source.strip()]
    numbered = (RunCell(number, cell.source, cell) for number, cell in enumerate(cells))
    return Prepared(tuple(numbered), {})


def _order(
    source: Source, answers: dict[str, list[str]], added: dict[str | None, list[str]]
) -> Iterable[RunCell]:
    number = 0
    texts: list[tuple[str, SourceCell | None]] = [(text, None) for text in added.get(None, [])]
    for cell in source.cells:
        if cell.grade_id is None:
            continue
        if cell.kind == "code":
            if cell.takes_answer:
                given = answers.get(cell.grade_id, [])
                texts += [(text, cell) for text in given[:1]]
            else:
                texts.append((cell.source, cell))
        texts += [(text, None) for text in added.get(cell.grade_id, [])]
    for text, origin in texts:
        if text.strip():
            yield RunCell(number, text, origin)
            number += 1
