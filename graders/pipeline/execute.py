"""Runs prepared cells in sandboxed children, within the limits, and never waits for ever."""

import contextlib
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from graders.contract import Limits, Mode
from graders.errors import ZygoteGoneError
from graders.pipeline.prepare import RunCell
from graders.pipeline.source import Source
from graders.pipeline.untrusted import error_of, text_of
from graders.zygote import wire
from graders.zygote.client import Child, OpenFile, Zygote

GRACE_SECONDS = 1.0
OWN = "own"
"""The word in a profile for a value that our own source makes."""
_HAND_OVER_SECONDS = 2.0
_MAX_STALE = 100

Ending = Literal["time", "died"]


@dataclass(frozen=True)
class CellOutcome:
    """What one cell did.

    Attributes:
        ran: False when it never started.
        ending: Why the notebook could not go on, or that this cell took too long.
        tainted: Whether learner code may have seen a hidden test's values before this was said.
    """

    cell: RunCell
    ran: bool
    ok: bool
    value: str | None = None
    error: dict[str, Any] | None = None
    ending: Ending | None = None
    tainted: bool = False
    record: dict[str, Any] | None = None


@dataclass(frozen=True)
class Profile:
    """What the model answer handed to each test cell; absent for tests it did not pass."""

    by_test: dict[str, dict[str, Any]] = field(default_factory=dict)


