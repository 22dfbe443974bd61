"""In which order a submission's processes are made and asked."""

from collections.abc import Sequence
from typing import Any, cast

import pytest

from graders.contract import Limits, Mode
from graders.pipeline.execute import Runner
from graders.pipeline.prepare import RunCell
from graders.pipeline.source import CellRole, Source, SourceCell
from graders.zygote import wire
from graders.zygote.client import Zygote

GIVEN = SourceCell(CellRole.GIVEN, "code", "x = 1", None, 0.0, False)
TEST = SourceCell(CellRole.TEST, "code", "assert x", "t", 1.0, True)
SOURCE = Source("0" * 64, (GIVEN, TEST), {}, frozenset(), frozenset())
FIRST, SECOND = RunCell(0, "x = 1", GIVEN), RunCell(1, "y = 1", GIVEN)
CHECK = RunCell(2, "assert x", TEST)


class Child:
    """A process that answers whatever it is asked at once, and keeps the order of events."""

    def __init__(self, role: str, events: list[tuple[str, str]], deaf: bool) -> None:
        self.role, self.events, self.deaf = role, events, deaf
        self.asked: list[int] = []

    def send(self, message: wire.Message) -> None:
        self.events.append((self.role, message["op"]))
        if self.deaf:
            raise wire.WireError("the other process has ended")
        self.asked.append(message["cell"])

    def receive(self, _deadline: float) -> wire.Message:
        if not self.asked:
            raise wire.WireError("the other process has ended")
        return {"done": self.asked.pop(0), "ok": True, "error": None, "printed": 0}

    def running(self) -> bool:
        return True

    def kill(self) -> None:
        self.events.append((self.role, "kill"))


class Warm:
    """A zygote that makes such processes."""

    alive = True

    def __init__(self, deaf: bool = False) -> None:
        self.events: list[tuple[str, str]] = []
        self.deaf = deaf

    def spawn(self, role: str, *_given: Any) -> Child:
        self.events.append((role, "spawn"))
        return Child(role, self.events, self.deaf)


def run(warm: Warm, cells: Sequence[RunCell], mode: Mode = Mode.SPLIT) -> list[bool]:
    runner = Runner(cast("Zygote", warm), Limits(), [])
    return [outcome.ok for outcome in runner.run(SOURCE, cells, mode)]


def test_first_cell_runs_while_the_tests_process_is_made_and_is_asked_once() -> None:
    warm = Warm()

    assert run(warm, [FIRST, SECOND, CHECK]) == [True, True, True]

    assert warm.events == [
        ("learner", "spawn"),
        ("learner", "run"),
        ("tester", "spawn"),
        ("learner", "run"),
        ("learner", "serve"),
        ("tester", "test"),
        ("learner", "kill"),
        ("tester", "kill"),
    ]


def test_notebook_that_begins_with_a_test_sends_nothing_ahead() -> None:
    warm = Warm()

    assert run(warm, [CHECK]) == [True]

    assert warm.events[:3] == [("learner", "spawn"), ("tester", "spawn"), ("learner", "serve")]


@pytest.mark.parametrize("mode", list(Mode))
def test_learner_that_died_at_once_is_noticed_and_everything_is_ended(mode: Mode) -> None:
    warm = Warm(deaf=True)

    assert run(warm, [FIRST, SECOND], mode) == [False, False]

    made = [role for role, event in warm.events if event == "spawn"]
    assert [role for role, event in warm.events if event == "kill"] == made
