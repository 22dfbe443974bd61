"""The commands, run as a person runs them."""

import json
import os
import subprocess
import sys
from pathlib import Path

from graders.build import BuiltExercise
from tests.integration.graders import sources as make
from tests.integration.graders.conftest import STRIKES

REPOSITORY = Path(__file__).resolve().parents[3]


def command(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "graders", *map(str, words)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_grade_prints_one_object_for_each_submission(
    tmp_path: Path, strikes: BuiltExercise
) -> None:
    source, right = tmp_path / "source.ipynb", tmp_path / "right.ipynb"
    blank, junk = tmp_path / "blank.ipynb", tmp_path / "junk.ipynb"
    source.write_bytes(strikes.source)
    right.write_bytes(strikes.attempts["model"])
    blank.write_bytes(strikes.release)
    junk.write_bytes(b"junk")
    fifo = tmp_path / "fifo.ipynb"
    os.mkfifo(fifo)

    done = command(
        "grade", "--source", source, right, blank, junk, tmp_path / "none.ipynb", fifo, "--json"
    )

    assert done.returncode == 0, done.stderr
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result["status"] for result in results] == ["graded"] * 2 + ["rejected"] * 3
    assert [result["score"] for result in results] == [10, 0, 0, 0, 0]
    assert results[0]["submission"] == str(right)
    assert results[0]["cells"]["size_final"] | {"message": ""} == {
        "score": 2.0,
        "max_score": 2.0,
        "message": "",
        "status": "passed",
        "expected": None,
        "got": None,
        "error_help": None,
        "traceback": None,
    }


def test_grade_lays_data_beside_the_notebook_and_keeps_the_time(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "days.csv").write_text("days\n1\n2\n")
    source = tmp_path / "source.ipynb"
    text = make.source(
        make.answer("a", "here = open('days.csv').read() == open('data/days.csv').read()"),
        make.check("t", "assert here"),
        make.answer("b", "x = 1"),
        make.check("u", "assert x == 1"),
    )
    source.write_bytes(text)
    slow = tmp_path / "slow.ipynb"
    slow.write_bytes(make.submission(text, b="while True: pass"))

    done = command(
        *("grade", "--source", source, "--data", tmp_path / "files"),
        *("--timeout", "4", "--mode", "split", source, slow, "--json"),
    )

    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result["score"] for result in results] == [2, 1]
    assert results[1]["seconds"] < 7


def test_grade_with_a_wrong_source_says_so(tmp_path: Path) -> None:
    source = tmp_path / "source.ipynb"
    source.write_text("{}")

    done = command("grade", "--source", source, source, "--json")

    assert done.returncode == 2
    assert done.stderr.startswith("The source notebook cannot be used")


def test_verify_compares_attempts(tmp_path: Path) -> None:
    folder = tmp_path / "strike-lengths"
    subprocess.run(["cp", "-r", STRIKES, folder], check=True)
    assert command("verify", folder).returncode == 0
    manifest = folder / "exercise.yaml"
    manifest.write_text(manifest.read_text().replace("score: 6", "score: 7"))

    done = command("verify", folder)

    assert done.returncode == 1
    assert "got 6 instead of 7" in done.stdout


def test_build_writes_notebooks(tmp_path: Path) -> None:
    done = command("build", STRIKES, "--out", tmp_path)

    assert done.returncode == 0
    names = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.ipynb"))
    assert names == [
        "attempts/blank.ipynb",
        "attempts/common_mistake_percent.ipynb",
        "attempts/model.ipynb",
        "attempts/raises.ipynb",
        "release/strike_lengths.ipynb",
        "source/strike_lengths.ipynb",
    ]
