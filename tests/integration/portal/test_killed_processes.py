"""kill -9 on real processes: nothing received is lost, nothing is graded with two outcomes.

The grader of these tests gives other points each time it is asked, so that a second outcome would
show.
"""

import hashlib
import itertools
import os
import random
import signal
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sized
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.assignments.models import GradingRun, Release, Submission
from portal.assignments.receiving import receive_submission
from portal.assignments.states import RunState, SubmissionState
from portal.assignments.uploads import GZIP, Upload
from portal.competencies.models import Evidence
from portal.core import files
from portal.jobs import recovery
from portal.jobs.models import WorkerBeat
from portal.people.models import User
from tests.factories.assignments import COURSE, NOTEBOOK, notebook, tar_gz
from tests.factories.grader import GraderState, grader_on
from tests.factories.hub import HubState
from tests.factories.learning import EnrolmentFactory
from tests.factories.people import UserFactory
from tests.integration.portal.processes import Program, portal, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workers(state: Path) -> Iterator[list[Program]]:
    """Return a list; every program in it is stopped in the end."""
    started: list[Program] = []
    yield started
    for program in started:
        program.stop()


@pytest.fixture
def moody(grader: GraderState) -> GraderState:
    """Return a slow grader that never gives the same points twice."""
    numbers = itertools.count(1)
    grader.points = lambda grade_id: next(numbers) / 1000
    grader.delay = 0.4
    return grader


def _submit(learner: User, release: Release, number: int = 1) -> Submission:
    return receive_submission(
        learner=learner,
        assignment=release.assignment,
        upload=Upload(tar_gz({NOTEBOOK: notebook(f"n = {number}")}), GZIP),
        via=Submission.Via.HUB,
        idempotency_key=uuid.uuid4().hex,
        at=timezone.now(),
    )


def _work(state: Path, processes: int = 2) -> Program:
    return Program(state, "-m", "portal", "work", "--processes", str(processes))


def _all_graded() -> bool:
    return not Submission.objects.exclude(state=SubmissionState.GRADED).exists()


def _outcomes() -> dict[uuid.UUID, tuple[float, ...]]:
    """Return what counts for each submission; the evidence must say the same as the run."""
    outcomes = {}
    for submission in Submission.objects.all():
        run = submission.runs.get(state=RunState.ACCEPTED)
        assert run.result is not None
        evidence = Evidence.objects.filter(source_id=submission.uuid)
        by_item = {row.item_key.split(":")[1]: row.score for row in evidence}
        cells = run.result["cells"]
        assert by_item == {n: c["score"] / c["max_score"] for n, c in cells.items()}
        outcomes[submission.uuid] = (run.score or 0.0, *sorted(by_item.values()))
    return outcomes


def test_workers_killed_again_and_again_grade_every_submission_once(
    state: Path, release: Release, moody: GraderState, workers: list[Program]
) -> None:
    learners = [EnrolmentFactory(course_uuid=COURSE).learner for _number in range(6)]
    sent = [_submit(learner, release, number) for number, learner in enumerate(learners)]
    workers.append(_work(state))

    for kill in range(3):
        wait_until(_longer_than(moody.asked, len(moody.asked)), what="the grader is asked")
        workers[-1].kill_children()
        if kill == 1:
            workers[-1].kill()
            workers.append(_work(state))

    wait_until(_all_graded, seconds=60, what=workers[-1].log.read_text()[-3000:])
    outcomes = _outcomes()
    assert set(outcomes) == {submission.uuid for submission in sent}
    assert len(moody.asked) > len(sent), "at least one had to be graded once more"
    assert not GradingRun.objects.filter(state=RunState.REPLACED).exists()

    time.sleep(1.5)  # longer than the slowest answer still under way
    assert _outcomes() == outcomes


def test_a_killed_worker_is_replaced_and_its_job_is_taken_up_at_once(
    state: Path, release: Release, ada: User, moody: GraderState, workers: list[Program]
) -> None:
    submission = _submit(ada, release)
    workers.append(_work(state, processes=1))
    wait_until(lambda: moody.asked, what="the grader is asked")
    began = time.monotonic()

    workers[0].kill_children()

    wait_until(_all_graded, seconds=20, what=workers[0].log.read_text()[-3000:])
    assert time.monotonic() - began < recovery.LEASE.total_seconds() / 2, "well before the lease"
    states = dict(submission.runs.values_list("number", "state"))
    assert states == {1: RunState.ABANDONED, 2: RunState.ACCEPTED}


def test_a_worker_that_was_asleep_beyond_its_lease_cannot_win(
    state: Path, release: Release, ada: User, moody: GraderState, workers: list[Program]
) -> None:
    submission = _submit(ada, release)
    moody.delay = 1.0
    workers.append(_work(state, processes=1))
    wait_until(lambda: moody.asked, what="the grader is asked")
    sleeper = workers[0].children()[0]
    sleeper.send_signal(signal.SIGSTOP)
    WorkerBeat.objects.update(seen_at=timezone.now() - recovery.LEASE - timedelta(seconds=1))

    workers.append(_work(state, processes=1))
    wait_until(_all_graded, seconds=30, what=workers[1].log.read_text()[-3000:])
    outcomes = _outcomes()
    sleeper.send_signal(signal.SIGCONT)
    wait_until(
        lambda: "is dropped" in workers[0].log.read_text(), what=workers[0].log.read_text()[-3000:]
    )

    assert _outcomes() == outcomes
    states = dict(submission.runs.values_list("number", "state"))
    assert states == {1: RunState.ABANDONED, 2: RunState.ACCEPTED}
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_worker_told_to_stop_finishes_its_job_first(
    state: Path, release: Release, ada: User, moody: GraderState, workers: list[Program]
) -> None:
    _submit(ada, release)
    moody.delay = 1.5
    workers.append(_work(state, processes=2))
    wait_until(lambda: moody.asked, what="the grader is asked")

    assert workers[0].stop() == 0

    assert _all_graded()
    assert len(moody.asked) == 1
    assert not WorkerBeat.objects.exists()


