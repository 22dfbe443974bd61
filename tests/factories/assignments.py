"""Exercises, releases and submissions for tests; every file that a row names is in the store."""

# factory_boy's declarations carry no types.
# mypy: disable-error-code="no-untyped-call"

import io
import json
import tarfile
import uuid
from datetime import UTC, datetime
from typing import Any

from factory.declarations import LazyAttribute, LazyFunction, Sequence, SubFactory, Trait
from factory.django import DjangoModelFactory

from graders.contract import CellResult, CellStatus, GradeResult, ResultStatus
from portal.assignments.archives import pack_archive
from portal.assignments.models import Assignment, GradingRun, Release, Submission
from portal.assignments.states import RunState, SubmissionState
from portal.core import files
from tests.factories.people import UserFactory

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
COURSE = uuid.UUID("0c0a5e00-0000-4000-8000-000000000001")
NOTEBOOK = "counting.ipynb"
DATA = b"airport,strikes\nA,3\nB,5\n"


def notebook(answer: str = "# YOUR CODE HERE", *, reading: str = "", **top: Any) -> bytes:
    """Return a notebook file whose one solution cell holds ``answer``."""

    def cell(kind: str, source: str, grade_id: str, **flags: Any) -> dict[str, Any]:
        settings = {"grade_id": grade_id, "schema_version": 3, **flags}
        made = {"cell_type": kind, "id": grade_id, "metadata": {"nbgrader": settings}}
        code = {"outputs": [], "execution_count": None} if kind == "code" else {}
        return {**made, "source": source, **code}

    cells = [
        {"cell_type": "markdown", "id": "intro", "metadata": {}, "source": ["# Count\n", "them"]},
        cell("code", answer, "count", solution=True, grade=False, locked=False, task=False),
        cell("code", "assert n > 0", "count_practice", grade=True, solution=False, points=1),
        cell("code", "# final", "count_final", grade=True, solution=False, points=2),
        cell("markdown", reading, "reading", grade=True, solution=True, points=3),
    ]
    document = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells, **top}
    return json.dumps(document).encode()


def tar_gz(members: dict[str, bytes]) -> bytes:
    """Return an archive as a workspace sends it."""
    return pack_archive(members, at=NOW)


def raw_tar_gz(*entries: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """Return an archive with entries exactly as given, however wicked."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for entry, data in entries:
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


def checks(*, manual: bool = False) -> list[dict[str, Any]]:
    """Return the release's checks: one practice, one final, and perhaps one manual."""
    common = {"competency": "ANA-1", "level": 1, "difficulty": -0.5}
    found: list[dict[str, Any]] = [
        {
            "grade_id": "count_practice",
            "task": "count",
            "kind": "practice",
            "points": 1.0,
            "message": "n is a whole number.",
            "hints": ["len counts."],
            **common,
        },
        {
            "grade_id": "count_final",
            "task": "count",
            "kind": "final",
            "points": 2.0,
            "message": "n agrees with the table.",
            "hints": ["Do not type the number.", "The heading is not a row."],
            **common,
        },
    ]
    if manual:
        found.append(
            {
                "grade_id": "reading",
                "task": "reading",
                "kind": "manual",
                "points": 3.0,
                "message": "Say what the number means.",
                "hints": [],
                **common,
            }
        )
    return found


def result_of(
    release: Release, points: dict[str, float | None] | None = None, *, request_id: str = ""
) -> GradeResult:
    """Return a grader's answer with these points; full marks for checks that are not named."""
    given = points or {}
    cells = {}
    for check in release.checks:
        worth = float(check["points"])
        score = given.get(check["grade_id"], None if check["kind"] == "manual" else worth)
        status = CellStatus.PASSED if score == worth else CellStatus.FAILED
        cells[check["grade_id"]] = CellResult(
            score=score,
            max_score=worth,
            status=CellStatus.MANUAL if score is None else status,
            message="" if status is CellStatus.PASSED else "n is 7 and should be 2.",
            got=None if status is CellStatus.PASSED else "<b>7</b>",
        )
    return GradeResult(
        request_id=request_id or str(uuid.uuid4()),
        submission=release.notebook_name,
        status=ResultStatus.GRADED,
        score=sum(cell.score or 0 for cell in cells.values()),
        max_score=release.max_score,
        cells=cells,
        engine="test",
    )


class AssignmentFactory(DjangoModelFactory[Assignment]):
    class Meta:
        model = Assignment

    uuid = LazyFunction(uuid.uuid4)
    slug = Sequence(lambda n: f"counting-{n}")
    course_uuid = COURSE
    course_slug = "first-steps"
    module_slug = "meet-the-data"
    title = "Count the strikes"
    summary = "You count."
    learn = LazyFunction(lambda: ["Count rows"])
    minutes = 20
    datasets = LazyFunction(lambda: [{"slug": "strikes", "files": ["strikes.csv"]}])
    attempts_allowed = 3


class ReleaseFactory(DjangoModelFactory[Release]):
    class Meta:
        model = Release

    class Params:
        with_manual = Trait(checks=LazyFunction(lambda: checks(manual=True)))

    assignment = SubFactory(AssignmentFactory)
    number = 1
    fingerprint = Sequence(lambda n: f"{n:064x}")
    notebook_name = NOTEBOOK
    source_sha256 = LazyFunction(lambda: files.put(notebook("n = 2")))
    starter_sha256 = LazyFunction(lambda: files.put(notebook()))
    archive_sha256 = LazyFunction(
        lambda: files.put(tar_gz({NOTEBOOK: notebook(), "data/strikes.csv": DATA}))
    )
    files = LazyFunction(
        lambda: [{"name": "data/strikes.csv", "sha256": files.put(DATA), "size": len(DATA)}]
    )
    tasks = LazyFunction(
        lambda: [
            {"id": "count", "title": "1. How many?", "lesson": "reading-a-table#rows"},
            {"id": "reading", "title": "2. What does it mean?", "lesson": None},
        ]
    )
    checks = LazyFunction(checks)
    limits = LazyFunction(dict)


class SubmissionFactory(DjangoModelFactory[Submission]):
    class Meta:
        model = Submission

    class Params:
        settled = Trait(state=SubmissionState.GRADED, settled_at=NOW)

    release = SubFactory(ReleaseFactory)
    assignment = LazyAttribute(lambda made: made.release.assignment)
    learner = SubFactory(UserFactory)
    attempt = Sequence(lambda n: n + 1)
    received_at = NOW
    sha256 = LazyFunction(lambda: files.put(tar_gz({NOTEBOOK: notebook("n = 2")})))
    size = 1000
    media_type = "application/gzip"
    notebook_sha256 = LazyFunction(lambda: files.put(notebook("n = 2")))
    via = Submission.Via.HUB
    idempotency_key = LazyFunction(lambda: uuid.uuid4().hex)


class GradingRunFactory(DjangoModelFactory[GradingRun]):
    class Meta:
        model = GradingRun

    class Params:
        accepted = Trait(
            state=RunState.ACCEPTED,
            finished_at=NOW,
            result=LazyAttribute(
                lambda made: result_of(made.submission.release).model_dump(mode="json")
            ),
            score=LazyAttribute(lambda made: result_of(made.submission.release).score),
            max_score=LazyAttribute(lambda made: made.submission.release.max_score),
        )

    submission = SubFactory(SubmissionFactory)
    number = 1
    started_at = NOW
