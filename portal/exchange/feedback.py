"""The feedback page that nbgrader's fetch_feedback puts into the learner's folder.

It is made from the structured result, so it holds neither the tests nor anything that a cell
printed, and every word of the learner's is escaped.
"""

import hashlib
from pathlib import PurePosixPath

from django.conf import settings
from django.template.loader import render_to_string

from portal.assignments.models import Submission
from portal.assignments.selectors import result_for


def notebook_id(submission: Submission) -> str:
    """Return the notebook's name without its ending, as nbgrader wants it."""
    return PurePosixPath(submission.release.notebook_name).stem


def feedback_html(submission: Submission) -> str | None:
    """Return the page, or None while there is nothing to say yet."""
    if not submission.is_settled:
        return None
    context = {
        "submission": submission,
        "result": result_for(submission),
        "result_url": f"{settings.PUBLIC_URL}{submission.get_absolute_url()}",
    }
    return render_to_string("exchange/feedback.html", context)


def feedback_sha256(submission: Submission) -> str | None:
    """Return the hash by which nbgrader notices that the page has changed."""
    html = feedback_html(submission)
    return None if html is None else hashlib.sha256(html.encode("utf-8")).hexdigest()
