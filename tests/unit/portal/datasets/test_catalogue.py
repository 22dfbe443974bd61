"""Descriptions for other catalogues, read back by the standards' own tools."""

import json
from pathlib import Path
from typing import Any

import mlcroissant
import pytest
import rdflib
from django.test import Client
from rdflib import Graph, Literal, URIRef

from portal.datasets.models import Dataset
from tests.factories.datasets import DatasetFileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dataset() -> Dataset:
    made: Dataset = DatasetFileFactory().version.dataset
    return made


def _described(client: Client, dataset: Dataset, name: str) -> dict[str, Any]:
    answer = client.get(f"/datasets/{dataset.slug}/{name}")
    assert answer["Content-Type"] == "application/ld+json"
    said: dict[str, Any] = json.loads(answer.content)
    return said


def test_dcat_is_linked_data_with_what_the_profile_asks_for(
    client: Client, dataset: Dataset
) -> None:
    said = _described(client, dataset, "dcat.jsonld")
    graph = Graph().parse(data=json.dumps(said), format="json-ld")

    me = URIRef(f"urn:uuid:{dataset.uuid}")
    assert graph.value(me, rdflib.RDF.type) == rdflib.DCAT.Dataset
    for term in (
        rdflib.DCTERMS.title,
        rdflib.DCTERMS.description,
        rdflib.DCTERMS.publisher,
        rdflib.DCTERMS.accessRights,
    ):
        assert graph.value(me, term), term
    assert graph.value(me, rdflib.DCTERMS.title) == Literal(dataset.title)


def test_dcat_names_each_file_with_licence_size_and_hash(client: Client, dataset: Dataset) -> None:
    said = _described(client, dataset, "dcat.jsonld")
    graph = Graph().parse(data=json.dumps(said), format="json-ld")

    (file,) = graph.objects(URIRef(f"urn:uuid:{dataset.uuid}"), rdflib.DCAT.distribution)
    assert str(graph.value(file, rdflib.DCAT.downloadURL)).endswith(
        f"/datasets/{dataset.slug}/files/strikes.csv"
    )
    assert graph.value(file, rdflib.DCAT.byteSize) == Literal(
        "24", datatype=rdflib.XSD.nonNegativeInteger
    )
    assert graph.value(file, rdflib.DCTERMS.license) == URIRef(dataset.licence_url)
    checksum = said["dcat:distribution"][0]["spdx:checksum"]["spdx:checksumValue"]["@value"]
    stored = dataset.versions.get().files.get()
    assert checksum == stored.sha256


def test_croissant_is_accepted_by_its_own_validator(
    client: Client, dataset: Dataset, tmp_path: Path
) -> None:
    path = tmp_path / "croissant.json"
    path.write_text(json.dumps(_described(client, dataset, "croissant.json")))

    read = mlcroissant.Dataset(path)

    assert not read.metadata.ctx.issues.errors
    assert read.metadata.name == dataset.slug
    assert [field.name for field in read.metadata.record_sets[0].fields] == ["airport", "strikes"]


def test_croissant_is_accepted_with_columns_that_have_blanks(
    client: Client, dataset: Dataset, tmp_path: Path
) -> None:
    file = dataset.versions.get().files.get()
    file.preview = [["107 Quay Street", "107 Quay-Street"], ["1", "2"]]
    file.save()
    path = tmp_path / "croissant.json"
    path.write_text(json.dumps(_described(client, dataset, "croissant.json")))

    fields = mlcroissant.Dataset(path).metadata.record_sets[0].fields

    assert [field.name for field in fields] == file.preview[0]


def test_both_catalogues_name_the_parquet_file(client: Client, tmp_path: Path) -> None:
    file = DatasetFileFactory(with_parquet=True)
    dataset = file.version.dataset

    graph = Graph().parse(
        data=json.dumps(_described(client, dataset, "dcat.jsonld")), format="json-ld"
    )
    path = tmp_path / "croissant.json"
    path.write_text(json.dumps(_described(client, dataset, "croissant.json")))
    croissant = mlcroissant.Dataset(path)

    media = URIRef("https://www.iana.org/assignments/media-types/application/vnd.apache.parquet")
    (columnar,) = graph.subjects(rdflib.DCAT.mediaType, media)
    assert str(graph.value(columnar, rdflib.DCAT.downloadURL)).endswith("/files/strikes.parquet")
    assert graph.value(columnar, rdflib.DCAT.byteSize) == Literal(
        str(file.parquet_size), datatype=rdflib.XSD.nonNegativeInteger
    )
    assert not croissant.metadata.ctx.issues.errors
    assert [(d.name, d.sha256) for d in croissant.metadata.distribution] == [
        ("strikes.csv", file.sha256),
        ("strikes.parquet", file.parquet_sha256),
    ]


def test_a_licence_named_by_spdx_gets_its_address(client: Client, dataset: Dataset) -> None:
    dataset.licence_url = "CC-BY-4.0"
    dataset.save()

    said = _described(client, dataset, "croissant.json")

    assert said["license"] == "https://spdx.org/licenses/CC-BY-4.0"


@pytest.mark.parametrize("name", ["dcat.jsonld", "croissant.json"])
def test_an_unknown_dataset_has_no_description(client: Client, name: str) -> None:
    assert client.get(f"/datasets/nothing/{name}").status_code == 404


def test_search_finds_words_of_titles_and_columns(client: Client, dataset: Dataset) -> None:
    other: Dataset = DatasetFileFactory(version__dataset__title="Rain").version.dataset
    other.columns = [{"name": "rain_mm", "type": "number", "meaning": "Fallen water"}]
    other.save()

    page = client.get("/datasets/", {"q": "RAIN mm"}).content.decode()

    assert "Rain" in page
    assert dataset.title not in page
    assert "1 dataset holds “RAIN mm”." in page


def test_search_that_finds_nothing_says_so_and_keeps_the_words(
    client: Client, dataset: Dataset
) -> None:
    page = client.get("/datasets/", {"q": '"><script>'}).content.decode()

    assert "0 datasets hold" in page
    assert "<script>" not in page.partition("</form>")[0].partition('id="q"')[2]
    assert "Show all datasets" in page
