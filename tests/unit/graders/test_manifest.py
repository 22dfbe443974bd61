"""exercise.yaml: every mistake names file, key and reason."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from graders.errors import ExerciseError
from graders.manifest import dataset_files, load_manifest

SAMPLE = Path(__file__).parents[2] / "integration/graders/exercises/strike-lengths"
Data = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "strike-lengths"))


def problems(folder: Path, change: Callable[[Data], object]) -> list[tuple[str, str]]:
    path = folder / "exercise.yaml"
    data = yaml.safe_load(path.read_text())
    change(data)
    path.write_text(yaml.safe_dump(data))
    with pytest.raises(ExerciseError) as caught:
        load_manifest(folder)
    assert all(item.file == "strike-lengths/exercise.yaml" for item in caught.value.problems)
    return [(item.key, item.reason) for item in caught.value.problems]


def test_sample_is_read(folder: Path) -> None:
    manifest = load_manifest(folder)

    assert (manifest.notebook_name, manifest.max_score) == ("strike_lengths", 10)
    assert manifest.messages()["size_final"].task == "1. How large is the table?"
    assert manifest.messages()["size_final"].hints == ["Look at len(strikes)."]


def test_unknown_key_is_named(folder: Path) -> None:
    found = problems(folder, lambda data: data["cells"][0].update(colour="red"))

    assert found == [("cells.0.colour", "this key is not known here")]


def test_missing_key_is_named(folder: Path) -> None:
    assert problems(folder, lambda data: data.pop("title")) == [("title", "this key is required")]


def test_every_problem_is_told_at_once(folder: Path) -> None:
    def change(data: Data) -> None:
        data["cells"][0]["task"] = "nowhere"
        data["cells"][1]["grade_id"] = "size_check"
        data["attempts"][2]["score"] = 99
        data["attempts"][2]["cells"]["ghost"] = 1
        data["attempts"][3]["name"] = "absent"
        data["notebook"] = "source/absent.py"

    keys = {key for key, _ in problems(folder, change)}

    assert keys == {
        "cells",
        "cells.0.task",
        "attempts.2.score",
        "attempts.2.cells.ghost",
        "attempts.2.cells.size_final",
        "attempts.3.cells.size_final",
        "attempts.3.name",
        "notebook",
    }


def test_model_and_blank_are_required(folder: Path) -> None:
    found = problems(folder, lambda data: data["attempts"].__delitem__(slice(0, 2)))

    assert found == [
        ("attempts", "an attempt named 'model' is required"),
        ("attempts", "an attempt named 'blank' is required"),
    ]


@pytest.mark.parametrize("text", ["[", "", "- 1", "\x00"])
def test_file_that_is_no_manifest_is_refused(folder: Path, text: str) -> None:
    (folder / "exercise.yaml").write_text(text)

    with pytest.raises(ExerciseError, match=r"^strike-lengths/exercise\.yaml"):
        load_manifest(folder)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match="the file is missing"):
        load_manifest(tmp_path)


def test_dataset_files_lie_in_data(folder: Path, tmp_path: Path) -> None:
    path = folder / "exercise.yaml"
    path.write_text(path.read_text() + "datasets: [{slug: days, files: [a.csv]}]\n")
    manifest = load_manifest(folder)

    with pytest.raises(ExerciseError, match=r"datasets\.0\.files: dataset 'days' has no file a"):
        dataset_files(manifest, tmp_path)
    (tmp_path / "days" / "data").mkdir(parents=True)
    (tmp_path / "days" / "data" / "a.csv").write_text("x")
    assert list(dataset_files(manifest, tmp_path)) == ["data/a.csv"]
