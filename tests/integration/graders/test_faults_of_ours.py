"""A fault in the grader itself: the learner gets an answer, the log the details, others no harm."""

import logging
from pathlib import Path

import pytest

from graders.engine import Engine
from graders.errors import SandboxUnavailableError
from graders.pipeline.source import SourceError
from tests.integration.graders import sources as make
from tests.integration.graders.submissions import Grade
from tests.integration.graders.test_serve import end, start

TOLD = "/srv/what-an-exception-tells"
BREAK_ONE_NOTEBOOK = f"""
import graders.engine
parse = graders.engine.parse_submission
def parse_submission(data):
    if b"x = 13" in data:
        raise RuntimeError("{TOLD}")
    return parse(data)
graders.engine.parse_submission = parse_submission
"""


def fail(*_given: object, **_named: object) -> None:
    raise RuntimeError(TOLD)


@pytest.mark.parametrize("part", ["prepare", "parse_submission", "Runner.run", "Report.cells"])
def test_a_fault_gives_a_reason_that_tells_nothing_of_us(
    grade: Grade, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, part: str
) -> None:
    assert grade().score == 10

    with monkeypatch.context() as broken:
        broken.setattr(f"graders.engine.{part}", fail)
        result = grade()

    assert (result.status, result.reason_code, result.score) == ("rejected", "grader_fault", 0)
    assert "fault of ours" in (result.reason or "")
    assert TOLD not in result.model_dump_json()
    (record,) = [one for one in caplog.records if one.name == "graders.engine"]
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == TOLD
    assert grade().score == 10


def test_a_machine_without_a_sandbox_is_no_fault_of_the_notebook(
    grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a submission waits for a machine that can grade it; it is not turned away."""

    def lacking(*_given: object, **_named: object) -> None:
        raise SandboxUnavailableError("no namespaces")

    monkeypatch.setattr("graders.engine.Runner.run", lacking)

    with pytest.raises(SandboxUnavailableError):
        grade()


def test_a_fault_over_a_source_is_the_sources_and_is_logged(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("graders.engine.read_source", fail)

    with pytest.raises(SourceError) as refused:
        engine.source(b"never seen before")

    assert TOLD not in str(refused.value)
    assert TOLD in caplog.text


def test_a_served_fault_is_answered_logged_and_over(tmp_path: Path) -> None:
    source = make.source(make.answer("a", "x = 1"), make.check("t", "assert x == 1"))
    log = tmp_path / "log"
    with log.open("wb") as stream:
        server = start(tmp_path, first=BREAK_ONE_NOTEBOOK, stderr=stream)
        try:
            server.put(source)

            answer = server.grade(source, make.submission(source, a="x = 13"))

            assert answer.status_code == 200
            assert answer.json()["status"] == "rejected"
            assert answer.json()["reason_code"] == "grader_fault"
            assert TOLD not in answer.text
            assert server.grade(source, source).json()["score"] == 1
        finally:
            end(server)
    said = log.read_text()
    assert "Traceback" in said
    assert "request r-1 could not be graded" in said
    assert TOLD in said
