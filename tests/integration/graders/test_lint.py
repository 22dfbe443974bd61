"""Lint with a real engine: what each fault of an exercise makes it say."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from graders.engine import Engine
from graders.lint import LintReport, lint_exercise
from tests.content.content_files import DATASETS

SOURCE = """# %% [markdown]
# # Small

@answer half
### BEGIN SOLUTION
def half(number):
    return number / 2 if number > 10 else 0
### END SOLUTION

@test half_final 2
### BEGIN HIDDEN TESTS
from academy_checks import check_function

check_function(half, CASES, message="half halves what is more than ten.")
### END HIDDEN TESTS

@answer two
### BEGIN SOLUTION
two = 1 + 1
### END SOLUTION

@test two_final 1
### BEGIN HIDDEN TESTS
from academy_checks import check_number

check_number(two, 2, message="two is two.")
### END HIDDEN TESTS
"""
STRONG = "[((10,), 0), ((11,), 5.5), ((20,), 10), ((3,), 0)]"
WEAK = "[((20,), 10)]"
HALF = "def half(number):\n    return number / 2 if number > 10 else 0\n"
ATTEMPTS = {
    "mistake_half": 'def half(number):\n    return number\n\n# %% grade_id="two"\ntwo = 2\n',
    "mistake_two": HALF + '\n# %% grade_id="two"\ntwo = 3\n',
    "tampered": "import sys\nsys.exit(0)\n",
}
_LEAVES_A_FILE = "with open('two.txt', 'w') as file:\n    file.write(str(two))"
SCORES = {"model": 3, "blank": 0, "mistake_half": 1, "mistake_two": 2, "tampered": 0}


def _notebook(text: str) -> str:
    """Write ``@answer name`` and ``@test name points`` out as nbgrader's headings of cells."""

    def heading(match: re.Match[str]) -> str:
        kind, name, points = match.groups()
        settings = {
            "grade_id": name,
            "grade": kind == "test",
            "solution": kind == "answer",
            "locked": kind == "test",
            "task": False,
            "schema_version": 3,
            **({"points": int(points)} if points else {}),
        }
        return f"# %% nbgrader={json.dumps(settings)}"

    return re.sub(r"^@(answer|test) (\w+)(?: (\d))?$", heading, text, flags=re.MULTILINE)


def _cell(name: str, points: int) -> dict[str, Any]:
    return {
        "grade_id": name,
        "task": "only",
        "competency": "SFT-2",
        "level": 2,
        "difficulty": 0.5,
        "kind": "final",
        "points": points,
        "message": "The answer is right.",
    }


class SmallExercise:
    """An exercise on disk that tests can spoil."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "source").mkdir(parents=True)
        (folder / "attempts").mkdir()
        for name, text in ATTEMPTS.items():
            self.attempt(name, text)
        self.tests(STRONG)
        self.manifest: dict[str, Any] = {
            "uuid": "aaaaaaaa-0000-4000-8000-0000000000aa",
            "slug": "small",
            "title": "Small",
            "course": "first-steps",
            "module": "meet",
            "summary": "Two numbers.",
            "learn": ["Halve"],
            "minutes": 5,
            "notebook": "source/small.py",
            "tasks": [{"id": "only", "title": "The only task"}],
            "cells": [_cell("half_final", 2), _cell("two_final", 1)],
            "attempts": [{"name": name, "score": score} for name, score in SCORES.items()],
        }

    def tests(self, cases: str) -> None:
        (self.folder / "source" / "small.py").write_text(_notebook(SOURCE).replace("CASES", cases))

    def attempt(self, name: str, text: str) -> None:
        (self.folder / "attempts" / f"{name}.py").write_text(f'# %% grade_id="half"\n{text}')

    def lint(self, engine: Engine) -> LintReport:
        (self.folder / "exercise.yaml").write_text(yaml.safe_dump(self.manifest))
        return lint_exercise(engine, self.folder, DATASETS)


def needs_one_process(small: SmallExercise) -> None:
    """Make a test read a file that the answer leaves, which only the learner's process sees."""
    source = small.folder / "source" / "small.py"
    text = source.read_text().replace("two = 1 + 1", f"two = 1 + 1\n{_LEAVES_A_FILE}")
    text = re.sub(r"check_number\(two.*", "assert open('two.txt').read() == '2'", text)
    source.write_text(text)
    right_two = f'# %% grade_id="two"\ntwo = 2\n{_LEAVES_A_FILE}\n'
    small.attempt("mistake_half", f"def half(number):\n    return number\n\n{right_two}")


@pytest.fixture
def small(tmp_path: Path) -> SmallExercise:
    return SmallExercise(tmp_path / "small")