def test_workers_end_with_their_parent(
    state: Path, transactional_db: None, workers: list[Program]
) -> None:
    workers.append(_work(state))
    wait_until(lambda: WorkerBeat.objects.count() == 2, what="both workers are up")
    family = workers[0].children()

    os.kill(workers[0].process.pid, signal.SIGKILL)
    workers[0].process.wait()

    _gone, alive = psutil.wait_procs(family, timeout=15)
    assert not alive


def test_a_worker_that_has_worked_makes_room_for_a_fresh_one(
    state: Path, release: Release, ada: User, moody: GraderState, workers: list[Program]
) -> None:
    workers.append(_work(state, processes=1))
    wait_until(WorkerBeat.objects.exists, what="the worker is up")
    first = workers[0].children()[0].pid

    for number in range(2):
        _submit(ada, release, number)
        wait_until(_all_graded, what=workers[0].log.read_text()[-3000:])

    def replaced() -> bool:
        return [child.pid for child in workers[0].children()] not in ([], [first])

    wait_until(replaced, seconds=20, what="a fresh worker takes its place")
    wait_until(lambda: WorkerBeat.objects.count() == 1, what="only the fresh one gives signs")
    assert "another takes its place" not in workers[0].log.read_text(), "nothing went wrong"
    _submit(ada, release, 3)
    wait_until(_all_graded, what=workers[0].log.read_text()[-3000:])
    assert not GradingRun.objects.filter(state=RunState.ABANDONED).exists()


def test_a_grader_that_starts_late_finds_every_submission_waiting(
    state: Path, release: Release, ada: User, workers: list[Program]
) -> None:
    _submit(ada, release)
    workers.append(_work(state, processes=1))
    tried = GradingRun.objects.filter(state=RunState.ABANDONED)
    wait_until(tried.exists, what="a first try without a grader")

    with grader_on(state / "grader.sock"):
        wait_until(_all_graded, seconds=40, what=workers[0].log.read_text()[-3000:])

    runs = Submission.objects.get().runs
    assert set(runs.exclude(state=RunState.ACCEPTED).values_list("problem", flat=True)) == {
        "grader_unavailable"
    }


def test_a_portal_killed_while_receiving_keeps_every_promise(
    state: Path, release: Release, hub: HubState
) -> None:
    """Whoever got a receipt finds the submission; whoever got none may send it again."""
    learners = [UserFactory(username=f"learner{number}") for number in range(4)]
    for learner in learners:
        EnrolmentFactory(learner=learner, course_uuid=COURSE)
    hub.tokens |= {f"token-of-{u.username}": (u.username, "user") for u in learners}
    receipts: list[tuple[dict[str, Any], bytes, str]] = []
    unanswered: list[tuple[User, bytes, str]] = []
    stop = threading.Event()

    def send(learner: User, body: bytes, key: str) -> dict[str, Any]:
        transport = httpx.HTTPTransport(uds=str(state / "portal.sock"))
        headers = {
            "Authorization": f"token token-of-{learner.username}",
            "Content-Type": "application/gzip",
            "Idempotency-Key": key,
        }
        with httpx.Client(transport=transport, timeout=10) as client:
            address = "http://testserver/api/exchange/first-steps/counting/submissions"
            answer = client.post(address, content=body, headers=headers)
            answer.raise_for_status()
            receipt: dict[str, Any] = answer.json()
            return receipt

    def keep_sending(learner: User) -> None:
        for number in itertools.count():
            if stop.is_set():
                return
            body = tar_gz({NOTEBOOK: notebook(f"n = {number}  # {learner.username}")})
            key = uuid.uuid4().hex
            try:
                receipts.append((send(learner, body, key), body, learner.username))
            except httpx.HTTPError:
                unanswered.append((learner, body, key))
                stop.wait(0.2)

    web = portal(state)
    threads = [threading.Thread(target=keep_sending, args=(learner,)) for learner in learners]
    try:
        for thread in threads:
            thread.start()
        for _kill in range(2):
            more = _longer_than(receipts, len(receipts) + 3)
            wait_until(more, what=web.log.read_text()[-2000:])
            time.sleep(random.random() / 5)
            web.kill()
            web = portal(state)
        stop.set()
        for thread in threads:
            thread.join()
        again = [send(*entry) for entry in unanswered]
    finally:
        stop.set()
        web.stop()

    assert unanswered, "at least one request was cut off"
    for receipt, body, username in receipts:
        made = Submission.objects.get(uuid=receipt["submission_id"])
        assert made.sha256 == receipt["sha256"] == hashlib.sha256(body).hexdigest()
        assert made.learner.username == username
    known = {receipt["submission_id"] for receipt, _body, _name in receipts}
    assert len({receipt["submission_id"] for receipt in again} | known) == len(known) + len(again)
    queued = [row.args_kwargs["kwargs"]["submission"] for row in DBTaskResult.objects.all()]
    assert sorted(queued) == sorted(str(row.uuid) for row in Submission.objects.all())
    for row in Submission.objects.all():
        assert hashlib.sha256(files.read(row.sha256)).hexdigest() == row.sha256
        assert files.read(row.notebook_sha256)
    attempts = Submission.objects.values_list("learner", "attempt")
    assert len(set(attempts)) == len(attempts)


def _longer_than(things: Sized, length: int) -> Callable[[], bool]:
    """Return a condition that holds once there are more things than now."""
    return lambda: len(things) > length
