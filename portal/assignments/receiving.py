"""Taking in a submission.

1. What was sent is opened and checked; a refusal stores nothing and uses no attempt.
2. The notebook says which release it was fetched from; it is graded against that one.
3. The exact bytes are written to the file store and synced to the disk.
4. In one transaction: the row, the audit event and the job that will grade it.
5. Only then the caller gets the submission, from which it makes the learner's receipt.
"""

import re
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from portal.assignments import notebooks, tasks, versions
from portal.assignments.errors import (
    BusyError,
    IdempotencyConflictError,
    IdempotencyKeyError,
    ReleaseIncompleteError,
    UnknownAssignmentError,
)
from portal.assignments.models import Assignment, Release, Submission
from portal.assignments.policies import check_can_submit
from portal.assignments.uploads import Opened, Upload, open_upload
from portal.core import audit, files
from portal.people.models import User

SAME_CLICK = timedelta(seconds=10)
"""The same notebook sent again within this time is one click too many, not another attempt."""
_KEY = re.compile(r"[\x21-\x7e]{8,200}")


def receive_submission(
    *,
    learner: User,
    assignment: Assignment,
    upload: Upload,
    via: str,
    idempotency_key: str,
    at: datetime,
) -> Submission:
    """Store a submission durably and queue it; the same key or click gives the same submission.

    Raises:
        SubmissionRefusedError: by what is wrong; nothing is stored. So ReleaseIncompleteError.
    """
    if not _KEY.fullmatch(idempotency_key):
        raise IdempotencyKeyError
    newest = _newest(assignment)
    known = _by_key(learner, assignment, idempotency_key)
    if known is None:
        check_can_submit(learner, assignment, at=at)
    opened = open_upload(upload, expected=versions.notebook_names(assignment))
    release = versions.release_worked_on(assignment, opened.notebook, newest)
    sha256, notebook = files.put(upload.data), files.put(opened.data)
    if known is not None:
        return _same(known, notebook)
    return _write_or_find(
        Submission(
            assignment=assignment,
            release=release,
            learner=learner,
            received_at=at,
            sha256=sha256,
            size=len(upload.data),
            media_type=upload.media_type,
            notebook_sha256=notebook,
            via=via,
            is_blank=_is_blank(opened, release),
            extra_files=list(opened.extra_files),
            idempotency_key=idempotency_key,
        )
    )


def _newest(assignment: Assignment) -> Release:
    release = assignment.latest_release
    if release is None:
        raise UnknownAssignmentError
    return release


def _write_or_find(draft: Submission) -> Submission:
    """Write the row; when another request of the same learner was quicker, its row decides."""
    try:
        return _write(draft)
    except IntegrityError:
        known = _by_key(draft.learner, draft.assignment, draft.idempotency_key)
        if known is None:
            raise BusyError from None
        return _same(known, draft.notebook_sha256)


@transaction.atomic
def _write(draft: Submission) -> Submission:
    """Write row, audit event and job together, one submission of a learner at a time."""
    learner, assignment = draft.learner, draft.assignment
    User.objects.select_for_update(no_key=True).get(pk=learner.pk)
    known = _by_key(learner, assignment, draft.idempotency_key) or _same_click(draft)
    if known is not None:
        return _same(known, draft.notebook_sha256)
    check_can_submit(learner, assignment, at=draft.received_at)
    mine = Submission.objects.filter(learner=learner, assignment=assignment)
    draft.attempt = 1 + max(mine.values_list("attempt", flat=True), default=0)
    draft.save(force_insert=True)
    audit.record(
        action="submission.received",
        by=learner,
        obj=draft,
        data={"sha256": draft.sha256, "attempt": draft.attempt, "via": draft.via},
    )
    tasks.grade_submission.enqueue(submission=str(draft.uuid))
    return draft


def _by_key(learner: User, assignment: Assignment, key: str) -> Submission | None:
    mine = Submission.objects.filter(learner=learner, assignment=assignment)
    return mine.filter(idempotency_key=key).first()


def _same_click(draft: Submission) -> Submission | None:
    return Submission.objects.filter(
        learner=draft.learner,
        assignment=draft.assignment,
        notebook_sha256=draft.notebook_sha256,
        received_at__gt=draft.received_at - SAME_CLICK,
    ).first()


def _same(known: Submission, notebook_sha256: str) -> Submission:
    if known.notebook_sha256 != notebook_sha256:
        raise IdempotencyConflictError
    return known


def _is_blank(opened: Opened, release: Release) -> bool:
    try:
        starter = files.read(release.starter_sha256)
    except files.StoredFileMissingError as error:
        raise ReleaseIncompleteError(str(error)) from error
    return notebooks.is_blank(opened.notebook, notebooks.parse(starter))
