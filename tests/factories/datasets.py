"""Datasets for tests; every file that a row names is in the store."""

# factory_boy's declarations carry no types.
# mypy: disable-error-code="no-untyped-call"

import hashlib
from pathlib import Path
from typing import Any

import yaml
from factory.declarations import LazyAttribute, Sequence, SubFactory, Trait
from factory.django import DjangoModelFactory

from portal.core import files
from portal.datasets import parquet
from portal.datasets.models import Dataset, DatasetFile, DatasetVersion

CSV = b"airport,strikes\nA,3\nB,5\n"
TYPES = {"airport": "text", "strikes": "whole number"}


class DatasetFactory(DjangoModelFactory[Dataset]):
    class Meta:
        model = Dataset

    slug = Sequence(lambda n: f"dataset_{n}")
    title = Sequence(lambda n: f"Dataset {n}")
    description = "Counts of something."
    publisher = "A package"
    creator = "An agency"
    source = {"version": "1.0", "path": "data.csv"}
    licence_name = "CC0-1.0"
    licence_url = "https://creativecommons.org/publicdomain/zero/1.0/"
    licence_evidence = "The package says so."
    period = "2020"
    spatial = "Everywhere"
    columns = [{"name": "airport", "type": "text", "unit": None, "meaning": "Where"}]
    known_defects = ["Two rows only."]
    who_is_missing = "Everybody else."
    citation = "An agency, 2020."


class DatasetVersionFactory(DjangoModelFactory[DatasetVersion]):
    class Meta:
        model = DatasetVersion

    dataset = SubFactory(DatasetFactory)
    fingerprint = Sequence(lambda n: f"{n:064x}")
    source_version = "1.0"


class DatasetFileFactory(DjangoModelFactory[DatasetFile]):
    class Meta:
        model = DatasetFile

    version = SubFactory(DatasetVersionFactory)
    name = "strikes.csv"
    sha256 = LazyAttribute(lambda _file: files.put(CSV))
    rows = 2
    size = len(CSV)
    media_type = "text/csv"
    preview = [["airport", "strikes"], ["A", "3"], ["B", "5"]]

    class Params:
        with_parquet = Trait(
            parquet_sha256=LazyAttribute(lambda _file: files.put(parquet.from_csv(CSV, TYPES))),
            parquet_size=LazyAttribute(lambda _file: len(parquet.from_csv(CSV, TYPES))),
        )


def dataset_folder(
    root: Path, slug: str = "counts", *, csv: str = CSV.decode(), **changes: Any
) -> Path:
    """Write a dataset folder below ``root/datasets`` whose manifest fits its file."""
    folder = root / "datasets" / slug
    (folder / "data").mkdir(parents=True, exist_ok=True)
    data = csv.encode()
    (folder / "data" / "counts.csv").write_bytes(data)
    manifest = {
        "uuid": "11111111-1111-4111-8111-111111111111",
        "slug": slug,
        "title": "Counts",
        "description": "Counts of something.",
        "publisher": "A package",
        "creator": "An agency",
        "source": {"package": "x", "registry": "pypi", "version": "1.0", "path": "x.csv"},
        "licence": {"name": "CC0", "spdx_or_url": "CC0-1.0", "evidence": "It says so."},
        "period": 2020,
        "spatial": "Everywhere",
        "persons": False,
        "files": [
            {
                "name": "counts.csv",
                "sha256": hashlib.sha256(data).hexdigest(),
                "rows": len(csv.strip().splitlines()) - 1,
                "bytes": len(data),
                "media_type": "text/csv",
            }
        ],
        "columns": [{"name": "airport", "type": "text", "meaning": "Where"}],
        "citation": "An agency, 2020.",
        "who_is_missing": "Everybody else.",
        **changes,
    }
    (folder / "dataset.yaml").write_text(yaml.safe_dump(manifest), encoding="utf-8")
    return folder


def assessment(**changes: Any) -> dict[str, Any]:
    """Return a disclosure assessment in which ten persons share every combination."""
    return {
        "quasi_identifiers": ["sex"],
        "sensitive": ["income"],
        "min_k": 10,
        "measured": {"k": 10, "rows": 20, "unique": 0, "assessed_on": "2026-11-24"},
        **changes,
    }


PERSONS_CSV = "sex,income\n" + "female,low\nfemale,high\nmale,low\nmale,high\n" * 5
