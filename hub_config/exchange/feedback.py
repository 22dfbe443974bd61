"""Fetches the portal's feedback pages into the learner's home."""

from __future__ import annotations

from nbgrader.exchange import abc

from hub_config.exchange.archives import write_whole
from hub_config.exchange.base import PortalExchange
from hub_config.exchange.errors import CourseServerError


class PortalFetchFeedback(PortalExchange, abc.ExchangeFetchFeedback):
    """nbgrader's "Fetch feedback", from the portal."""

    def copy_files(self) -> None:
        """Write each submission's pages below feedback/<time of submission>."""
        course, assignment = self.chosen()
        feedback = self.folder(course, assignment) / "feedback"
        for submission in self.client.feedback(course, assignment):
            folder = feedback / _plain(submission["timestamp"])
            folder.mkdir(parents=True, exist_ok=True)
            for notebook, page in submission["notebooks"].items():
                write_whole(folder / f"{_plain(notebook)}.html", page.encode())


def _plain(name: str) -> str:
    """Return a name that is one path component, or refuse it."""
    if not name or name.startswith(".") or "/" in name or "\0" in name:
        raise CourseServerError(f"The course server sent {name!r} as a name.")
    return name
