from pathlib import Path

import duckdb
import pytest
from django.test import Client

from portal.core import files
from tests.factories.datasets import CSV, DatasetFileFactory

pytestmark = pytest.mark.django_db


def test_index_lists_every_dataset(client: Client) -> None:
    dataset = DatasetFileFactory().version.dataset

    page = client.get("/datasets/")

    assert page.status_code == 200
    assert dataset.title in page.content.decode()


def test_index_says_what_will_be_here(client: Client) -> None:
    assert "Datasets will stand here" in client.get("/datasets/").content.decode()


def test_detail_shows_licence_defects_and_who_is_missing(client: Client) -> None:
    dataset = DatasetFileFactory().version.dataset

    page = client.get(f"/datasets/{dataset.slug}/").content.decode()

    for words in ("The package says so.", "Two rows only.", "Everybody else.", "CC0-1.0"):
        assert words in page
    assert "No row describes a person" in page


def test_detail_of_an_unknown_dataset_is_not_found(client: Client) -> None:
    assert client.get("/datasets/nothing/").status_code == 404


def test_download_sends_the_bytes(client: Client) -> None:
    file = DatasetFileFactory()

    answer = client.get(f"/datasets/{file.version.dataset.slug}/files/strikes.csv")

    assert answer.content == CSV
    assert answer["Content-Disposition"] == 'attachment; filename="strikes.csv"'


def test_download_of_an_unknown_file_is_not_found(client: Client) -> None:
    slug = DatasetFileFactory().version.dataset.slug

    assert client.get(f"/datasets/{slug}/files/other.csv").status_code == 404


def test_download_of_a_file_lost_from_the_disk_says_so(client: Client) -> None:
    file = DatasetFileFactory()
    files.path(file.sha256).unlink()

    answer = client.get(f"/datasets/{file.version.dataset.slug}/files/strikes.csv")

    assert answer.status_code == 503
    assert "not on our disk at the moment" in answer.content.decode()
    files.put(CSV)


def test_detail_draws_how_often_values_occur_with_the_figures_beside(client: Client) -> None:
    dataset = DatasetFileFactory().version.dataset

    page = client.get(f"/datasets/{dataset.slug}/").content.decode()

    assert "strikes.csv: airport" in page
    assert '<rect class="academy-level__point" width="100" height="12" />' in page
    assert 'aria-label="Values of strikes in strikes.csv"' in page


def test_detail_of_a_file_lost_from_the_disk_still_shows_the_rest(client: Client) -> None:
    lost = DatasetFileFactory(sha256="0" * 64).version.dataset

    page = client.get(f"/datasets/{lost.slug}/")

    assert page.status_code == 200
    assert "Two rows only." in page.content.decode()


def test_parquet_is_downloaded_and_opens_again(client: Client, tmp_path: Path) -> None:
    file = DatasetFileFactory(with_parquet=True)
    slug = file.version.dataset.slug
    assert f'href="/datasets/{slug}/files/strikes.parquet"' in _page(client, slug)

    answer = client.get(f"/datasets/{slug}/files/strikes.parquet")

    assert answer["Content-Type"] == "application/vnd.apache.parquet"
    assert answer["Content-Disposition"] == 'attachment; filename="strikes.parquet"'
    path = tmp_path / "strikes.parquet"
    path.write_bytes(answer.content)
    with duckdb.connect() as database:
        assert database.read_parquet(str(path)).fetchall() == [("A", 3), ("B", 5)]


def test_a_file_without_parquet_offers_none(client: Client) -> None:
    slug = DatasetFileFactory().version.dataset.slug

    assert ".parquet" not in _page(client, slug)
    assert client.get(f"/datasets/{slug}/files/strikes.parquet").status_code == 404
    assert client.get("/datasets/nothing/files/strikes.parquet").status_code == 404


def test_parquet_lost_from_the_disk_is_named(client: Client) -> None:
    file = DatasetFileFactory(with_parquet=True)
    files.path(file.parquet_sha256).unlink()

    answer = client.get(f"/datasets/{file.version.dataset.slug}/files/strikes.parquet")

    assert answer.status_code == 503
    assert "We know of strikes.parquet" in answer.content.decode()


def _page(client: Client, slug: str) -> str:
    return client.get(f"/datasets/{slug}/").content.decode()
