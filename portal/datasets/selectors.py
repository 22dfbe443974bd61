"""Reading datasets: for their pages, and for exercises that carry their files."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import files
from portal.datasets.disclosure import SMALLEST_ACCEPTED_K
from portal.datasets.distributions import Distribution, of_columns
from portal.datasets.loading import csv_rows
from portal.datasets.manifest import DATA_FOLDER
from portal.datasets.models import Dataset, DatasetFile, DatasetVersion

CACHE_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class DatasetPage:
    """Everything that the page of a dataset shows."""

    dataset: Dataset
    version: DatasetVersion
    files: Sequence[DatasetFile]
    disclosure: Sequence[str]

    @property
    def distributions(self) -> list[tuple[DatasetFile, list[Distribution]]]:
        """Each file with how often values occur in its columns."""
        return [(file, distributions(file)) for file in self.files]


def with_current_version() -> Sequence[Dataset]:
    """Return all datasets by title, each with its versions and files at hand."""
    newest_first = DatasetVersion.objects.order_by("-loaded_at", "-pk").prefetch_related("files")
    return list(Dataset.objects.prefetch_related(Prefetch("versions", queryset=newest_first)))


def find(query: str) -> Sequence[Dataset]:
    """Return the datasets whose words or columns hold every word of ``query``, by title."""
    words = query.casefold().split()
    return [d for d in with_current_version() if all(word in _words(d) for word in words)]


def _words(dataset: Dataset) -> str:
    columns = [f"{column['name']} {column['meaning']}" for column in dataset.columns]
    said = [dataset.title, dataset.slug, dataset.description, dataset.creator, dataset.spatial]
    return " ".join([*said, dataset.period, *columns]).casefold().replace("_", " ")


def dataset_page(slug: str) -> DatasetPage:
    """Return what the page of one dataset shows.

    Raises:
        Dataset.DoesNotExist: there is no dataset of that name, or it has no version.
    """
    dataset = Dataset.objects.get(slug=slug)
    version = current_version(dataset)
    return DatasetPage(dataset, version, list(version.files.all()), disclosure_in_words(version))


def distributions(file: DatasetFile) -> list[Distribution]:
    """Return how often values occur in each column; nothing while the disk lacks the file."""
    key = f"distributions:{file.sha256}"
    kept: list[Distribution] | None = cache.get(key)
    if kept is None:
        try:
            kept = of_columns(csv_rows(files.read(file.sha256)))
        except files.StoredFileMissingError:
            return []
        cache.set(key, kept, CACHE_SECONDS)
    return kept


def current_version(dataset: Dataset) -> DatasetVersion:
    """Return the newest version.

    Raises:
        Dataset.DoesNotExist: nothing was loaded yet.
    """
    version = dataset.versions.order_by("-loaded_at", "-pk").first()
    if version is None:
        raise Dataset.DoesNotExist(f"{dataset.slug} has no version")
    return version


def current_file(slug: str, name: str) -> DatasetFile:
    """Return the current file called ``name``, with or without its folder ``data/``.

    Raises:
        Dataset.DoesNotExist: there is no such dataset.
        DatasetFile.DoesNotExist: its current version has no such file.
    """
    version = current_version(Dataset.objects.get(slug=slug))
    return version.files.get(name=name.removeprefix(f"{DATA_FOLDER}/"))


def current_parquet(slug: str, stem: str) -> DatasetFile:
    """Return the current file whose name without its ending is ``stem``, and that has Parquet.

    Raises:
        Dataset.DoesNotExist: there is no such dataset.
        DatasetFile.DoesNotExist: its current version has no such file.
    """
    version = current_version(Dataset.objects.get(slug=slug))
    return version.files.exclude(parquet_sha256="").get(name=f"{stem}.csv")


def withheld(slugs: Collection[str]) -> list[str]:
    """Return those datasets whose current version fails its disclosure assessment.

    Loading refuses such a version; one that was accepted under older rules is caught here.
    """
    found = Dataset.objects.filter(slug__in=slugs, persons=True)
    return sorted(dataset.slug for dataset in found if not _is_safe(current_version(dataset)))


def _is_safe(version: DatasetVersion) -> bool:
    record = version.disclosure or {}
    files = record.get("files", {}).values()
    smallest = min((figures["k"] for figures in files), default=0)
    return bool(record.get("passes", True)) and smallest >= SMALLEST_ACCEPTED_K


def disclosure_in_words(version: DatasetVersion) -> list[str]:
    """Return the result of the disclosure check as sentences."""
    record = version.disclosure
    if not record:
        return [_("No row describes a person, so there is nobody to identify.")]
    columns = ", ".join(record["quasi_identifiers"])
    sentences = [
        _("Somebody who knows a person may know these columns: %(columns)s.") % {"columns": columns}
    ]
    for name, figures in record["files"].items():
        sentences.extend(_figures_in_words(name, figures, min_k=record["min_k"]))
    before = record.get("before")
    if before:
        share = round(100 * before["unique"] / before["rows"], 1) if before["rows"] else 0
        sentences.append(
            _(
                "Before protection, %(unique)s of %(rows)s persons (%(share)s %%) stood alone "
                "in the columns %(columns)s."
            )
            % {
                "unique": before["unique"],
                "rows": before["rows"],
                "share": share,
                "columns": ", ".join(before["quasi_identifiers"]),
            }
        )
    if record.get("stricter"):
        sentences.append(record["stricter"]["note"])
    return sentences


def _figures_in_words(name: str, figures: dict[str, object], *, min_k: int) -> list[str]:
    sentences = [
        _(
            "%(name)s: every combination of their values is shared by at least %(k)s persons "
            "(promised: %(min_k)s). %(groups)s combinations, %(rows)s persons."
        )
        % {"name": name, "min_k": min_k, **figures},
        ngettext(
            "%(unique)s person stands alone.", "%(unique)s persons stand alone.", _count(figures)
        )
        % figures
        if figures["unique"]
        else _("Nobody stands alone."),
    ]
    sensitive = figures["sensitive"]
    for column in sensitive if isinstance(sensitive, list) else []:
        sentences.append(
            _(
                "Sensitive column %(column)s: each combination holds at least %(distinct)s "
                "different values; in the least varied one, %(share)s %% share one value. "
                "The combination that differs most from everybody lies %(closeness)s away, "
                "on a scale from 0 to 1."
            )
            % {
                "closeness": round(column.get("closeness", 0), 2),
                "column": column["column"],
                "distinct": column["least_distinct"],
                "share": round(100 * column["largest_share"], 1),
            }
        )
    return sentences


def _count(figures: dict[str, object]) -> int:
    return int(str(figures["unique"]))
