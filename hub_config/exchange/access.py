"""Which courses a learner may work on: the portal knows and checks with each call."""

from __future__ import annotations

from nbgrader.auth import BaseAuthPlugin


class PortalDecides(BaseAuthPlugin):
    """Leaves access to the portal, which answers only for the learner who asks."""

    def get_student_courses(self, student_id: str) -> list[str] | None:
        """Restrict nothing here."""
        return None

    def add_student_to_course(self, student_id: str, course_id: str) -> None:
        """Do nothing: enrolment happens at the portal."""

    def remove_student_from_course(self, student_id: str, course_id: str) -> None:
        """Do nothing: enrolment happens at the portal."""