def _said(report: LintReport) -> str:
    return "\n".join(str(problem) for problem in report.problems)


def test_a_good_exercise_passes_with_its_figures(small: SmallExercise, engine: Engine) -> None:
    report = small.lint(engine)

    assert _said(report) == ""
    assert report.scores == SCORES
    assert report.mutants >= 8
    assert report.noticed >= 0.8 * report.mutants


def test_tests_that_need_the_learners_process_are_refused_unless_the_author_says_why(
    small: SmallExercise, engine: Engine
) -> None:
    needs_one_process(small)

    refused = _said(small.lint(engine))
    small.manifest["one_process"] = "The task is to leave a file, and the test looks for it."
    declared = small.lint(engine)

    assert "cannot run in a process of their own" in refused
    assert "one_process in exercise.yaml" in refused
    assert _said(declared) == ""
    assert declared.scores == SCORES


def test_a_needless_declaration_of_one_process_is_refused(
    small: SmallExercise, engine: Engine
) -> None:
    small.manifest["one_process"] = "The task is to leave a file, and the test looks for it."

    assert "take one_process out" in _said(small.lint(engine))


def test_weak_tests_are_named_with_the_change_they_let_pass(
    small: SmallExercise, engine: Engine
) -> None:
    small.tests(WEAK)

    report = small.lint(engine)

    assert "small/source/small.py: tests notice" in _said(report)
    assert "small/source/small.py: cell half: no test notices this change in line 2" in _said(
        report
    )
    assert "number > 10 → number >= 10" in _said(report)
    assert "declare the change under equivalent_mutants" in _said(report)


def test_a_declared_change_is_not_tried_and_a_wrong_declaration_is_named(
    small: SmallExercise, engine: Engine
) -> None:
    reason = "Nobody calls the function with exactly ten."
    small.manifest["equivalent_mutants"] = [
        {"cell": "half", "change": "number > 10 → number >= 10", "reason": reason},
        {"cell": "half", "change": "number > 11 → number >= 11", "reason": reason},
    ]

    said = _said(small.lint(engine))

    assert "equivalent_mutants.1: the model solution has no such change any more" in said
    assert "equivalent_mutants.0" not in said


@pytest.mark.parametrize(
    ("name", "score", "said"),
    [
        ("model", 2, "attempts.model.score: must be 3, and not 2"),
        ("blank", 1, "attempts.blank.score: must be 0, and not 1"),
        ("tampered", 1, "attempts.tampered.score: must be 0, and not 1"),
        ("mistake_two", 3, "attempts.mistake_two.score: a mistake gets some of the 3 points"),
        ("mistake_half", 2, "attempts.mistake_half: got 1 instead of 2"),
    ],
)
def test_a_wrong_score_is_named(
    small: SmallExercise, engine: Engine, name: str, score: float, said: str
) -> None:
    next(a for a in small.manifest["attempts"] if a["name"] == name)["score"] = score

    assert f"small/exercise.yaml: {said}" in _said(small.lint(engine))


def test_attempts_that_lack_are_named(small: SmallExercise, engine: Engine) -> None:
    small.manifest["attempts"] = [
        attempt for attempt in small.manifest["attempts"] if attempt["name"] in ("model", "blank")
    ]

    said = _said(small.lint(engine))

    assert "an attempt that cheats is needed; write attempts/tampered.py" in said
    assert "0 are named mistake_…, and 2 are needed" in said


def test_who_cheats_with_success_is_named(small: SmallExercise, engine: Engine) -> None:
    small.attempt("tampered", HALF)

    assert "attempts.tampered: got 2 instead of 0" in _said(small.lint(engine))


def test_a_model_that_fails_is_named_and_no_mutant_is_tried(
    small: SmallExercise, engine: Engine
) -> None:
    small.tests("[((20,), 11)]")

    report = small.lint(engine)

    assert "attempts.model: got 1 instead of 3; not full: half_final" in _said(report)
    assert report.mutants == 0


def test_a_mutant_that_runs_for_ever_is_noticed(small: SmallExercise, engine: Engine) -> None:
    source = small.folder / "source" / "small.py"
    loop = "total = 0\nwhile total < 2:\n    total += 1\ntwo = total"
    source.write_text(source.read_text().replace("two = 1 + 1", loop))

    report = small.lint(engine)

    assert _said(report) == ""
    assert not [survivor for survivor in report.survivors if "total += 1 → total -= 1" in survivor]


def test_an_exercise_of_the_academy_is_not_changed_by_lint(engine: Engine, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATASETS.parents[1] / "exercises" / "first-look", tmp_path / "x"))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    report = lint_exercise(engine, folder, DATASETS)

    assert report.good, _said(report)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
