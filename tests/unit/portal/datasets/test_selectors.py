import pytest

from portal.datasets import selectors
from portal.datasets.models import Dataset, DatasetFile
from tests.factories.datasets import DatasetFactory, DatasetFileFactory, DatasetVersionFactory

pytestmark = pytest.mark.django_db


def test_current_file_is_found_with_and_without_its_folder() -> None:
    file = DatasetFileFactory()
    slug = file.version.dataset.slug

    assert selectors.current_file(slug, "strikes.csv") == file
    assert selectors.current_file(slug, "data/strikes.csv") == file


def test_current_file_is_one_of_the_newest_version() -> None:
    old = DatasetFileFactory()
    DatasetVersionFactory(dataset=old.version.dataset)

    with pytest.raises(DatasetFile.DoesNotExist):
        selectors.current_file(old.version.dataset.slug, "strikes.csv")


def test_a_dataset_without_a_version_does_not_exist_for_readers() -> None:
    with pytest.raises(Dataset.DoesNotExist):
        selectors.dataset_page(DatasetFactory().slug)


def test_disclosure_in_words_without_persons() -> None:
    (sentence,) = selectors.disclosure_in_words(DatasetVersionFactory())

    assert "No row describes a person" in sentence


def test_disclosure_in_words_tells_k_uniqueness_variety_and_before() -> None:
    version = DatasetVersionFactory(
        disclosure={
            "quasi_identifiers": ["sex"],
            "min_k": 10,
            "files": {
                "a.csv": {
                    "k": 12, "rows": 40, "groups": 3, "unique": 0,
                    "sensitive": [
                        {"column": "income", "least_distinct": 2, "largest_share": 0.9}
                    ],
                }
            },
            "before": {"quasi_identifiers": ["age"], "k": 1, "rows": 50, "unique": 20},
            "stricter": {"note": "A neighbour may know more."},
        }
    )  # fmt: skip

    text = " ".join(selectors.disclosure_in_words(version))

    assert "shared by at least 12 persons (promised: 10)" in text
    assert "Nobody stands alone" in text
    assert "at least 2 different values" in text
    assert "90.0 % share one value" in text
    assert "20 of 50 persons (40.0 %) stood alone" in text
    assert "A neighbour may know more." in text
