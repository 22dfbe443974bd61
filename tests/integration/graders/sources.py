"""Makes small instructor notebooks in code."""

import json
from typing import Any


def source(*cells: dict[str, Any]) -> bytes:
    """An instructor notebook of these cells."""
    for number, cell in enumerate(cells):
        cell.setdefault("id", f"cell-{number}")
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def _cell(kind: str, text: str, **settings: Any) -> dict[str, Any]:
    metadata: dict[str, Any] = {}
    if settings:
        flags = {"grade": False, "solution": False, "task": False, "locked": False}
        metadata = {"nbgrader": {**flags, "schema_version": 3, **settings}}
    cell: dict[str, Any] = {"cell_type": kind, "metadata": metadata, "source": text}
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    return cell


def given(text: str) -> dict[str, Any]:
    """A plain code cell."""
    return _cell("code", text)


def locked(grade_id: str, text: str) -> dict[str, Any]:
    """A read-only code cell."""
    return _cell("code", text, grade_id=grade_id, locked=True)


def answer(grade_id: str, text: str) -> dict[str, Any]:
    """A solution cell with its solution."""
    body = f"### BEGIN SOLUTION\n{text}\n### END SOLUTION"
    return _cell("code", body, grade_id=grade_id, solution=True)


def check(grade_id: str, text: str, points: float = 1) -> dict[str, Any]:
    """A visible test cell."""
    return _cell("code", text, grade_id=grade_id, grade=True, locked=True, points=points)


def hidden(grade_id: str, text: str, points: float = 1) -> dict[str, Any]:
    """A test cell that is wholly hidden."""
    body = f"### BEGIN HIDDEN TESTS\n{text}\n### END HIDDEN TESTS"
    return check(grade_id, body, points)


def essay(grade_id: str, text: str, points: float = 2, kind: str = "markdown") -> dict[str, Any]:
    """An answer that a person marks."""
    return _cell(kind, text, grade_id=grade_id, grade=True, solution=True, points=points)


def task(grade_id: str, text: str, points: float = 2) -> dict[str, Any]:
    """A task cell."""
    return _cell("markdown", text, grade_id=grade_id, task=True, locked=True, points=points)


def submission(made_from: bytes, **answers: str) -> bytes:
    """The source as a learner would hand it in, with these answers."""
    parsed = json.loads(made_from)
    for cell in parsed["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if grade_id in answers:
            cell["source"] = answers[grade_id]
    return json.dumps(parsed).encode()
