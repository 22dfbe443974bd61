"""nbgrader's gradebook.db, written through nbgrader's own API.

Importing this module loads nbgrader and SQLAlchemy; only a program that writes a gradebook does.
"""

import contextlib
import warnings
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from nbgrader import api
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
    SaveCells,
)
from sqlalchemy.exc import SAWarning

from graders.notebooks import KERNELSPEC, read_notebook
from graders.settings import programs_beside_python

CellKey = tuple[str, str, str, str]
"""grade_id, notebook, assignment, learner: how nbgrader finds one grade."""

_SAVING_STEPS = (
    LockCells,
    ClearSolutions,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    SaveCells,
)


class Gradebook:
    """A new gradebook of one course."""

    def __init__(self, path: Path, course: str) -> None:
        """Make the database."""
        self._url = f"sqlite:///{path}"
        with programs_beside_python():  # nbgrader calls the program alembic by its name
            self._book: Any = api.Gradebook(self._url, course)

    def __enter__(self) -> Self:
        """Use it in a `with` statement."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the database."""
        self._book.close()

    def add_assignment(self, name: str, sources: Mapping[str, bytes]) -> None:
        """Add an assignment with the cells of its instructor notebooks."""
        self._book.update_or_create_assignment(name)
        for notebook, source in sources.items():
            parsed = read_notebook(source)
            parsed.metadata["kernelspec"] = dict(KERNELSPEC)
            about = {"notebook": notebook, "assignment": name, "db_url": self._url}
            resources: dict[str, Any] = {"nbgrader": about}
            for step in _SAVING_STEPS:
                parsed, resources = step().preprocess(parsed, resources)
        self._book.db.expire_all()

    def add_learner(self, username: str, first_name: str, last_name: str) -> None:
        """Add a learner."""
        self._book.update_or_create_student(username, first_name=first_name, last_name=last_name)

    def add_submission(self, username: str, assignment: str, received_at: datetime) -> None:
        """Add a learner's submission; every grade in it is empty at first."""
        moment = received_at.astimezone(UTC).replace(tzinfo=None)  # nbgrader keeps naive UTC
        with warnings.catch_warnings():  # nbgrader's own, about the order in which it adds rows
            warnings.simplefilter("ignore", SAWarning)
            self._book.update_or_create_submission(assignment, username, timestamp=moment)

    def set_grade(
        self, key: CellKey, *, auto_score: float | None, manual_score: float | None, comment: str
    ) -> None:
        """Set one grade; one that has neither score waits for a person."""
        grade = self._book.find_grade(*key)
        grade.auto_score, grade.manual_score = auto_score, manual_score
        grade.needs_manual_grade = auto_score is None and manual_score is None
        if comment:
            # nbgrader keeps comments on answers and tasks, but none on checks
            with contextlib.suppress(api.MissingEntry):
                self._book.find_comment(*key).manual_comment = comment
        self._book.db.commit()
