"""Builds uploads out of answers, and grades them."""

import copy
import json
from collections.abc import Callable, Mapping
from typing import Any

from graders.build import BuiltExercise
from graders.contract import GradeResult, Limits, Mode
from graders.engine import Engine, Job

CANARY = "CANARY-1f2e"
"""Stands in every hidden test of the sample exercise, and may stand in no result."""

QUICK = Limits(seconds=8, cell_seconds=1.5, memory_mb=512, disk_mb=16, processes=32)
RIGHT = {
    "size": "rows = len(strikes)",
    "means": 'means = strikes.groupby("year")["days"].mean()',
    "share": "def share_longer(table, limit):\n    return (table['days'] > limit).mean()",
}

Grade = Callable[..., GradeResult]
Notebook = dict[str, Any]


def notebook(built: BuiltExercise, answers: Mapping[str, str] = RIGHT) -> Notebook:
    """The release with these answers, as a learner's JupyterLab would save it."""
    parsed: Notebook = json.loads(built.release)
    for cell in parsed["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if grade_id in answers:
            cell["source"] = answers[grade_id]
    return parsed


def cell_of(parsed: Notebook, grade_id: str) -> Notebook:
    """The cell with a grade_id."""
    found: Notebook = next(
        cell
        for cell in parsed["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )
    return found


def plain_cell(source: str) -> Notebook:
    """A cell that a learner adds."""
    return {
        "cell_type": "code",
        "execution_count": 1,
        "id": "added",
        "metadata": {},
        "outputs": [],
        "source": source,
    }


def changed(built: BuiltExercise, change: Callable[[Notebook], None]) -> bytes:
    """The right answers in a notebook to which something was done."""
    parsed = copy.deepcopy(notebook(built))
    change(parsed)
    return json.dumps(parsed).encode()


def grader(engine: Engine, built: BuiltExercise) -> Grade:
    """A function that grades answers (right ones where none are given) or raw bytes."""

    def grade(
        answers: Mapping[str, str] | bytes | None = None,
        *,
        mode: Mode = Mode.SPLIT,
        limits: Limits = QUICK,
    ) -> GradeResult:
        if isinstance(answers, bytes):
            data = answers
        else:
            data = json.dumps(notebook(built, {**RIGHT, **(answers or {})})).encode()
        return engine.grade(
            Job(
                source=built.source,
                submission=data,
                name="upload.ipynb",
                limits=limits,
                mode=mode,
                messages=built.manifest.messages(),
            )
        )

    return grade
