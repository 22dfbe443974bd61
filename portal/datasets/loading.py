"""Loading datasets from their folders: read → plan → apply.

1. ``read`` checks each manifest, the hash of every file and, for persons, measures k again.
2. ``plan`` compares with what is stored.
3. ``apply`` stores bytes and rows; running it twice changes nothing the second time.

A dataset that fails its disclosure check is refused and named; it never reaches the store.
"""

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from portal.core import audit, files
from portal.datasets import parquet
from portal.datasets.assessment import SMALLEST_ACCEPTED_L, Result, Rules, assess
from portal.datasets.content_file import read_yaml, shown_name
from portal.datasets.disclosure import SMALLEST_ACCEPTED_K
from portal.datasets.errors import ContentError, ContentProblem
from portal.datasets.manifest import (
    DATA_FOLDER,
    MANIFEST_NAME,
    DataFile,
    DatasetManifest,
)
from portal.datasets.models import Dataset, DatasetFile, DatasetVersion

PREVIEW_ROWS = 8


class Step(StrEnum):
    """What will be done with a dataset."""

    CREATE = "create"
    UPDATE = "update"
    KEEP = "unchanged"


@dataclass(frozen=True)
class ReadDataset:
    """A dataset whose folder was read and found right."""

    manifest: DatasetManifest
    contents: dict[str, bytes]
    measured: dict[str, Result]
    fingerprint: str


@dataclass(frozen=True)
class PlannedDataset:
    """A dataset and what will be done with it."""

    dataset: ReadDataset
    step: Step


def read(folder: Path) -> list[ReadDataset]:
    """Read every dataset below ``folder``.

    Raises:
        ContentError: carries the problems of all datasets together.
    """
    found: list[ReadDataset] = []
    problems: list[ContentProblem] = []
    for path in sorted(folder.glob(f"*/{MANIFEST_NAME}")):
        try:
            found.append(read_one(path, root=folder.parent))
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return found


def read_one(path: Path, *, root: Path) -> ReadDataset:
    """Read one dataset.yaml and the files it names.

    Raises:
        ContentError: the manifest is wrong, a file is missing or differs, or persons are exposed.
    """
    shown = shown_name(path, root)
    manifest = read_yaml(path, root=root, model=DatasetManifest)
    problems: list[ContentProblem] = []
    if manifest.slug != path.parent.name:
        problems.append(
            ContentProblem(shown, "slug", f"must be the folder's name, {path.parent.name}")
        )
    contents: dict[str, bytes] = {}
    measured: dict[str, Result] = {}
    for position, file in enumerate(manifest.files):
        key = f"files.{position}"
        try:
            contents[file.name] = _file_bytes(path.parent, file)
            rows = csv_rows(contents[file.name])
            if len(rows) != file.rows:
                raise ValueError(f"rows says {file.rows}, the file holds {len(rows)}")
            result = _assess(rows, manifest)
            if result is not None:
                measured[file.name] = result
        except ValueError as error:
            problems.append(ContentProblem(shown, key, f"{file.name}: {error}"))
    if problems:
        raise ContentError(problems)
    return ReadDataset(manifest, contents, measured, _fingerprint(manifest))


def _file_bytes(folder: Path, file: DataFile) -> bytes:
    try:
        data = (folder / DATA_FOLDER / file.name).read_bytes()
    except OSError as error:
        raise ValueError(f"cannot be read ({error.strerror}); make it with the recipe") from None
    found = hashlib.sha256(data).hexdigest()
    if found != file.sha256:
        raise ValueError(f"its SHA-256 is {found}, but sha256 says {file.sha256}")
    if len(data) != file.bytes:
        raise ValueError(f"it has {len(data)} bytes, but bytes says {file.bytes}")
    return data


