"""Publishing asks for lint's word, and takes a proof only for the very files it was made of."""

import json
import shutil
import subprocess
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.core.management import CommandError, call_command

from portal.assignments import linting, outline_links, syncing
from portal.assignments.errors import ExerciseSyncError
from portal.assignments.linting import LintReport
from portal.assignments.models import Assignment, Release
from tests.factories.assignments import NOW

SLUG = "first-look"
DATASETS = Path(settings.COURSES_DIR) / "datasets"
PROBLEM = {"file": "first-look/source/first_look.py", "key": "cell zeros", "reason": "too weak"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of a real exercise without its proof."""
    copy = Path(shutil.copytree(Path(settings.EXERCISES_DIR) / SLUG, tmp_path / "all" / SLUG))
    (copy / linting.PROOF_NAME).unlink(missing_ok=True)
    return copy


class Grader:
    """Stands in for the grading program: tests/integration/graders/test_lint.py runs the real."""

    def __init__(self) -> None:
        self.problems: list[dict[str, str]] = []
        self.stdout: str | None = None
        self.stderr = ""
        self.calls: list[list[str]] = []

    def run(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        self.calls.append(command)
        said = {
            "slug": SLUG,
            "problems": self.problems,
            "survivors": ["cell zeros, line 2: 0 → 1"],
            "mutants": 17,
            "noticed": 16,
            "seconds": 4.2,
        }
        text = json.dumps(said) if self.stdout is None else self.stdout
        return subprocess.CompletedProcess(command, 0, text, self.stderr)


@pytest.fixture
def grader(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> Grader:
    settings.LINT_EXERCISES = True
    fake = Grader()
    monkeypatch.setattr(subprocess, "run", fake.run)
    return fake


def _report(folder: Path, problems: list[str] | None = None) -> LintReport:
    return LintReport(folder, problems or [], [], 17, 16, 4.2)


def test_lint_hands_on_what_the_grading_program_says(folder: Path, grader: Grader) -> None:
    grader.problems = [PROBLEM]

    report = linting.lint(folder, datasets=DATASETS)

    assert report.problems == ["first-look/source/first_look.py: cell zeros: too weak"]
    assert not report.good
    assert grader.calls[0][1:4] == ["-m", "graders", "lint"]
    assert grader.calls[0][-1] == str(folder)


def test_lint_names_a_competency_that_the_framework_does_not_know(
    folder: Path, grader: Grader
) -> None:
    path = folder / "exercise.yaml"
    path.write_text(path.read_text().replace("competency: MND-1", "competency: MND-9"))

    report = linting.lint(folder, datasets=DATASETS)

    assert report.problems == [
        f"first-look/exercise.yaml: cell reading_{kind}: the framework has no competency MND-9"
        for kind in ("practice", "final")
    ]


def test_a_machine_that_cannot_try_an_exercise_is_told_apart(folder: Path, grader: Grader) -> None:
    grader.stdout, grader.stderr = "", "User namespaces are not allowed here."

    with pytest.raises(ExerciseSyncError, match="cannot be tried: User namespaces"):
        linting.lint(folder, datasets=DATASETS)
    assert linting.reasons_to_refuse(folder, datasets=DATASETS) == [
        "first-look: cannot be tried: User namespaces are not allowed here."
    ]


def test_an_exercise_that_takes_for_ever_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*args: Any, **options: Any) -> None:
        raise subprocess.TimeoutExpired("graders", 300)

    monkeypatch.setattr(subprocess, "run", run)

    with pytest.raises(ExerciseSyncError, match="could not be tried within 300 seconds"):
        linting.lint(folder, datasets=DATASETS)


def test_a_proof_holds_until_a_file_changes(folder: Path, tmp_path: Path) -> None:
    datasets = Path(shutil.copytree(DATASETS, tmp_path / "datasets"))
    assert not linting.is_proved(folder, datasets=datasets)

    linting.write_proof(_report(folder), datasets=datasets)
    assert linting.is_proved(folder, datasets=datasets)

    data = datasets / "us_wildlife_strikes" / "data" / "strikes.csv"
    whole = data.read_bytes()
    data.write_bytes(whole[:-20])
    assert not linting.is_proved(folder, datasets=datasets)
    data.write_bytes(whole)
    assert linting.is_proved(folder, datasets=datasets)
    (folder / "attempts" / "tampered.py").write_text("")
    assert not linting.is_proved(folder, datasets=datasets)


@pytest.mark.parametrize("text", ["", "[]", '{"sha256": "0"}', "\xff"])
def test_a_proof_that_proves_nothing_is_no_proof(folder: Path, text: str) -> None:
    (folder / linting.PROOF_NAME).write_text(text, encoding="latin-1")

    assert not linting.is_proved(folder, datasets=DATASETS)


def test_an_exercise_that_fails_gets_no_proof(folder: Path) -> None:
    with pytest.raises(ValueError, match="did not pass"):
        linting.write_proof(_report(folder, ["bad"]), datasets=DATASETS)

    assert not (folder / linting.PROOF_NAME).exists()


@pytest.mark.django_db
def test_an_exercise_that_fails_lint_is_not_published(folder: Path, grader: Grader) -> None:
    grader.problems = [PROBLEM]

    report = syncing.sync_assignments(exercises_dir=folder.parent, by=None, at=NOW)

    assert report.released == ()
    assert report.refusals() == [
        "not published: first-look/source/first_look.py: cell zeros: too weak"
    ]
    assert not Assignment.objects.exists()


@pytest.mark.django_db
def test_a_release_that_learners_have_stays_while_the_next_one_is_refused(
    folder: Path, grader: Grader
) -> None:
    syncing.sync_assignments(exercises_dir=folder.parent, by=None, at=NOW)
    grader.problems = [PROBLEM]
    path = folder / "exercise.yaml"
    path.write_text(path.read_text().replace("points: 1", "points: 1.0").replace("12 to", ""))
    source = folder / "source" / "first_look.py"
    source.write_text(source.read_text().replace("**Well done.**", "**Done.**"))

    report = syncing.sync_assignments(exercises_dir=folder.parent, by=None, at=NOW)

    assert report.refused
    assert Assignment.objects.get().is_active
    assert Release.objects.get().number == 1


@pytest.mark.django_db
def test_an_unchanged_exercise_is_not_tried_again(folder: Path, grader: Grader) -> None:
    for _time in range(2):
        syncing.sync_assignments(exercises_dir=folder.parent, by=None, at=NOW)

    assert len(grader.calls) == 1


@pytest.mark.django_db
def test_loading_tells_what_was_refused(
    folder: Path, grader: Grader, settings: LazySettings
) -> None:
    settings.EXERCISES_DIR = folder.parent
    grader.problems = [PROBLEM]

    assert outline_links.sync_after_load(by=None) == [
        "not published: first-look/source/first_look.py: cell zeros: too weak"
    ]
    with pytest.raises(CommandError, match="not published: first-look"):
        call_command("sync_exercises", dir=folder.parent, stdout=StringIO())


def test_command_names_what_is_not_ready_and_fails(folder: Path, grader: Grader) -> None:
    grader.problems = [PROBLEM]
    out = StringIO()

    with pytest.raises(CommandError, match="1 of 1 not ready: first-look"):
        call_command("lint_exercise", str(folder), stdout=out)

    assert "first-look: NOT READY, tests notice 16 of 17" in out.getvalue()
    assert "first_look.py: cell zeros: too weak" in out.getvalue()


def test_command_writes_proofs_and_does_not_try_twice(folder: Path, grader: Grader) -> None:
    out = StringIO()

    for _time in range(2):
        call_command("lint_exercise", str(folder), "--prove", stdout=out)

    assert len(grader.calls) == 1
    assert "not noticed: cell zeros, line 2: 0 → 1" in out.getvalue()
    assert "first-look: proved before" in out.getvalue()


def test_command_tries_every_exercise(folder: Path, grader: Grader, settings: LazySettings) -> None:
    settings.EXERCISES_DIR = folder.parent

    call_command("lint_exercise", "--all", stdout=StringIO())

    assert grader.calls[0][-1] == str(folder)
    with pytest.raises(CommandError, match="Name an exercise folder"):
        call_command("lint_exercise", stdout=StringIO())
