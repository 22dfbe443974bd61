"""Source, release and attempts: always the same bytes, and no secrets in what learners get."""

import json
import shutil
from pathlib import Path

import pytest
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import compute_checksum, is_grade

from graders.build import FINAL_CHECK_NOTE, build_exercise, release_notebook
from graders.errors import ExerciseError
from graders.notebooks import read_notebook

SAMPLE = Path(__file__).parents[2] / "integration/graders/exercises/strike-lengths"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "strike-lengths"))


def test_two_builds_agree_byte_for_byte() -> None:
    first, second = build_exercise(SAMPLE), build_exercise(SAMPLE)

    assert first.source == second.source
    assert first.release == second.release
    assert first.attempts == second.attempts
    assert first.source_sha256 != first.release_sha256


def test_release_shows_no_solution_and_no_hidden_test() -> None:
    release = build_exercise(SAMPLE).release.decode()

    for secret in ("CANARY", "HIDDEN TESTS", "BEGIN SOLUTION", "len(strikes)", "groupby"):
        assert secret not in release


def test_hidden_check_says_in_words_that_it_runs_later() -> None:
    cells = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in read_notebook(build_exercise(SAMPLE).release).cells
        if "nbgrader" in cell.metadata
    }

    assert cells["size_final"] == FINAL_CHECK_NOTE
    assert cells["size_check"].startswith("assert isinstance")
    assert all(line.startswith("#") for line in FINAL_CHECK_NOTE.splitlines())


def test_release_keeps_nbgraders_rules() -> None:
    release = read_notebook(build_exercise(SAMPLE).release)

    MetadataValidator().validate_nb(release)
    assert release.metadata.kernelspec.name == "python3"
    for cell in filter(is_grade, release.cells):
        assert cell.metadata.nbgrader.checksum == compute_checksum(cell)
        assert cell.metadata.deletable is False


def test_attempts_are_the_release_with_other_answers() -> None:
    built = build_exercise(SAMPLE)

    assert built.attempts["blank"] == built.release
    model = built.attempts["model"].decode()
    assert "rows = len(strikes)" in model
    assert "SOLUTION" not in model
    assert "CANARY" not in model


def test_attempt_for_an_unknown_cell_is_refused(folder: Path) -> None:
    (folder / "attempts" / "raises.py").write_text('# %% grade_id="size_final"\nrows = 1\n')

    with pytest.raises(ExerciseError, match=r"raises\.py: size_final: is no solution cell"):
        build_exercise(folder)


def test_attempt_without_grade_id_is_refused(folder: Path) -> None:
    (folder / "attempts" / "raises.py").write_text("# %%\nrows = 1\n")

    with pytest.raises(ExerciseError, match="every cell needs grade_id"):
        build_exercise(folder)


def test_manifest_and_notebook_must_agree(folder: Path) -> None:
    path = folder / "source" / "strike_lengths.py"
    text = path.read_text().replace('"grade_id": "size_final"', '"grade_id": "other"')
    path.write_text(text.replace('"points": 1,', '"points": 4,'))

    with pytest.raises(ExerciseError) as caught:
        build_exercise(folder)

    assert {problem.key for problem in caught.value.problems} == {
        "size_final",
        "other",
        "size_check",
        "share_check",
    }


def test_same_grade_id_twice_is_refused(folder: Path) -> None:
    path = folder / "source" / "strike_lengths.py"
    path.write_text(path.read_text().replace('"grade_id": "size_final"', '"grade_id": "size"'))

    with pytest.raises(ExerciseError, match="grade_id appears twice"):
        build_exercise(folder)


def test_unclosed_marker_is_refused() -> None:
    parsed = json.loads(build_exercise(SAMPLE).source)
    for cell in parsed["cells"]:
        cell["source"] = cell["source"].replace("### END HIDDEN TESTS", "")

    with pytest.raises(RuntimeError, match="hidden tests"):
        release_notebook(json.dumps(parsed).encode())
