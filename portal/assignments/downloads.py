"""What learners may take home: a release, the same for their own computer, their own submission."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from portal.assignments.archives import pack_archive
from portal.assignments.errors import ReleaseIncompleteError
from portal.assignments.grader_client import GraderError
from portal.assignments.models import Assignment, Release, Submission
from portal.assignments.variants import files_for
from portal.core import files
from portal.people.models import User


def release_archive(assignment: Assignment, *, learner: User) -> bytes:
    """Return the archive of the newest release with the learner's own data, for a workspace.

    Raises:
        ReleaseIncompleteError: a file of it is missing on the server's disk, or cannot be made.
    """
    release = _newest(assignment)
    if not release.variants:
        return _stored(release.archive_sha256)
    return pack_archive(_members(release, learner), at=release.created_at)


def own_computer_archive(assignment: Assignment, *, learner: User, at: datetime) -> bytes:
    """Return the newest release with what a computer without the academy needs besides.

    Raises:
        ReleaseIncompleteError: a file of it is missing on the server's disk, or cannot be made.
    """
    release = _newest(assignment)
    members = _members(release, learner) | _checks_library()
    members["README.txt"] = _readme(assignment, release).encode("utf-8")
    return pack_archive(
        {f"{assignment.slug}/{name}": data for name, data in members.items()}, at=at
    )


def submitted_bytes(submission: Submission) -> bytes:
    """Return exactly what was submitted.

    Raises:
        StoredFileMissingError: the store has lost it.
    """
    return files.read(submission.sha256)


def _newest(assignment: Assignment) -> Release:
    release = assignment.latest_release
    if release is None:
        raise ReleaseIncompleteError(f"{assignment} has no release")
    return release


def _members(release: Release, learner: User) -> dict[str, bytes]:
    """Return notebook and data of a release, the data being the learner's own where they differ."""
    try:
        entries = files_for(learner, release)
    except (GraderError, files.StoredFileMissingError) as error:
        raise ReleaseIncompleteError(str(error)) from error
    return {
        release.notebook_name: _stored(release.starter_sha256),
        **{entry["name"]: _stored(entry["sha256"]) for entry in entries},
    }


def _stored(sha256: str) -> bytes:
    try:
        return files.read(sha256)
    except files.StoredFileMissingError as error:
        raise ReleaseIncompleteError(str(error)) from error


def _checks_library() -> dict[str, bytes]:
    """Return the modules behind `from academy_checks import …`, so that practice checks run."""
    graders = Path(settings.REPOSITORY) / "graders"
    library = graders / "checks"
    members = {"academy_checks.py": (library / "importable" / "academy_checks.py").read_bytes()}
    members["graders/__init__.py"] = b""
    for module in sorted(library.glob("*.py")):
        members[f"graders/checks/{module.name}"] = module.read_bytes()
    return members


def _readme(assignment: Assignment, release: Release) -> str:
    return _(
        "%(title)s\n\n"
        "1. Install Python 3.11 or later, then: pip install jupyterlab pandas matplotlib\n"
        "2. In this folder start: jupyter lab %(notebook)s\n"
        "3. Solve the tasks and run the practice checks. Do not rename the notebook.\n"
        "4. Save it, and upload it at\n   %(url)s\n"
    ) % {
        "title": assignment.title,
        "notebook": release.notebook_name,
        "url": f"{settings.PUBLIC_URL}{assignment.get_absolute_url()}",
    }
