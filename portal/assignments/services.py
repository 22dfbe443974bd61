"""The writes that other apps may ask of this one."""

from portal.assignments.marking import mark, regrade
from portal.assignments.receiving import receive_submission
from portal.assignments.syncing import SyncReport, sync_assignments
from portal.assignments.uploads import Upload

__all__ = [
    "SyncReport",
    "Upload",
    "mark",
    "receive_submission",
    "regrade",
    "sync_assignments",
]
