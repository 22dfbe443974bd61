"""Lists exercises and submissions for nbgrader's "Assignment List"."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path
from typing import Any

from nbgrader.exchange import abc

from hub_config.exchange.base import PortalExchange
from hub_config.exchange.errors import CourseServerError


class PortalList(PortalExchange, abc.ExchangeList):
    """nbgrader's list, as the portal and the learner's home tell it."""

    def copy_files(self) -> None:
        """Copy nothing: a list only looks."""

    def list_files(self) -> list[dict[str, Any]]:
        """Return submissions when nbgrader asks for those, else exercises.

        nbgrader asks with an empty course for the list of courses; that means all of them.
        """
        course, assignment = self.chosen()
        if self.cached or self.inbound:
            return self._submitted(course, assignment)
        return [self._exercise(entry) for entry in self.client.assignments(course, assignment)]

    def remove_files(self) -> None:
        """Refuse: what was handed in stays."""
        raise CourseServerError("Submissions and exercises cannot be removed from here.")

    def _exercise(self, entry: dict[str, Any]) -> dict[str, Any]:
        folder = self.folder(entry["course_id"], entry["assignment_id"])
        fetched = folder.is_dir()
        if fetched:
            notebooks = [_notebook(path.stem, path) for path in sorted(folder.glob("*.ipynb"))]
        else:
            notebooks = [_notebook(name, None) for name in entry["notebooks"]]
        return {
            "course_id": entry["course_id"],
            "assignment_id": entry["assignment_id"],
            "status": "fetched" if fetched else "released",
            "path": str(folder) if fetched else "",
            "notebooks": notebooks,
        }

    def _submitted(self, course: str, assignment: str) -> list[dict[str, Any]]:
        groups: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for entry in self.client.submissions(course, assignment):
            who = (entry["course_id"], entry["assignment_id"], entry["student_id"])
            groups[who].append(self._submission(entry))
        return [
            {
                "course_id": course_id,
                "assignment_id": assignment_id,
                "student_id": student_id,
                "status": "submitted",
                "submissions": sorted(made, key=lambda one: str(one["timestamp"])),
            }
            for (course_id, assignment_id, student_id), made in sorted(groups.items())
        ]

    def _submission(self, entry: dict[str, Any]) -> dict[str, Any]:
        folder = self.folder(entry["course_id"], entry["assignment_id"])
        feedback = folder / "feedback" / entry["timestamp"]
        notebooks = [_feedback(notebook, feedback) for notebook in entry["notebooks"]]
        local = bool(notebooks) and all(one["has_local_feedback"] for one in notebooks)
        return {
            "course_id": entry["course_id"],
            "assignment_id": entry["assignment_id"],
            "student_id": entry["student_id"],
            "timestamp": entry["timestamp"],
            "status": "submitted",
            "path": "",
            "notebooks": notebooks,
            "has_local_feedback": local,
            "has_exchange_feedback": bool(notebooks)
            and all(one["has_exchange_feedback"] for one in notebooks),
            "feedback_updated": any(one["feedback_updated"] for one in notebooks),
            "local_feedback_path": str(feedback) if local else None,
        }


def _notebook(name: str, path: Path | None) -> dict[str, str]:
    return {"notebook_id": name, "path": str(path) if path else ""}


def _feedback(notebook: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Compare a notebook's feedback page on disk with the portal's."""
    page = folder / f"{notebook['notebook_id']}.html"
    offered = notebook.get("feedback_sha256")
    here = hashlib.sha256(page.read_bytes()).hexdigest() if page.is_file() else None
    return {
        "notebook_id": notebook["notebook_id"],
        "path": str(page),
        "has_local_feedback": here is not None,
        "has_exchange_feedback": bool(offered),
        "local_feedback_path": str(page) if here else None,
        "feedback_updated": bool(here and offered and here != offered),
    }
