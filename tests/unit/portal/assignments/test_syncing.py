"""From exercise folders to releases, with a real folder built for real."""

import io
import json
import shutil
import tarfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from nbformat.validator import validate

from portal.assignments import notebooks, syncing
from portal.assignments.errors import ExerciseSyncError
from portal.assignments.models import Assignment, Release
from portal.core import files
from tests.factories import courses
from tests.factories.assignments import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
SLUG = "first-look"


@pytest.fixture
def exercises(tmp_path: Path) -> Path:
    """Return a directory with a copy of one real exercise."""
    shutil.copytree(Path(settings.EXERCISES_DIR) / SLUG, tmp_path / "exercises" / SLUG)
    return tmp_path / "exercises"


def _sync(exercises: Path, **options: Any) -> syncing.SyncReport:
    return syncing.sync_assignments(exercises_dir=exercises, by=None, at=NOW, **options)


def _change(exercises: Path, **changes: Any) -> None:
    path = exercises / SLUG / "exercise.yaml"
    manifest = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**manifest, **changes}), encoding="utf-8")


def test_sync_makes_an_assignment_and_a_release_whose_files_are_stored(exercises: Path) -> None:
    report = _sync(exercises)

    assignment = Assignment.objects.get()
    release = Release.objects.get()
    assert report.released == (SLUG,)
    assert (assignment.slug, assignment.course_slug, release.number) == (SLUG, "first-steps", 1)
    with tarfile.open(fileobj=io.BytesIO(files.read(release.archive_sha256))) as archive:
        assert set(archive.getnames()) == {"first_look.ipynb", "data/strikes.csv"}
        notebook = archive.extractfile("first_look.ipynb")
        assert notebook is not None
        text = notebook.read().decode()
    assert "BEGIN SOLUTION" not in text
    assert "HIDDEN TESTS" not in text
    assert b"HIDDEN TESTS" in files.read(release.source_sha256)
    assert {check["kind"] for check in release.checks} >= {"practice", "final"}


def test_sync_knows_the_course_and_keeps_it_when_the_courses_address_changes(
    exercises: Path,
) -> None:
    course = courses.course(slug="first-steps")
    _sync(exercises)
    assert Assignment.objects.get().course_uuid == course.uuid
    course.slug = "a-new-address"
    course.save_revision().publish()

    assert _sync(exercises).updated == ()

    assert Assignment.objects.get().course_uuid == course.uuid


def test_sync_again_changes_nothing(exercises: Path) -> None:
    _sync(exercises)

    report = _sync(exercises)

    assert (report.unchanged, report.released, report.updated) == ((SLUG,), (), ())
    assert Release.objects.count() == 1


def test_sync_of_new_words_updates_without_a_release(exercises: Path) -> None:
    _sync(exercises)
    _change(exercises, title="Another title")

    report = _sync(exercises)

    assert report.updated == (SLUG,)
    assert Assignment.objects.get().title == "Another title"
    assert Release.objects.count() == 1


def test_sync_of_new_checks_is_a_new_release(exercises: Path) -> None:
    _sync(exercises)
    source = exercises / SLUG / "source" / "first_look.py"
    source.write_text(source.read_text() + "\n# %% [markdown]\n# One more line.\n")

    report = _sync(exercises)

    assert report.released == (SLUG,)
    assert list(Release.objects.values_list("number", flat=True)) == [1, 2]


def test_sync_stamps_each_release_into_its_notebook(exercises: Path) -> None:
    _sync(exercises)
    source = exercises / SLUG / "source" / "first_look.py"
    source.write_text(source.read_text() + "\n# %% [markdown]\n# One more line.\n")
    _sync(exercises)

    for release in Release.objects.all():
        with tarfile.open(fileobj=io.BytesIO(files.read(release.archive_sha256))) as archive:
            member = archive.extractfile(release.notebook_name)
            assert member is not None
            fetched = member.read()
        stamp = notebooks.parse(fetched).stamp
        assert stamp is not None
        assert (stamp.assignment, stamp.release) == (release.assignment.uuid, release.number)
        assert fetched == files.read(release.starter_sha256)
        validate(json.loads(fetched), version=4)


