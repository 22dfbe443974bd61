"""What all exchange plugins share: the portal in place of a shared directory."""

from __future__ import annotations

from pathlib import Path

from nbgrader.exchange import abc
from traitlets import Bool

from hub_config.exchange.client import ExchangeClient
from hub_config.exchange.errors import CourseServerError


class PortalExchange(abc.Exchange):
    """An nbgrader exchange that copies nothing through the file system."""

    # nbgrader's own plugins declare this trait; its handlers and our folder layout rely on it.
    path_includes_course = Bool(
        True, help="Whether an exercise's folder lies in a folder named after its course."
    ).tag(config=True)

    @property
    def client(self) -> ExchangeClient:
        """The portal, asked as this workspace's learner."""
        return ExchangeClient.from_workspace()

    def chosen(self) -> tuple[str, str]:
        """Return the course and exercise that nbgrader was told to work on."""
        return self.coursedir.course_id, self.coursedir.assignment_id

    def folder(self, course: str, assignment: str) -> Path:
        """Return where an exercise lives in the learner's home."""
        for name in (course, assignment):
            if not name or name.startswith(".") or "/" in name or "\0" in name:
                raise CourseServerError(f"{name!r} is not the name of a course or an exercise.")
        return Path(self.assignment_dir, course, assignment).absolute()

    def init_src(self) -> None:
        """Need no source directory."""

    def init_dest(self) -> None:
        """Need no target directory."""
