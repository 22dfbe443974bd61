"""A submission's whole way with the real grader: folder, release, sandbox, result, evidence."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from graders.build import build_exercise
from portal.assignments.models import Assignment, Submission
from portal.assignments.receiving import receive_submission
from portal.assignments.selectors import result_for
from portal.assignments.services import sync_assignments
from portal.assignments.states import SubmissionState
from portal.assignments.uploads import GZIP, Upload
from portal.competencies.models import Evidence
from portal.competencies.services import load_framework
from portal.people.models import User
from tests.factories.assignments import COURSE, tar_gz
from tests.factories.learning import EnrolmentFactory
from tests.integration.portal.processes import Program, answers, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
EXERCISES = Path(django_settings.EXERCISES_DIR)
SLUG = "first-look"


@pytest.fixture
def running(state: Path) -> Iterator[None]:
    """Run the real grader and a real worker."""
    socket = state / "grader.sock"
    grader = Program(
        state, "-m", "graders", "serve", "--socket", str(socket), ACADEMY_GRADER_SOCKET_MODE="666"
    )
    worker = Program(state, "-m", "portal", "work", "--processes", "1")
    try:
        wait_until(
            lambda: answers(socket, "/healthz"),
            seconds=60,
            what=f"the grader is up; it said {grader.log.read_text()[-2000:]}",
        )
        yield
    finally:
        worker.stop()
        grader.stop()


@pytest.fixture
def assignment(transactional_db: None, state: Path) -> Assignment:
    framework = Path(django_settings.COURSES_DIR) / "competency_framework.yaml"
    load_framework(data=yaml.safe_load(framework.read_text(encoding="utf-8")), by=None)
    sync_assignments(exercises_dir=EXERCISES, by=None, at=timezone.now())
    Assignment.objects.update(course_uuid=COURSE)
    return Assignment.objects.get(slug=SLUG)


def _submit(learner: User, assignment: Assignment, name: str) -> Submission:
    built = build_exercise(EXERCISES / SLUG)
    return receive_submission(
        learner=learner,
        assignment=assignment,
        upload=Upload(tar_gz({built.filename: built.attempts[name]}), GZIP),
        via=Submission.Via.HUB,
        idempotency_key=f"key-{name}",
        at=timezone.now(),
    )


def test_every_worked_attempt_gets_the_score_that_its_author_expects(
    client: Client, assignment: Assignment, running: None
) -> None:
    manifest = build_exercise(EXERCISES / SLUG).manifest
    sent = {
        attempt.name: _submit(
            EnrolmentFactory(course_uuid=COURSE).learner, assignment, attempt.name
        )
        for attempt in manifest.attempts
    }

    wait_until(lambda: not Submission.objects.filter(settled_at__isnull=True).exists(), seconds=90)

    for attempt in manifest.attempts:
        submission = Submission.objects.get(pk=sent[attempt.name].pk)
        result = result_for(submission)
        assert result is not None, submission.reason
        assert result.score == pytest.approx(attempt.score), attempt.name
        assert submission.is_blank == (attempt.name == "blank")
        shown = _pages(client, submission)
        for hidden in _hidden_lines():
            assert hidden not in shown, f"{attempt.name} shows a hidden test"
    blank = sent["blank"]
    assert not Evidence.objects.filter(learner=blank.learner).exists()
    model = Submission.objects.get(pk=sent["model"].pk)
    expected = SubmissionState.GRADED
    if any(cell.kind == "manual" for cell in manifest.cells):
        expected = SubmissionState.AWAITING_MARK
    assert model.state == expected
    judged = [cell for cell in manifest.cells if cell.kind != "manual"]
    evidence = Evidence.objects.filter(learner=model.learner)
    assert evidence.count() == len(judged)
    assert set(evidence.values_list("score", flat=True)) == {1.0}


def _pages(client: Client, submission: Submission) -> str:
    client.force_login(submission.learner)
    page = client.get(submission.get_absolute_url())
    assert page.status_code == 200
    state = client.get(f"/submissions/{submission.uuid}/state/")
    run = submission.accepted_run
    stored: dict[str, Any] = run.result or {} if run is not None else {}
    return page.content.decode() + state.content.decode() + json.dumps(stored)


def _hidden_lines() -> list[str]:
    """Return the lines of the hidden tests that are long enough to be told apart from words."""
    source = json.loads(build_exercise(EXERCISES / SLUG).source)
    lines, inside = [], False
    for cell in source["cells"]:
        for line in "".join(cell["source"]).splitlines():
            if "HIDDEN TESTS" in line:
                inside = "BEGIN" in line
            elif inside and len(line.strip()) > 25:
                lines.append(line.strip())
    assert lines
    return lines
