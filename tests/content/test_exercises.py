"""Every exercise can be built, names what it teaches, and gives attempts their scores."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graders.build import build_exercise
from portal.assignments import linting
from tests.content.content_files import (
    DATASETS,
    EXERCISE_FILES,
    LESSON_FILES,
    REPOSITORY,
    anchors,
    competency_codes,
    lesson,
    read,
)

WITH_VARIANTS = [path for path in EXERCISE_FILES if "variants" in read(path)]
by_exercise = pytest.mark.parametrize("path", EXERCISE_FILES, ids=lambda path: path.parent.name)


@by_exercise
def test_exercise_builds_to_the_same_bytes_twice(path: Path) -> None:
    first, second = build_exercise(path.parent), build_exercise(path.parent)

    assert first.source_sha256 == second.source_sha256
    assert first.release_sha256 == second.release_sha256


@by_exercise
def test_release_tells_neither_solutions_nor_final_checks(path: Path) -> None:
    built = build_exercise(path.parent)
    release = built.release.decode()
    source = json.loads(built.source)
    hidden = [
        line.strip()
        for cell in source["cells"]
        for part in re.findall(
            r"### BEGIN (?:HIDDEN TESTS|SOLUTION)\n(.*?)### END", _text(cell), re.DOTALL
        )
        for line in part.splitlines()
        if "message=" in line or "tell(" in line
    ]

    assert hidden
    assert [line for line in hidden if json.dumps(line)[1:-1] in release] == []
    assert "BEGIN SOLUTION" not in release
    assert "academy_checks" not in release


def _text(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


@by_exercise
def test_tasks_lead_back_to_a_part_of_the_lesson(path: Path) -> None:
    parts = {file.stem: anchors(lesson(file)[1]) for file in LESSON_FILES}
    for task in read(path)["tasks"]:
        slug, anchor = task["lesson"].split("#")
        assert anchor in parts[slug], task["lesson"]


@by_exercise
def test_cells_evidence_known_competencies_and_teach(path: Path) -> None:
    exercise = read(path)

    assert 4 <= len(exercise["tasks"]) <= 6
    assert 10 <= sum(cell["points"] for cell in exercise["cells"]) <= 12
    for cell in exercise["cells"]:
        assert cell["competency"] in competency_codes()
        assert cell["level"] == 2
        assert cell["difficulty"] in {-1.5, -0.5, 0.5, 1.5}
        assert len(cell["message"].split()) >= 6, cell["grade_id"]
        assert cell["hints"], cell["grade_id"]
    for task in exercise["tasks"]:
        kinds = {cell["kind"] for cell in exercise["cells"] if cell["task"] == task["id"]}
        assert "practice" in kinds, task["id"]
        assert kinds & {"final", "manual"}, task["id"]


@by_exercise
def test_data_are_those_of_known_datasets(path: Path) -> None:
    for use in read(path)["datasets"]:
        for name in use["files"]:
            assert (DATASETS / use["slug"] / "data" / name).is_file(), name


@by_exercise
def test_attempts_show_a_blank_two_mistakes_and_a_tampered_one(path: Path) -> None:
    exercise = read(path)
    scores = {attempt["name"]: attempt["score"] for attempt in exercise["attempts"]}
    mistakes = [name for name in scores if name.startswith("mistake_")]
    by_machine = sum(cell["points"] for cell in exercise["cells"] if cell["kind"] != "manual")

    assert scores["model"] == by_machine
    assert scores["blank"] == scores["tampered"] == 0
    assert len(mistakes) >= 2
    assert all(0 < scores[name] < by_machine for name in mistakes)


def test_one_exercise_is_read_by_a_person() -> None:
    kinds = {cell["kind"] for path in EXERCISE_FILES for cell in read(path)["cells"]}

    assert "manual" in kinds


@by_exercise
def test_exercise_carries_a_proof_that_it_is_good(path: Path) -> None:
    proved = linting.is_proved(path.parent, datasets=DATASETS)

    assert proved, (
        f"exercises/{path.parent.name}/{linting.PROOF_NAME} is missing, or the exercise or its "
        "data changed since. Run `make lint-exercises` and commit the file."
    )


@pytest.mark.slow
@by_exercise
def test_exercise_may_be_published(path: Path) -> None:
    said = _portal("lint_exercise", str(path.parent))

    assert f"{path.parent.name}: good" in said


@pytest.mark.slow
@pytest.mark.parametrize("path", WITH_VARIANTS, ids=lambda path: path.parent.name)
def test_exercise_works_with_the_data_of_ten_learners(path: Path) -> None:
    said = _portal("check_variants", str(path.parent), "--count", "10")

    assert f"{path.parent.name}: 10 of 10 variants pass the model solution, 10 differ" in said


def _portal(*words: str) -> str:
    """Run a command of the portal that must succeed; return what it printed."""
    run = subprocess.run(
        [sys.executable, "-m", "portal", *words],
        cwd=REPOSITORY,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "portal.config.settings.test"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout
