"""Reading an untrusted notebook: only as much of it as the portal needs, and no code of it runs."""

import json
from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from portal.assignments.errors import NotANotebookError

MAX_CELLS = 2_000
STAMP = "academy"
"""The key in a notebook's metadata under which a release names itself."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)


class Cell(_Part):
    """One cell, of which only kind, text and metadata are looked at."""

    cell_type: Literal["code", "markdown", "raw"]
    source: str | list[str]
    metadata: dict[str, Any] = Field(default_factory=dict)

    @property
    def text(self) -> str:
        """The cell's text, however the file splits it."""
        return self.source if isinstance(self.source, str) else "".join(self.source)

    @property
    def grade_id(self) -> str | None:
        """The name by which nbgrader knows the cell."""
        settings = self.metadata.get("nbgrader")
        name = settings.get("grade_id") if isinstance(settings, dict) else None
        return name if isinstance(name, str) else None

    @property
    def is_solution(self) -> bool:
        """Whether the learner is asked to write here."""
        settings = self.metadata.get("nbgrader")
        return bool(isinstance(settings, dict) and settings.get("solution"))


class Stamp(BaseModel):
    """What a released notebook says of itself: whose exercise it is, and which version."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    assignment: UUID
    release: int = Field(ge=1, le=1_000_000)


class Notebook(_Part):
    """A notebook of format 4."""

    nbformat: Literal[4]
    nbformat_minor: int = Field(ge=0)
    metadata: dict[str, Any] = Field(default_factory=dict)
    cells: list[Cell] = Field(max_length=MAX_CELLS)

    @property
    def stamp(self) -> Stamp | None:
        """Where the notebook was fetched from; None when it does not say, or says nonsense."""
        try:
            return Stamp.model_validate(self.metadata.get(STAMP))
        except ValidationError:
            return None


def parse(data: bytes) -> Notebook:
    """Read a notebook file.

    Raises:
        NotANotebookError: the bytes are not a notebook of format 4.
    """
    try:
        return Notebook.model_validate(json.loads(data.decode("utf-8-sig")))
    except (ValueError, ValidationError, RecursionError):
        raise NotANotebookError from None


def stamped(data: bytes, *, assignment: UUID, release: int) -> bytes:
    """Return a released notebook that says in its metadata where it comes from."""
    document = json.loads(data)
    stamp = Stamp(assignment=assignment, release=release).model_dump(mode="json")
    document["metadata"] = {**document.get("metadata", {}), STAMP: stamp}
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def answers(notebook: Notebook) -> dict[str, str]:
    """Return the text of every solution cell by grade_id."""
    return {
        cell.grade_id: cell.text
        for cell in notebook.cells
        if cell.is_solution and cell.grade_id is not None
    }


def is_blank(submitted: Notebook, starter: Notebook) -> bool:
    """Answer whether every solution cell still says what the starter says."""
    asked = answers(starter)
    given = _texts(submitted, asked)
    return all(given.get(name, "").strip() == text.strip() for name, text in asked.items())


def _texts(notebook: Notebook, names: Mapping[str, str]) -> dict[str, str]:
    return {
        cell.grade_id: cell.text
        for cell in notebook.cells
        if cell.grade_id is not None and cell.grade_id in names
    }