def csv_rows(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file with a header, every value as text.

    Raises:
        ValueError: it is not UTF-8, or a row is longer or shorter than the header.
    """
    reader = csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""))
    rows = list(reader)
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise ValueError(f"row {number} does not have as many values as the header")
    return rows


def _assess(rows: Sequence[dict[str, str]], manifest: DatasetManifest) -> Result | None:
    """Measure a file again, and refuse it when it exposes persons or differs from what is said."""
    said = manifest.disclosure if manifest.persons else None
    result = assess(
        rows,
        rules=Rules(
            quasi_identifiers=said.quasi_identifiers if said else (),
            sensitive=said.sensitive if said else (),
            min_k=said.min_k if said else SMALLEST_ACCEPTED_K,
            min_l=said.min_l if said else SMALLEST_ACCEPTED_L,
            max_t=said.max_t if said else None,
            persons=manifest.persons,
            not_identifying=manifest.not_identifying,
        ),
    )
    if not result.passes:
        raise ValueError(f"refused: {'; '.join(result.failures)}")
    if said is None or result.figures is None:
        return None
    for name in ("k", "rows", "unique"):
        if getattr(said.measured, name) != getattr(result.figures, name):
            raise ValueError(
                f"disclosure.measured.{name} says {getattr(said.measured, name)}, "
                f"the file gives {getattr(result.figures, name)}"
            )
    return result


def _fingerprint(manifest: DatasetManifest) -> str:
    return hashlib.sha256(manifest.model_dump_json().encode()).hexdigest()


def plan(datasets: Sequence[ReadDataset]) -> list[PlannedDataset]:
    """Return what ``apply`` would do, without doing it."""
    current = {
        version.dataset.uuid: version.fingerprint
        for version in DatasetVersion.objects.select_related("dataset").order_by("loaded_at", "pk")
    }
    planned = []
    for dataset in datasets:
        before = current.get(dataset.manifest.uuid)
        step = Step.CREATE if before is None else Step.UPDATE
        planned.append(
            PlannedDataset(dataset, Step.KEEP if before == dataset.fingerprint else step)
        )
    return planned


@transaction.atomic
def apply(planned: Sequence[PlannedDataset], *, by: AbstractBaseUser | None) -> int:
    """Store what was planned; return how many datasets changed."""
    changed = 0
    for item in planned:
        if item.step is Step.KEEP and _is_whole(item.dataset):
            continue
        dataset = _store(item.dataset)
        if item.step is not Step.KEEP:
            audit.record(
                action=f"dataset.{'created' if item.step is Step.CREATE else 'updated'}",
                by=by,
                obj=dataset,
                data={"fingerprint": item.dataset.fingerprint},
            )
            changed += 1
    return changed


def _is_whole(dataset: ReadDataset) -> bool:
    """Answer whether the store holds every file, and each as Parquet too."""
    stored = DatasetFile.objects.filter(
        version__dataset__uuid=dataset.manifest.uuid, version__fingerprint=dataset.fingerprint
    )
    return len(stored) == len(dataset.manifest.files) and all(
        sha256 and files.path(sha256).is_file()
        for file in stored
        for sha256 in (file.sha256, file.parquet_sha256)
    )


def _store(read_dataset: ReadDataset) -> Dataset:
    manifest = read_dataset.manifest
    dataset, _ = Dataset.objects.update_or_create(
        uuid=manifest.uuid,
        defaults={
            "slug": manifest.slug,
            "title": manifest.title,
            "description": manifest.description,
            "publisher": manifest.publisher,
            "creator": manifest.creator,
            "source": manifest.source.model_dump(mode="json"),
            "licence_name": manifest.licence.name,
            "licence_url": manifest.licence.spdx_or_url,
            "licence_evidence": manifest.licence.evidence,
            "period": str(manifest.period),
            "spatial": manifest.spatial,
            "persons": manifest.persons,
            "columns": [column.model_dump(mode="json") for column in manifest.columns],
            "known_defects": list(manifest.known_defects),
            "who_is_missing": manifest.who_is_missing,
            "citation": manifest.citation,
        },
    )
    version, is_new = DatasetVersion.objects.get_or_create(
        dataset=dataset,
        fingerprint=read_dataset.fingerprint,
        defaults={
            "source_version": manifest.source.version,
            "disclosure": _assessment_record(read_dataset),
        },
    )
    for file in manifest.files:
        _store_file(version, file, read_dataset)
    if not is_new:
        # An earlier version came back: it is current again.
        version.loaded_at = timezone.now()
        version.save(update_fields=["loaded_at"])
    return dataset


def _store_file(version: DatasetVersion, file: DataFile, dataset: ReadDataset) -> None:
    data = dataset.contents[file.name]
    files.put(data)
    described = {column.name: column.type for column in dataset.manifest.columns}
    columnar = parquet.from_csv(data, described)
    reader = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    preview = [row for row, _ in zip(reader, range(PREVIEW_ROWS + 1), strict=False)]
    DatasetFile.objects.update_or_create(
        version=version,
        name=file.name,
        defaults={
            "sha256": file.sha256,
            "rows": file.rows,
            "size": file.bytes,
            "media_type": file.media_type,
            "preview": preview,
            "parquet_sha256": files.put(columnar),
            "parquet_size": len(columnar),
        },
    )


def _assessment_record(dataset: ReadDataset) -> dict[str, object] | None:
    if dataset.manifest.disclosure is None:
        return None
    record = dataset.manifest.disclosure.model_dump(mode="json")
    record["files"] = {
        name: asdict(result.figures) for name, result in dataset.measured.items() if result.figures
    }
    record["passes"] = all(result.passes for result in dataset.measured.values())
    return record
