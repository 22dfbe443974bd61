"""What a parity case is: one honest submission of one assignment, as a learner would hand it in."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Notebook = dict[str, Any]
Change = Callable[[Notebook], None]


@dataclass(frozen=True)
class Case:
    """A submission: answers by grade_id over all notebooks, and what else was done to the files.

    Attributes:
        name: Stands for the learner; nbgrader sees it as the student's id.
        kind: What sort of work this is, for the reference page.
        answers: Texts of solution cells; those that are not named stay as they were released.
        change: Done to every notebook that holds one of the cells `touches`, or to all.
        left_out: Notebooks that are not handed in at all.
    """

    name: str
    kind: str
    answers: Mapping[str, str] = field(default_factory=dict)
    change: Change | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assignment:
    """Instructor notebooks in nbgrader's format, files beside them, and submissions."""

    name: str
    notebooks: Mapping[str, bytes]
    cases: tuple[Case, ...]
    files: Mapping[str, str] = field(default_factory=dict)

    def submitted(self, case: Case, notebook: str, release: bytes) -> bytes | None:
        """The released notebook with the case's work in it; None when it is not handed in."""
        if notebook in case.left_out:
            return None
        parsed: Notebook = json.loads(release)
        for cell in parsed["cells"]:
            grade_id = grade_id_of(cell)
            if grade_id is not None and grade_id in case.answers:
                cell["source"] = case.answers[grade_id]
        if case.change is not None:
            case.change(parsed)
        return json.dumps(parsed).encode()

    def write_files(self, folder: Path) -> dict[str, Path]:
        """Put the data files in a folder; returns where each lies."""
        written = {}
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            written[name] = path
        return written


def grade_id_of(cell: Notebook) -> str | None:
    """The name by which nbgrader knows a cell; None for a plain one."""
    found: str | None = cell["metadata"].get("nbgrader", {}).get("grade_id")
    return found


def position(parsed: Notebook, grade_id: str) -> int:
    """Where the cell with this name stands; -1 in a notebook that has no such cell."""
    for number, cell in enumerate(parsed["cells"]):
        if grade_id_of(cell) == grade_id:
            return number
    return -1


def added(text: str, kind: str = "code") -> Notebook:
    """A cell that a learner adds."""
    cell: Notebook = {"id": "added", "cell_type": kind, "metadata": {}, "source": text}
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    return cell


def insert(before: str, text: str, kind: str = "code") -> Change:
    """Add a cell in front of a known one."""

    def change(parsed: Notebook) -> None:
        place = position(parsed, before)
        if place >= 0:
            parsed["cells"].insert(place, added(text, kind))

    return change


def delete(*grade_ids: str) -> Change:
    """Remove known cells."""

    def change(parsed: Notebook) -> None:
        parsed["cells"] = [cell for cell in parsed["cells"] if grade_id_of(cell) not in grade_ids]

    return change


def rewrite(grade_id: str, text: str) -> Change:
    """Overwrite the text of a cell that is not the learner's to write."""

    def change(parsed: Notebook) -> None:
        place = position(parsed, grade_id)
        if place >= 0:
            parsed["cells"][place]["source"] = text

    return change
