"""Turns outcomes into words for the learner, without a word of any hidden test.

What may be said depends on where it comes from:

1. the author's words, and words that a check marks as public: always;
2. an assertion's text and expected values: in visible checks only;
3. the learner's values and the texts of their errors: until learner code has worked on values of
   a hidden test ("tainted"), because from then on they could carry those values out.
"""

import re
from collections.abc import Sequence
from typing import Any

from graders.contract import CellResult, CellStatus, CheckText, Mode
from graders.pipeline.execute import CellOutcome
from graders.pipeline.helptexts import help_for, known_name
from graders.pipeline.prepare import Prepared, RunCell
from graders.pipeline.score import score_manual, score_test
from graders.pipeline.source import CellRole, Source, SourceCell

_MAX_WORDS = 1500
_MAX_LINES = 4
_CONTROL = re.compile(
    r"\x1b\[[0-9;]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
_NOTHING = CheckText()


class Report:
    """Scores and words for one executed submission."""

    def __init__(
        self,
        source: Source,
        prepared: Prepared,
        outcomes: Sequence[CellOutcome],
        messages: dict[str, CheckText],
        mode: Mode,
    ) -> None:
        """Take what is known; outcomes stand in the order of the prepared cells."""
        self._source = source
        self._prepared = prepared
        self._outcomes = outcomes
        self._messages = messages
        self._mode = mode
        self._by_number = {cell.number: cell for cell in prepared.cells}
        self._position = {
            outcome.cell.origin.grade_id: position
            for position, outcome in enumerate(outcomes)
            if outcome.cell.origin is not None
        }

    def cells(self) -> dict[str, CellResult]:
        """The result of every graded cell of the source, in its order."""
        return {
            cell.grade_id: self._result(cell)
            for cell in self._source.cells
            if cell.graded and cell.grade_id is not None
        }

    def _result(self, cell: SourceCell) -> CellResult:
        text = self._messages.get(cell.grade_id or "", _NOTHING)
        if cell.role is CellRole.TASK:
            words = "A trainer reads and marks this task."
            return CellResult(
                score=None, max_score=cell.points, message=words, status=CellStatus.MANUAL
            )
        if cell.role is CellRole.MANUAL:
            score, status = score_manual(cell, self._prepared.answers.get(cell.grade_id or "", []))
            words = "A trainer reads and marks this answer." if score is None else "No answer yet."
            return CellResult(score=score, max_score=cell.points, message=words, status=status)
        position = self._position.get(cell.grade_id)
        outcome = None if position is None else self._outcomes[position]
        points, status = score_test(cell, outcome)
        if status is CellStatus.PASSED:
            return CellResult(score=points, max_score=cell.points, message="Passed.", status=status)
        return self._explain(cell, outcome, points, status, text)

    def _explain(
        self,
        cell: SourceCell,
        outcome: CellOutcome | None,
        score: float,
        status: CellStatus,
        text: CheckText,
    ) -> CellResult:
        """Say why points are missing: first the author, then the check, then Python."""
        words = [text.message or "This check did not pass."]
        own = self._own_error(cell, outcome)
        help_words = trace = got = expected = None
        if own is not None:
            error, tainted = own
            help_words = self._help(error)
            trace = self._trace(error, tainted)
            if not (outcome and outcome.ran and self._is_check_failure(outcome)):
                words.append(self._stopped(error, tainted))
            if status is CellStatus.FAILED and outcome is not None and not outcome.ok:
                status = CellStatus.ERROR if self._answer_failed(cell) else status
        if outcome is None or not outcome.ran:
            words.append(_not_run(outcome))
        elif outcome.ending is not None:
            words.append(_ended(outcome))
        elif outcome.error is not None:
            hidden = _hidden(cell, outcome.error)
            words += [_sentence(part) for part in self._told(cell, outcome, hidden)]
            got, expected = self._values(outcome, hidden)
            if own is None:
                help_words = help_words or self._own_words(outcome.error)
        elif status is CellStatus.ERROR:
            words.append("The check gave more points than there are; please tell the trainer.")
        return CellResult(
            score=score,
            max_score=cell.points,
            message=_clean(" ".join(words)) or "",
            status=status,
            expected=_clean(expected),
            got=_clean(got),
            error_help=help_words,
            traceback=_clean(trace),
        )

    @staticmethod
    def _is_check_failure(outcome: CellOutcome) -> bool:
        return "check" in (outcome.error or {})

    def _told(self, cell: SourceCell, outcome: CellOutcome, hidden: bool) -> list[str]:
        """What the failed check itself says, as far as it may be told."""
        error = outcome.error or {}
        if self._mode is Mode.INPROCESS and (hidden or outcome.tainted):
            return []
        check = error.get("check")
        if isinstance(check, dict):
            told = [str(check.get("hint") or "")]
            if check.get("words") and _may_tell(check, hidden, outcome.tainted):
                told.insert(0, str(check["words"]))
            return [part for part in told if part]
        if error.get("unfit"):
            return [f"Your {error.get('text')}."] if not outcome.tainted else []
        undefined = error.get("undefined")
        if undefined in self._source.answer_names:
            return [] if self._answer_failed(cell) else [f"There is no `{undefined}` yet."]
        if "AssertionError" in error.get("kinds", []) and not error.get("remote"):
            may = bool(error.get("text")) and _may_tell(error, hidden, outcome.tainted)
            return [str(error["text"])] if may else []
        if not hidden and not error.get("remote"):
            name = known_name(_kinds(error), trust_names=not outcome.tainted)
            text = "" if outcome.tainted else str(error.get("text", ""))
            return [f"The check stopped with {name}: {text}".rstrip(": ")]
        return []

    def _values(self, outcome: CellOutcome, hidden: bool) -> tuple[str | None, str | None]:
        """The learner's value and the expected one, where each may be shown."""
        error = outcome.error or {}
        if outcome.tainted:
            return None, None
        check = error.get("check")
        if isinstance(check, dict):
            expected = check.get("expected") if not hidden else None
            return _text(check.get("got")), _text(expected)
        if "AssertionError" in error.get("kinds", []):
            return _text(error.get("values")), None
        return None, None

    def _own_words(self, error: dict[str, Any]) -> str | None:
        """Help for an error that the check met with the learner's value."""
        kinds = _kinds(error)
        return None if "AssertionError" in kinds else help_for(kinds)

    def _own_error(
        self, cell: SourceCell, outcome: CellOutcome | None
    ) -> tuple[dict[str, Any], bool] | None:
        """The error of the learner's own code behind a failed check, if there is one."""
        if outcome is not None and outcome.error is not None:
            remote = outcome.error.get("remote")
            if isinstance(remote, dict):
                return remote, outcome.tainted
        for other in self._group(cell):
            if other.error is not None:
                return other.error, other.tainted
        return None

    def _answer_failed(self, cell: SourceCell) -> bool:
        return any(other.error is not None for other in self._group(cell))

    def _group(self, cell: SourceCell) -> list[CellOutcome]:
        """The learner's cells between the answer cell that a check belongs to and the check."""
        position = self._position.get(cell.grade_id)
        found: list[CellOutcome] = []
        for outcome in reversed(self._outcomes[: position or 0]):
            if outcome.cell.is_test:
                continue
            found.append(outcome)
            if outcome.cell.origin is not None and outcome.cell.origin.takes_answer:
                break
        return found

    @staticmethod
    def _help(error: dict[str, Any]) -> str | None:
        return help_for(_kinds(error))

    @staticmethod
    def _stopped(error: dict[str, Any], tainted: bool) -> str:
        kinds = _kinds(error)
        if "NotImplementedError" in kinds:
            return "This part is not answered yet."
        return f"Your code stopped with {known_name(kinds, not tainted)}."

    def _trace(self, error: dict[str, Any], tainted: bool) -> str | None:
        """The learner's own lines, looked up in what they handed in, and the error's text."""
        lines = []
        for item in (error.get("lines") or [])[-_MAX_LINES:]:
            place = self._line(item)
            if place is not None:
                lines.append(place)
        kinds = _kinds(error)
        if "NotImplementedError" in kinds:
            return None
        last = known_name(kinds, not tainted)
        if not tainted and error.get("text"):
            last = f"{last}: {error['text']}"
        return "\n".join([*lines, last]) if lines else None

    def _line(self, item: tuple[int, int]) -> str | None:
        number, line = item
        cell: RunCell | None = self._by_number.get(number)
        if cell is None or cell.is_test:
            return None
        lines = cell.source.split("\n")
        if not 1 <= line <= len(lines):
            return None
        return f"line {line}: {lines[line - 1].strip()[:200]}"


def _may_tell(part: dict[str, Any], hidden: bool, tainted: bool) -> bool:
    """Whether words of a check may be shown: marked as public, or visible and free of values."""
    if part.get("public") is True:
        return not tainted or part.get("literal") is True
    return not hidden and (not tainted or part.get("literal") is True)


def _hidden(cell: SourceCell, error: dict[str, Any]) -> bool:
    """Whether a failure comes from a hidden test; when its line is unknown it counts as such."""
    line = error.get("line")
    if not cell.hidden:
        return False
    return not (isinstance(line, int) and line > 0 and line not in cell.hidden)


def _sentence(text: str) -> str:
    """The text with a capital at its beginning and a stop at its end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "…")) else ".")


def _kinds(error: dict[str, Any]) -> list[str]:
    kinds = error.get("kinds")
    return [kind for kind in kinds if isinstance(kind, str)] if isinstance(kinds, list) else []


def _not_run(outcome: CellOutcome | None) -> str:
    if outcome is not None and outcome.ending == "time":
        return "It was not run, because the notebook had used up its time before."
    if outcome is not None and outcome.ending == "died":
        return "It was not run, because the notebook had ended before."
    return "It was not run."


def _ended(outcome: CellOutcome) -> str:
    if outcome.ending == "time":
        return "The check was stopped because your code ran too long: is there an endless loop?"
    return "The notebook ended while the check ran: it used too much memory, or called an exit."


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _clean(text: str | None) -> str | None:
    """Text without control characters and of bounded length; nothing stays nothing."""
    if not text:
        return None
    readable = text.encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub("", readable)[:_MAX_WORDS]