class Runner:
    """Runs one submission: one child in-process, two (learner and tests) in split mode."""

    def __init__(self, zygote: Zygote, limits: Limits, files: Sequence[OpenFile]) -> None:
        """Prepare to run with these limits and files."""
        self._zygote = zygote
        self._limits = limits
        self._files = files
        self._learner: Child | None = None
        self._tester: Child | None = None
        self._end = 0.0
        self._ending: Ending | None = None
        self._tainted = False
        self._printed = 0
        self._sent_ahead: int | None = None

    @property
    def printed_too_much(self) -> bool:
        """Whether the notebook printed more than its exercise allows."""
        return self._printed > self._limits.output_kb * 1024

    def run(
        self,
        source: Source,
        cells: Sequence[RunCell],
        mode: Mode,
        profile: Profile | None = None,
        record: bool = False,
        to_first_failure: bool = False,
    ) -> list[CellOutcome]:
        """Execute cells in order, all of them or up to the first test that fails.

        Promises an outcome for every cell, and that every child is dead afterwards.

        Raises:
            ZygoteGoneError: the zygote died meanwhile; the submission can simply be run again.
        """
        self._end = time.monotonic() + self._limits.seconds
        try:
            self._spawn(mode, cells)
            self._prepare_tests(cells, profile)
            outcomes = []
            for cell in cells:
                outcome = self._outcome(source, cell, profile, record)
                outcomes.append(outcome)
                if to_first_failure and _loses_points(outcome):
                    break
            return outcomes + [CellOutcome(cell, False, False) for cell in cells[len(outcomes) :]]
        finally:
            for child in (self._learner, self._tester):
                if child is not None:
                    child.kill()

    def _outcome(
        self, source: Source, cell: RunCell, profile: Profile | None, record: bool
    ) -> CellOutcome:
        if self._ending is None and time.monotonic() >= self._end:
            self._ending = "time"
        if self._ending is not None:
            return CellOutcome(cell, False, False, ending=self._ending)
        return self._test(source, cell, profile, record) if cell.is_test else self._run(cell)

    def _spawn(self, mode: Mode, cells: Sequence[RunCell]) -> None:
        """Start the children; the learner's first cell runs while the tests' process is made."""
        if mode is Mode.INPROCESS:
            self._learner = self._zygote.spawn("learner", self._limits, self._files)
            return
        ours, theirs = socket.socketpair()
        with ours, theirs:
            self._learner = self._zygote.spawn("learner", self._limits, self._files, ours)
            if cells and not cells[0].is_test:
                self._sent_ahead = cells[0].number
                with contextlib.suppress(wire.WireError):  # whoever awaits the answer notices
                    self._learner.send(_to_run(cells[0]))
            self._tester = self._zygote.spawn("tester", self._limits, self._files, theirs)

    def _prepare_tests(self, cells: Sequence[RunCell], profile: Profile | None) -> None:
        """Let the tests' process make our own values while the learner's cells run."""
        if self._tester is None or profile is None:
            return
        programs: dict[str, None] = {}
        for cell in cells:
            if cell.is_test and cell.origin is not None:
                kinds = profile.by_test.get(cell.origin.grade_id or "", {}).get("names", {})
                programs.update((text, None) for n, text in cell.origin.own if kinds.get(n) == OWN)
        if programs:
            with contextlib.suppress(wire.WireError):  # whoever asks next notices as well
                self._tester.send({"op": "prepare", "programs": list(programs)})

    def _run(self, cell: RunCell) -> CellOutcome:
        """Run one cell of the learner."""
        tainted = self._tainted
        try:
            answer, late = self._ask(self._child(), _to_run(cell))
        except wire.WireError:
            return self._died(cell)
        except TimeoutError:
            return self._hung(cell)
        error = error_of(answer.get("error"))
        self._printed = _as_count(answer.get("printed"))
        if late:
            return CellOutcome(cell, True, False, error=error, ending="time", tainted=tainted)
        return CellOutcome(cell, True, error is None, error=error, tainted=tainted)

    def _test(
        self, source: Source, cell: RunCell, profile: Profile | None, record: bool
    ) -> CellOutcome:
        """Run one test cell, in the tests' process or, unsplit, in the learner's."""
        origin = cell.origin
        if origin is None:
            raise ValueError("only cells of the source are tests")
        grade_id = origin.grade_id or ""
        message: wire.Message = {
            "op": "test",
            "source": cell.source,
            "cell": cell.number,
            "given": source.given,
            "mine": sorted(origin.mine),
            "profile": profile.by_test.get(grade_id) if profile is not None else None,
            "answers": sorted(source.answer_names),
            "visible": sorted(source.visible_names),
            "own": dict(origin.own),
            "record": record,
        }
        child = self._tester or self._child()
        try:
            if self._tester is not None:
                self._child().send({"op": "serve", "cell": cell.number})
            answer, late = self._ask(child, message)
            if self._tester is not None:
                self._await(self._child(), cell.number, time.monotonic() + _HAND_OVER_SECONDS)
        except wire.WireError:
            return self._died(cell)
        except TimeoutError:
            return self._hung(cell)
        used = answer.get("used") is True
        self._tainted = self._tainted or bool(used and origin.hidden)
        return CellOutcome(
            cell,
            True,
            answer.get("ok") is True and not late,
            value=text_of(answer.get("value")),
            error=error_of(answer.get("error")),
            ending="time" if late else None,
            tainted=self._tainted,
            record=answer.get("record") if record else None,
        )

    def _child(self) -> Child:
        if self._learner is None:
            raise wire.WireError("no process runs")
        return self._learner

    def _ask(self, child: Child, message: wire.Message) -> tuple[wire.Message, bool]:
        """Send a message and await its answer; when late, press the stop button first."""
        number = int(message["cell"])
        if number != self._sent_ahead:
            child.send(message)
        deadline = min(time.monotonic() + self._limits.cell_seconds, self._end)
        try:
            return self._await(child, number, deadline), False
        except TimeoutError:
            return self._hurry(child, number), True

    def _hurry(self, child: Child, number: int) -> wire.Message:
        """Stop the learner's code, and if that is not enough, the test that works on its value."""
        self._child().interrupt()
        try:
            return self._await(child, number, time.monotonic() + GRACE_SECONDS)
        except TimeoutError:
            if child is not self._tester:
                raise
        child.interrupt()
        return self._await(child, number, time.monotonic() + GRACE_SECONDS)

    @staticmethod
    def _await(child: Child, number: int, deadline: float) -> wire.Message:
        for _ in range(_MAX_STALE):
            answer = child.receive(deadline)
            if answer.get("done") == number:
                return answer
        raise wire.WireError("too many answers that nobody asked for")

    def _died(self, cell: RunCell) -> CellOutcome:
        """A child ended or talks nonsense; find out whether the zygote went with it."""
        deadline = time.monotonic() + 0.3
        while time.monotonic() < deadline:
            if not self._zygote.alive:
                raise ZygoteGoneError("the warm grading process ended during a run")
            if self._partner_lives():
                break
            time.sleep(0.01)
        self._ending = "died"
        return CellOutcome(cell, True, False, ending="died", tainted=self._tainted)

    def _partner_lives(self) -> bool:
        """Whether another child is still there, which it cannot be without the zygote."""
        children = (self._learner, self._tester)
        return any(child is not None and child.running() for child in children)

    def _hung(self, cell: RunCell) -> CellOutcome:
        """A cell that ignores the stop button: the notebook cannot go on."""
        self._ending = "time"
        return CellOutcome(cell, True, False, ending="time", tainted=self._tainted)


def _loses_points(outcome: CellOutcome) -> bool:
    origin = outcome.cell.origin
    return outcome.cell.is_test and origin is not None and origin.points > 0 and not outcome.ok


def _to_run(cell: RunCell) -> wire.Message:
    return {"op": "run", "source": cell.source, "cell": cell.number}


def _as_count(value: object) -> int:
    return value if isinstance(value, int) else 0