def test_sync_restores_a_release_whose_file_is_gone_from_the_store(exercises: Path) -> None:
    _sync(exercises)
    files.path(Release.objects.get().archive_sha256).unlink()

    assert _sync(exercises).released == (SLUG,)
    latest = Assignment.objects.get().latest_release
    assert latest is not None
    assert files.path(latest.archive_sha256).is_file()


def test_sync_withdraws_an_exercise_whose_folder_is_gone_and_brings_it_back(
    exercises: Path, tmp_path: Path
) -> None:
    _sync(exercises)
    shutil.move(exercises / SLUG, tmp_path / SLUG)
    assert _sync(exercises).withdrawn == (SLUG,)
    assert not Assignment.objects.published().exists()

    shutil.move(tmp_path / SLUG, exercises / SLUG)

    assert _sync(exercises).updated == (SLUG,)
    assert Assignment.objects.published().count() == 1


def test_sync_names_a_dataset_file_that_is_missing_on_disk_and_changes_nothing(
    exercises: Path, tmp_path: Path
) -> None:
    with pytest.raises(ExerciseSyncError, match=r"strikes\.csv of dataset \S+ is missing on disk"):
        _sync(exercises, datasets_dir=tmp_path / "nowhere")
    assert not Assignment.objects.exists()


def test_sync_names_every_wrong_key(exercises: Path) -> None:
    _change(exercises, minutes="soon", colour="blue")

    with pytest.raises(ExerciseSyncError) as error:
        _sync(exercises)

    text = str(error.value)
    assert "first-look/exercise.yaml: minutes" in text
    assert "first-look/exercise.yaml: colour: this key is not known here" in text


def test_sync_names_competencies_that_the_framework_does_not_know(exercises: Path) -> None:
    CompetencyFactory(code="XYZ-1")

    with pytest.raises(ExerciseSyncError, match="is not in the framework"):
        _sync(exercises)


def test_sync_refuses_an_exercise_that_a_job_could_not_finish(exercises: Path) -> None:
    _change(exercises, limits={"seconds": 500})

    with pytest.raises(ExerciseSyncError, match=r"limits\.seconds"):
        _sync(exercises)


def test_sync_exercises_command_says_what_it_did(
    exercises: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("sync_exercises", dir=exercises)

    assert f"released: {SLUG}" in capsys.readouterr().out


def test_sync_exercises_command_fails_with_the_problems(exercises: Path) -> None:
    _change(exercises, colour="blue")

    with pytest.raises(CommandError, match="colour"):
        call_command("sync_exercises", dir=exercises)


def test_sync_of_a_new_name_leads_on_from_every_old_address(
    exercises: Path, client: Client
) -> None:
    _sync(exercises)
    for name in ("a-second-look", "a-third-look"):
        _change(exercises, slug=name)
        _sync(exercises)
    client.force_login(UserFactory(trainer=True))

    for old in (SLUG, "a-second-look"):
        answer = client.get(f"/exercises/first-steps/{old}/")
        assert (answer.status_code, answer["Location"]) == (
            302,
            "/exercises/first-steps/a-third-look/",
        )
    assert client.get("/exercises/first-steps/a-third-look/").status_code == 200


def test_an_exercise_on_data_that_expose_persons_is_refused(
    exercises: Path, tmp_path: Path
) -> None:
    datasets = tmp_path / "courses" / "datasets"
    shutil.copytree(Path(settings.COURSES_DIR) / "datasets", datasets)
    path = datasets / "us_wildlife_strikes" / "dataset.yaml"
    manifest = yaml.safe_load(path.read_text(encoding="utf-8"))
    persons = {
        "quasi_identifiers": ["date", "airport"],
        "measured": {"k": 1, "rows": 10000, "unique": 9000, "assessed_on": "2026-11-24"},
    }
    changed = {**manifest, "persons": True, "disclosure": persons}
    path.write_text(yaml.safe_dump(changed), encoding="utf-8")

    with pytest.raises(ExerciseSyncError, match="refused: k is 1"):
        _sync(exercises, datasets_dir=datasets)

    assert not Release.objects.exists()
