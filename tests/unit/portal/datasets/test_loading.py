from pathlib import Path

import duckdb
import pytest

from portal.core import files
from portal.core.models import AuditEvent
from portal.datasets import loading
from portal.datasets.errors import ContentError
from portal.datasets.models import Dataset, DatasetFile, DatasetVersion
from tests.factories.datasets import PERSONS_CSV, assessment, dataset_folder


def _load(root: Path) -> int:
    return loading.apply(loading.plan(loading.read(root / "datasets")), by=None)


def _problems(root: Path) -> str:
    with pytest.raises(ContentError) as caught:
        loading.read(root / "datasets")
    return str(caught.value)


@pytest.mark.django_db
def test_apply_stores_bytes_rows_and_a_preview(tmp_path: Path) -> None:
    dataset_folder(tmp_path)

    assert _load(tmp_path) == 1

    file = DatasetFile.objects.get()
    assert files.read(file.sha256) == b"airport,strikes\nA,3\nB,5\n"
    assert file.header == ["airport", "strikes"]
    assert file.first_rows == [["A", "3"], ["B", "5"]]
    assert AuditEvent.objects.filter(action="dataset.created").count() == 1


@pytest.mark.django_db
def test_apply_twice_changes_nothing(tmp_path: Path) -> None:
    dataset_folder(tmp_path)
    _load(tmp_path)

    assert _load(tmp_path) == 0
    assert DatasetVersion.objects.count() == 1
    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db
def test_a_changed_file_makes_a_version_and_an_old_one_can_come_back(tmp_path: Path) -> None:
    dataset_folder(tmp_path)
    _load(tmp_path)
    dataset_folder(tmp_path, csv="airport,strikes\nA,4\n")

    assert _load(tmp_path) == 1
    assert DatasetVersion.objects.count() == 2

    dataset_folder(tmp_path)
    assert _load(tmp_path) == 1
    assert DatasetVersion.objects.count() == 2
    newest = DatasetVersion.objects.first()
    assert newest is not None
    assert newest.files.get().rows == 2


@pytest.mark.django_db
def test_a_file_lost_from_the_store_is_stored_again(tmp_path: Path) -> None:
    dataset_folder(tmp_path)
    _load(tmp_path)
    path = files.path(DatasetFile.objects.get().sha256)
    path.unlink()

    _load(tmp_path)

    assert path.is_file()


@pytest.mark.django_db
def test_apply_stores_each_file_as_parquet_too(tmp_path: Path) -> None:
    columns = [
        {"name": "airport", "type": "text", "meaning": "Where"},
        {"name": "strikes", "type": "whole number", "meaning": "How many"},
    ]
    dataset_folder(tmp_path, columns=columns)

    _load(tmp_path)

    file = DatasetFile.objects.get()
    assert file.parquet_size == len(files.read(file.parquet_sha256))
    with duckdb.connect() as database:
        rows = database.read_parquet(str(files.path(file.parquet_sha256)))
        assert list(map(str, rows.types)) == ["VARCHAR", "BIGINT"]
        assert rows.fetchall() == [("A", 3), ("B", 5)]


@pytest.mark.django_db
def test_a_file_loaded_before_parquet_was_offered_gets_it_later(tmp_path: Path) -> None:
    dataset_folder(tmp_path)
    _load(tmp_path)
    DatasetFile.objects.update(parquet_sha256="", parquet_size=None)

    assert _load(tmp_path) == 0

    assert DatasetFile.objects.get().parquet_sha256


@pytest.mark.django_db
def test_persons_in_large_groups_are_accepted_with_their_figures(tmp_path: Path) -> None:
    dataset_folder(tmp_path, csv=PERSONS_CSV, persons=True, disclosure=assessment())

    _load(tmp_path)

    record = DatasetVersion.objects.get().disclosure
    assert record is not None
    assert record["files"]["counts.csv"]["k"] == 10
    assert Dataset.objects.get().persons


def test_persons_in_small_groups_are_refused(tmp_path: Path) -> None:
    csv = PERSONS_CSV + "other,low\n"
    dataset_folder(tmp_path, csv=csv, persons=True, disclosure=assessment())

    problem = _problems(tmp_path)

    assert "datasets/counts/dataset.yaml: files.0" in problem
    assert "refused: k is 1" in problem


