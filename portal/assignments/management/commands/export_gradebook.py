"""`python -m portal export_gradebook COURSE DIR`: a course for nbgrader's own tools."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from graders.course_folder import CourseFolderError
from portal.assignments.course_export import export_gradebook
from portal.assignments.errors import UnknownCourseError
from portal.core.files import StoredFileMissingError


class Command(BaseCommand):
    """Writes a course folder with a gradebook.db for instructors."""

    help = (
        "Write a course as nbgrader keeps one. The folder holds hidden tests, names and scores: "
        "it is for instructors only."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's arguments."""
        parser.add_argument("course", help="the course's short name")
        parser.add_argument("folder", type=Path, help="a folder that does not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write and say what was written."""
        try:
            report = export_gradebook(course=options["course"], folder=options["folder"], by=None)
        except (UnknownCourseError, CourseFolderError, StoredFileMissingError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"{report.assignments} assignments, {report.learners} learners, "
            f"{report.submissions} submissions in {options['folder']}"
        )
        if report.without_result:
            self.stdout.write(
                f"{report.without_result} times a learner has no submission with a result yet; "
                "these were left out."
            )
