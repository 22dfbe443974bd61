"""Data of a learner's own: the seed, the files, and where they are kept.

The seed follows from the server's secret, the learner, the exercise and the release, so that the
same learner always gets the same files and nobody can work out another's. The files are made once,
by the grading program, and kept: what was fetched is what is graded.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from django.utils.crypto import salted_hmac

from graders.contract import FileRef, VariantRequest
from portal.assignments import grader_client
from portal.assignments.models import LearnerVariant, Release
from portal.core import files
from portal.people.models import User

DATA = PurePosixPath("data")


def seed_for(learner: User, release: Release) -> int:
    """Return the number from which the learner's data are made."""
    names = f"{learner.uuid}:{release.assignment.uuid}:{release.number}"
    digest = salted_hmac("academy.variants", names, algorithm="sha256").digest()
    return int.from_bytes(digest[:8]) >> 1


def files_for(learner: User, release: Release) -> Sequence[Mapping[str, Any]]:
    """Return the files beside the learner's notebook, made now if they never were.

    Raises:
        GraderError: they must be made, and the grading program does not make them.
        StoredFileMissingError: the store has lost what they are made from.
    """
    recipe = release.variants
    if not recipe:
        entries: Sequence[Mapping[str, Any]] = release.files
        return entries
    kept = LearnerVariant.objects.filter(release=release, learner=learner).first()
    if kept is not None and all(files.path(entry["sha256"]).is_file() for entry in kept.files):
        own = kept.files
    else:
        own = _make(learner, release, recipe)
        LearnerVariant.objects.update_or_create(
            release=release, learner=learner, defaults={"files": own}
        )
    by_name = {entry["name"]: entry for entry in own}
    return [by_name.get(entry["name"], entry) for entry in release.files]


def _make(learner: User, release: Release, recipe: Mapping[str, Any]) -> list[dict[str, Any]]:
    given = [
        FileRef(**{**entry, "name": PurePosixPath(entry["name"]).name}) for entry in release.files
    ]
    request = VariantRequest(
        generator_sha256=recipe["generator_sha256"],
        files=given,
        makes=recipe["makes"],
        seed=seed_for(learner, release),
    )
    made = grader_client.variant(request, read_blob=files.read)
    for data in made.values():
        files.put(data)
    return [
        {"name": str(DATA / name), "sha256": sha256(data).hexdigest(), "size": len(data)}
        for name, data in made.items()
    ]
