"""From exercise folders to assignments and releases.

1. Read: every folder is built; all problems of all folders are collected before any is reported.
2. Plan: a folder whose content has the fingerprint of its latest release gives no new release.
   One that would give a new release and does not pass lint is refused; its earlier release stays.
3. Apply: one transaction for each exercise; files are in the store before a row names them.
An exercise whose folder is gone is no longer offered; its submissions stay.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from graders.contract import FileRef
from graders.errors import ExerciseError
from graders.manifest import MANIFEST_NAME, ExerciseManifest
from portal.assignments import linting, notebooks
from portal.assignments.archives import pack_archive
from portal.assignments.errors import ExerciseSyncError
from portal.assignments.models import Assignment, FormerAddress, Release
from portal.assignments.tasks import LONGEST_GRADING_SECONDS
from portal.competencies.models import Competency
from portal.core import audit, files
from portal.courses.models import CoursePage
from portal.datasets import loading as dataset_loading
from portal.datasets.errors import ContentError
from portal.datasets.manifest import MANIFEST_NAME as DATASET_MANIFEST
from portal.people.models import User

if TYPE_CHECKING:
    from graders.build import BuiltExercise

GRADING_MARGIN_SECONDS = 60.0


@dataclass(frozen=True)
class SyncReport:
    """What a run of ``sync_assignments`` changed, by exercise slug."""

    released: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    withdrawn: tuple[str, ...]
    refused: Mapping[str, Sequence[str]]

    def refusals(self) -> list[str]:
        """Return each reason why an exercise was not published, a line each."""
        return [f"not published: {line}" for reasons in self.refused.values() for line in reasons]


@dataclass(frozen=True)
class Prepared:
    """One exercise, ready to be written down."""

    folder: Path
    manifest: ExerciseManifest
    notebook_name: str
    source: bytes
    starter: bytes
    data_files: Mapping[str, bytes]
    generator: bytes

    def content(self) -> dict[str, Any]:
        """Return the columns of a release that follow from the folder alone."""
        checks = [cell.model_dump(mode="json") for cell in self.manifest.cells]
        return {
            "notebook_name": self.notebook_name,
            "source_sha256": hashlib.sha256(self.source).hexdigest(),
            "starter_sha256": hashlib.sha256(self.starter).hexdigest(),
            "files": [_file_ref(name, data) for name, data in self.data_files.items()],
            "tasks": [task.model_dump(mode="json") for task in self.manifest.tasks],
            "checks": checks,
            "limits": self.manifest.limits.model_dump(mode="json"),
            # Only where there is one, so that the fingerprints of all others stay.
            **({"variants": self._variants()} if self.generator else {}),
        }

    def _variants(self) -> dict[str, Any]:
        settings = self.manifest.variants
        return {
            "generator_sha256": hashlib.sha256(self.generator).hexdigest(),
            "makes": list(settings.files) if settings else [],
        }

    def fingerprint(self) -> str:
        """Return a hash that tells releases apart."""
        return hashlib.sha256(json.dumps(self.content(), sort_keys=True).encode()).hexdigest()


def sync_assignments(
    *, exercises_dir: Path, by: User | None, at: datetime, datasets_dir: Path | None = None
) -> SyncReport:
    """Bring assignments and releases in line with the exercise folders. Idempotent.

    Raises:
        ExerciseSyncError: names every folder, file and key that is wrong; nothing was changed.
    """
    folders = sorted(path.parent for path in exercises_dir.glob(f"*/{MANIFEST_NAME}"))
    datasets = datasets_dir or Path(settings.COURSES_DIR) / "datasets"
    prepared, problems = [], []
    for folder in folders:
        try:
            prepared.append(_prepare(folder, datasets))
        except (ExerciseError, ExerciseSyncError) as error:
            problems += str(error).splitlines()
    problems += _unknown_competencies(prepared)
    if problems:
        raise ExerciseSyncError(problems)
    refused = {item.manifest.slug: _refusal(item, datasets) for item in prepared}
    outcome = {
        item.manifest.slug: _apply(item, by=by, at=at)
        for item in prepared
        if not refused[item.manifest.slug]
    }

    def slugs(kind: str) -> tuple[str, ...]:
        return tuple(slug for slug, what in outcome.items() if what == kind)

    return SyncReport(
        released=slugs("released"),
        updated=slugs("updated"),
        unchanged=slugs("unchanged"),
        withdrawn=_withdraw({item.manifest.uuid for item in prepared}, by=by),
        refused={slug: reasons for slug, reasons in refused.items() if reasons},
    )


def _refusal(item: Prepared, datasets: Path) -> Sequence[str]:
    """Return why the exercise may not get a new release; nothing when it needs none."""
    known = Assignment.objects.filter(uuid=item.manifest.uuid).first()
    latest = known.latest_release if known else None
    if latest is not None and latest.fingerprint == item.fingerprint():
        return ()
    return linting.reasons_to_refuse(item.folder, datasets=datasets)


def _prepare(folder: Path, datasets: Path) -> Prepared:
    # nbgrader's preprocessors come with this import: a second of time and 60 MB of memory that
    # the serving processes, which never build, do not pay.
    from graders.build import build_exercise

    built: BuiltExercise = build_exercise(folder)
    manifest = built.manifest
    if manifest.limits.seconds > LONGEST_GRADING_SECONDS - GRADING_MARGIN_SECONDS:
        raise ExerciseSyncError([f"{folder.name}: limits.seconds: is longer than a job may take"])
    notebooks.parse(built.release)
    return Prepared(
        folder=folder,
        manifest=manifest,
        notebook_name=built.filename,
        source=built.source,
        starter=built.release,
        data_files=_data_files(manifest, folder, datasets),
        generator=(folder / manifest.variants.generator).read_bytes() if manifest.variants else b"",
    )


def _data_files(manifest: ExerciseManifest, folder: Path, datasets: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    problems = []
    for use in manifest.datasets:
        for name in use.files:
            try:
                found[f"data/{name}"] = (datasets / use.slug / "data" / name).read_bytes()
            except OSError:
                problems.append(
                    f"{folder.name}/{MANIFEST_NAME}: datasets: "
                    f"the file {name} of dataset {use.slug} is missing on disk"
                )
        problems += _dataset_problems(use.slug, folder, datasets)
    if problems:
        raise ExerciseSyncError(problems)
    return found


def _dataset_problems(slug: str, folder: Path, datasets: Path) -> list[str]:
    """Return why a dataset may not be handed out: learners get it from the folder, unseen."""
    try:
        dataset_loading.read_one(datasets / slug / DATASET_MANIFEST, root=datasets.parent)
    except ContentError as error:
        return [f"{folder.name}/{MANIFEST_NAME}: datasets: {line}" for line in error.problems]
    return []


def _file_ref(name: str, data: bytes) -> dict[str, Any]:
    digest = hashlib.sha256(data).hexdigest()
    return FileRef(name=name, sha256=digest, size=len(data)).model_dump(mode="json")


def _unknown_competencies(prepared: Iterable[Prepared]) -> list[str]:
    """Name the competencies that the loaded framework does not know, if one is loaded."""
    known = set(Competency.objects.current().values_list("code", flat=True))
    if not known:
        return []
    return [
        f"{item.manifest.slug}/{MANIFEST_NAME}: cells.{cell.grade_id}.competency: "
        f"{cell.competency} is not in the framework"
        for item in prepared
        for cell in item.manifest.cells
        if cell.competency not in known
    ]


@transaction.atomic
def _apply(item: Prepared, *, by: User | None, at: datetime) -> str:
    """Write one exercise down; answer what that meant."""
    manifest = item.manifest
    known = Assignment.objects.filter(uuid=manifest.uuid).first()
    values = {
        "slug": manifest.slug,
        "course_uuid": _course_uuid(manifest.course, known),
        "course_slug": manifest.course,
        "module_slug": manifest.module,
        "title": manifest.title,
        "summary": manifest.summary,
        "learn": list(manifest.learn),
        "minutes": manifest.minutes,
        "datasets": [use.model_dump(mode="json") for use in manifest.datasets],
        "attempts_allowed": manifest.attempts_allowed,
        "is_active": True,
    }
    changed = known is None or any(getattr(known, k) != v for k, v in values.items())
    assignment = known or Assignment(uuid=manifest.uuid)
    if known is not None and (known.course_slug, known.slug) != (manifest.course, manifest.slug):
        FormerAddress.objects.update_or_create(
            course_slug=known.course_slug, slug=known.slug, defaults={"assignment": known}
        )
    if changed:
        for name, value in values.items():
            setattr(assignment, name, value)
        assignment.save()
        audit.record(action="assignment.synced", by=by, obj=assignment)
    if _release(assignment, item, by=by, at=at):
        return "released"
    return "updated" if changed else "unchanged"


def _course_uuid(slug: str, known: Assignment | None) -> UUID | None:
    """Return which course the exercise belongs to; a renamed one is still the same."""
    found: UUID | None = CoursePage.objects.filter(slug=slug).values_list("uuid", flat=True).first()
    return found or (known.course_uuid if known is not None else None)


def _release(assignment: Assignment, item: Prepared, *, by: User | None, at: datetime) -> bool:
    content, fingerprint = item.content(), item.fingerprint()
    latest = assignment.latest_release
    if latest is not None and latest.fingerprint == fingerprint and _is_whole(latest):
        return False
    number = 1 + (latest.number if latest else 0)
    starter = notebooks.stamped(item.starter, assignment=assignment.uuid, release=number)
    archive = pack_archive({item.notebook_name: starter, **item.data_files}, at=at)
    for data in filter(None, (item.source, item.generator, *item.data_files.values())):
        files.put(data)
    release = Release.objects.create(
        assignment=assignment,
        number=number,
        fingerprint=fingerprint,
        archive_sha256=files.put(archive),
        **{**content, "starter_sha256": files.put(starter)},
    )
    audit.record(
        action="assignment.released", by=by, obj=assignment, data={"number": release.number}
    )
    return True


def _is_whole(release: Release) -> bool:
    """Answer whether every file of a release is in the store; a lost one is released again."""
    names = [release.source_sha256, release.starter_sha256, release.archive_sha256]
    names += [entry["sha256"] for entry in release.files]
    if release.variants:
        names.append(release.variants["generator_sha256"])
    return all(files.path(sha256).is_file() for sha256 in names)


def _withdraw(present: set[Any], *, by: User | None) -> tuple[str, ...]:
    gone = Assignment.objects.filter(is_active=True).exclude(uuid__in=present)
    slugs = []
    with transaction.atomic():
        for assignment in gone:
            assignment.is_active = False
            assignment.save(update_fields=["is_active", "updated_at"])
            audit.record(action="assignment.withdrawn", by=by, obj=assignment)
            slugs.append(assignment.slug)
    return tuple(slugs)
