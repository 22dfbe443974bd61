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
    assert 'aria-label="Values of strikes"' in page


def test_detail_of_a_file_lost_from_the_disk_still_shows_the_rest(client: Client) -> None:
    lost = DatasetFileFactory(sha256="0" * 64).version.dataset

    page = client.get(f"/datasets/{lost.slug}/")

    assert page.status_code == 200
    assert "Two rows only." in page.content.decode()
