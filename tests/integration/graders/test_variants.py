"""Learners' own data, made in a real sandbox."""

import shutil
from pathlib import Path

import pytest
import yaml

from graders.engine import Engine
from graders.errors import ExerciseError
from graders.variant_check import check_variants
from graders.variants import VariantError, make_variants
from tests.content.content_files import DATASETS, EXERCISES

GOOD = b"""
import random

def make(seed, given, made):
    header, *rows = (given / "a.csv").read_text().splitlines(keepends=True)
    print("chatter is no answer")
    random.Random(seed).shuffle(rows)
    (made / "a.csv").write_text(header + "".join(rows[:3]))
"""
CELLS = ['import pandas as pd\nt = pd.read_csv("data/a.csv")', "total = t.n.sum()", "print(total)"]


@pytest.fixture
def data(tmp_path: Path) -> dict[str, Path]:
    path = tmp_path / "a.csv"
    path.write_text("n\n" + "".join(f"{2**number}\n" for number in range(8)))
    return {"a.csv": path}


def _make(data: dict[str, Path], generator: bytes, *seeds: int) -> list[tuple[bytes, str]]:
    made = make_variants(
        generator, data, seeds=seeds, files=["a.csv"], cells=CELLS, answers=["total"]
    )
    return [(variant.files["a.csv"], variant.answers["total"]) for variant in made]


def test_the_same_seed_gives_the_same_data_and_another_one_others(data: dict[str, Path]) -> None:
    first, second, again = _make(data, GOOD, 1, 2, 1)

    assert first == again
    assert first != second
    rows = first[0].decode().split()[1:]
    assert first[1] == f"np.int64({sum(map(int, rows))})"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise ValueError('too few rows')", "the generator failed: ValueError: too few rows"),
        ("pass", "FileNotFoundError"),
        ("(given / 'a.csv').write_text('x')", "Read-only file system"),
        ("import socket; socket.create_connection(('127.0.0.1', 80))", "the generator failed"),
        ("open('/etc/passwd')", "No such file"),
        ("import sys; sys.exit(0)", "made 0 of 1 variants"),
    ],
)
def test_a_generator_that_fails_or_reaches_out_is_named(
    data: dict[str, Path], body: str, said: str
) -> None:
    with pytest.raises(VariantError, match=said):
        _make(data, f"def make(seed, given, made):\n    {body}\n".encode(), 1)


def test_variants_of_an_exercise_pass_and_differ(engine: Engine) -> None:
    report = check_variants(engine, EXERCISES / "first-look", DATASETS, count=5)

    assert report.problems == []
    assert (report.passed, report.different) == (5, 5)


def test_a_generator_that_makes_the_same_for_everybody_is_named(
    engine: Engine, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(EXERCISES / "first-look", tmp_path / "first-look"))
    generator = folder / "source" / "variant.py"
    generator.write_text(generator.read_text().replace("random.Random(seed)", "random.Random(1)"))

    report = check_variants(engine, folder, DATASETS, count=3)

    assert (report.passed, report.different) == (3, 1)
    assert "has the answers of its neighbour" in str(report.problems[0])


def test_a_variant_that_the_model_solution_fails_is_named(engine: Engine, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXERCISES / "first-look", tmp_path / "first-look"))
    generator = folder / "source" / "variant.py"
    generator.write_text(
        generator.read_text() + "    text = text.replace('2001-', '1999-')\n"
        "    (made / 'strikes.csv').write_text(text, encoding='utf-8')\n"
    )

    report = check_variants(engine, folder, DATASETS, count=2)

    assert report.passed == 0
    assert "the model solution loses points in reading_practice" in str(report.problems[0])


def test_an_exercise_without_variants_says_so(engine: Engine, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXERCISES / "first-look", tmp_path / "first-look"))
    path = folder / "exercise.yaml"
    manifest = yaml.safe_load(path.read_text())
    del manifest["variants"]
    path.write_text(yaml.safe_dump(manifest))

    with pytest.raises(ExerciseError, match="variants: is not there"):
        check_variants(engine, folder, DATASETS, count=2)