def test_persons_without_an_assessment_are_refused(tmp_path: Path) -> None:
    dataset_folder(tmp_path, csv=PERSONS_CSV, persons=True)

    assert "an assessment under the key disclosure is required" in _problems(tmp_path)


def test_an_assessment_cannot_promise_less_than_the_house_does(tmp_path: Path) -> None:
    dataset_folder(tmp_path, csv=PERSONS_CSV, persons=True, disclosure=assessment(min_k=2))

    assert "disclosure.min_k" in _problems(tmp_path)


def test_figures_that_are_not_true_are_named(tmp_path: Path) -> None:
    measured = {"k": 12, "rows": 20, "unique": 0, "assessed_on": "2026-11-24"}
    dataset_folder(
        tmp_path, csv=PERSONS_CSV, persons=True, disclosure=assessment(measured=measured)
    )

    assert "measured.k says 12, the file gives 10" in _problems(tmp_path)


def test_a_missing_column_of_the_assessment_is_named(tmp_path: Path) -> None:
    wrong = assessment(quasi_identifiers=["postcode"])
    dataset_folder(tmp_path, csv=PERSONS_CSV, persons=True, disclosure=wrong)

    assert "no column named postcode" in _problems(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path)
    (folder / "data" / "counts.csv").unlink()

    assert "counts.csv: cannot be read" in _problems(tmp_path)


def test_a_file_that_was_changed_is_named(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path)
    (folder / "data" / "counts.csv").write_text("airport,strikes\nA,9\n")

    assert "its SHA-256 is" in _problems(tmp_path)


def test_a_ragged_row_is_named(tmp_path: Path) -> None:
    dataset_folder(tmp_path, csv="airport,strikes\nA\n")

    assert "row 2 does not have as many values" in _problems(tmp_path)


def test_an_unknown_key_and_a_missing_one_are_both_named(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path, colour="blue")
    text = (folder / "dataset.yaml").read_text()
    (folder / "dataset.yaml").write_text(text.replace("citation: An agency, 2020.\n", ""))

    problem = _problems(tmp_path)

    assert "colour: this key is not known here" in problem
    assert "citation: this key is required" in problem


def test_text_that_is_no_yaml_is_named(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path)
    (folder / "dataset.yaml").write_text("title: [unclosed")

    assert "is not valid YAML" in _problems(tmp_path)


def test_a_slug_that_is_not_the_folders_name_is_named(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path)
    folder.rename(folder.with_name("other"))

    assert "must be the folder's name, other" in _problems(tmp_path)


@pytest.mark.django_db
def test_the_assessment_is_stored_with_the_version(tmp_path: Path) -> None:
    dataset_folder(tmp_path, csv=PERSONS_CSV, persons=True, disclosure=assessment())

    _load(tmp_path)

    record = DatasetVersion.objects.get().disclosure
    assert record is not None
    assert record["passes"] is True
    figures = record["files"]["counts.csv"]
    assert (figures["k"], figures["unique"], figures["suppress"]) == (10, 0, 0)
    assert figures["sensitive"][0]["closeness"] == 0


@pytest.mark.parametrize(
    ("csv", "said"),
    [
        (PERSONS_CSV.replace("high", "low"), "l is 1 for income"),
        (PERSONS_CSV.replace("low", "a@b.org"), "column income: e-mail address in 1 values"),
        (PERSONS_CSV.replace("income", "name"), "column name: name of a person"),
    ],
)
def test_a_file_whose_assessment_fails_is_refused(tmp_path: Path, csv: str, said: str) -> None:
    column = csv.partition("\n")[0].split(",")[1]
    said_of_it = assessment(sensitive=[column])
    dataset_folder(tmp_path, csv=csv, persons=True, disclosure=said_of_it)

    assert said in _problems(tmp_path)


def test_a_column_that_only_looks_like_names_may_be_declared(tmp_path: Path) -> None:
    csv = PERSONS_CSV.replace("income", "name")
    declared = {"name": "It is the name of the band of income."}
    said_of_it = assessment(sensitive=["name"])
    dataset_folder(tmp_path, csv=csv, persons=True, disclosure=said_of_it, not_identifying=declared)

    assert loading.read(tmp_path / "datasets")


def test_files_without_persons_may_not_hold_addresses_either(tmp_path: Path) -> None:
    dataset_folder(tmp_path, csv="airport,strikes\nask@airport.org,3\n")

    assert "refused: column airport: e-mail address" in _problems(tmp_path)
