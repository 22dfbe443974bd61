"""The answers that only a person can mark, as plain text."""

from portal.assignments import notebooks
from portal.assignments.models import Submission
from portal.core import files


def written_answers(submission: Submission) -> dict[str, str]:
    """Return what the learner wrote in each solution cell, by grade_id.

    Raises:
        StoredFileMissingError: the store has lost the notebook.
    """
    return notebooks.answers(notebooks.parse(files.read(submission.notebook_sha256)))
