"""Errors of the grading program; each says what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass


class GradersError(Exception):
    """Base of every error that the grading program raises on purpose."""


@dataclass(frozen=True)
class ContentProblem:
    """One mistake in an exercise folder: which file, which key, and why it is wrong."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        """One line for a person: file, key, reason."""
        place = f"{self.file}: {self.key}" if self.key else self.file
        return f"{place}: {self.reason}"


class ExerciseError(GradersError):
    """An exercise folder that cannot be used; carries every problem found, not only the first."""

    def __init__(self, problems: Sequence[ContentProblem]) -> None:
        """Keep the problems and write them one a line."""
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class RejectedNotebookError(GradersError):
    """A submission that cannot be graded at all; `code` is for programs, the text for people."""

    def __init__(self, code: str, reason: str) -> None:
        """Keep the code beside the words."""
        self.code = code
        super().__init__(reason)


class SandboxUnavailableError(GradersError):
    """The machine cannot isolate untrusted code; says what is missing and how to allow it."""


class ZygoteGoneError(GradersError):
    """The warm process that forks graders has ended; it is started again for the next request."""
