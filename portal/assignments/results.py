"""A submission's result, arranged and put into words for its learner. Nothing here is stored."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

PRACTICE, FINAL, MANUAL = "practice", "final", "manual"
_NUMBER = re.compile(r"^\s*\d+[.)]\s*")


@dataclass(frozen=True)
class CheckResult:
    """One check: what was looked at, what came back, and how to go on."""

    grade_id: str
    kind: str
    status: str
    checked: str
    came_back: str
    expected: str
    got: str
    error_help: str
    traceback: str
    hints: tuple[str, ...]
    comment: str
    score: float | None
    max_score: float

    @property
    def is_right(self) -> bool:
        """Whether every point was reached."""
        return self.score is not None and self.score >= self.max_score - 1e-9

    @property
    def waits(self) -> bool:
        """Whether a trainer still has to give the points."""
        return self.score is None

    @property
    def points(self) -> str:
        """The points in words."""
        if self.score is None:
            return _("%(max)s points, not marked yet") % {"max": shown(self.max_score)}
        return points_of(self.score, self.max_score)


@dataclass(frozen=True)
class TaskResult:
    """One task with its checks."""

    id: str
    title: str
    lesson: str
    checks: tuple[CheckResult, ...]

    @property
    def score(self) -> float:
        """Points reached so far."""
        return sum(check.score or 0.0 for check in self.checks)

    @property
    def max_score(self) -> float:
        """Points that can be reached."""
        return sum(check.max_score for check in self.checks)

    @property
    def points(self) -> str:
        """The points in words."""
        return points_of(self.score, self.max_score)

    @property
    def is_right(self) -> bool:
        """Whether every check is right."""
        return all(check.is_right for check in self.checks)

    @property
    def waits(self) -> bool:
        """Whether nothing is wrong but a trainer's mark is missing."""
        return any(check.waits for check in self.checks)

    @property
    def state(self) -> str:
        """``right``, ``waits``, ``partly`` or ``not_yet``."""
        if self.is_right:
            return "right"
        if all(check.is_right or check.waits for check in self.checks):
            return "waits"
        return "partly" if self.score > 0 else "not_yet"

    @property
    def name(self) -> str:
        """The title without its number."""
        return _NUMBER.sub("", self.title).rstrip("?.!:")


@dataclass(frozen=True)
class ResultView:
    """The whole result."""

    tasks: tuple[TaskResult, ...]
    printed_beyond_kb: int | None = None

    @property
    def score(self) -> float:
        """Points reached so far."""
        return sum(task.score for task in self.tasks)

    @property
    def max_score(self) -> float:
        """Points that can be reached."""
        return sum(task.max_score for task in self.tasks)

    @property
    def points(self) -> str:
        """The points in words."""
        return points_of(self.score, self.max_score)

    def points_by_kind(self, kind: str) -> str:
        """Return the points of one kind of check in words; empty when there are none."""
        checks = [c for task in self.tasks for c in task.checks if c.kind == kind]
        if not checks:
            return ""
        return points_of(sum(c.score or 0 for c in checks), sum(c.max_score for c in checks))

    @property
    def practice_points(self) -> str:
        """Points of the practice checks."""
        return self.points_by_kind(PRACTICE)

    @property
    def final_points(self) -> str:
        """Points of the final checks."""
        return self.points_by_kind(FINAL)

    @property
    def advice(self) -> str:
        """What the learner should know although it costs no points; mostly nothing."""
        if self.printed_beyond_kb is None:
            return ""
        words = _(
            "Your notebook printed more than %(limit)s KB. Nobody can read that much, and it makes "
            "the notebook slow to open. Print only a part, for example with .head(). It cost no "
            "points."
        )
        return words % {"limit": number_format(self.printed_beyond_kb, force_grouping=True)}

    @property
    def headline(self) -> str:
        """The result in one sentence: points, what is right, what is not yet."""
        right = [task.name for task in self.tasks if task.is_right]
        wrong = [task.name for task in self.tasks if task.state in ("partly", "not_yet")]
        waits = [task.name for task in self.tasks if task.state == "waits"]
        if not wrong and not waits:
            return _("%(points)s: every task is right.") % {"points": self.points}
        parts = []
        if right and wrong:
            words = _("right: %(right)s; not yet: %(wrong)s")
            parts.append(words % {"right": listed(right), "wrong": listed(wrong)})
        elif wrong:
            parts.append(_("not yet right: %(wrong)s") % {"wrong": listed(wrong)})
        elif right:
            parts.append(_("right: %(right)s") % {"right": listed(right)})
        if waits:
            parts.append(_("a trainer still marks: %(waits)s") % {"waits": listed(waits)})
        sentence = "; ".join(parts)
        return f"{self.points}. {sentence[:1].upper()}{sentence[1:]}."


@dataclass(frozen=True)
class Mark:
    """A trainer's points and words for one check."""

    points: float
    comment: str


def arrange(
    *,
    tasks: Sequence[Mapping[str, Any]],
    checks: Sequence[Mapping[str, Any]],
    cells: Mapping[str, Mapping[str, Any]],
    marks: Mapping[str, Mark],
    attempt: int,
    printed_beyond_kb: int | None = None,
) -> ResultView:
    """Arrange stored cells by task. The first attempt shows one hint, the second two, and so on."""
    arranged = []
    for task in tasks:
        mine = (check for check in checks if check["task"] == task["id"])
        results = tuple(_check(c, cells[c["grade_id"]], marks, attempt) for c in mine)
        if results:
            arranged.append(
                TaskResult(task["id"], task["title"], task.get("lesson") or "", results)
            )
    return ResultView(tuple(arranged), printed_beyond_kb)


def _check(
    check: Mapping[str, Any], cell: Mapping[str, Any], marks: Mapping[str, Mark], attempt: int
) -> CheckResult:
    mark = marks.get(check["grade_id"])
    score = mark.points if mark is not None else cell["score"]
    max_score = float(check["points"])
    open_still = score is not None and score < max_score - 1e-9
    return CheckResult(
        grade_id=check["grade_id"],
        kind=check["kind"],
        status=cell["status"],
        checked=check["message"],
        came_back=_came_back(check, cell),
        expected=cell.get("expected") or "",
        got=cell.get("got") or "",
        error_help=cell.get("error_help") or "",
        traceback=cell.get("traceback") or "",
        hints=tuple(check["hints"][:attempt]) if open_still else (),
        comment=mark.comment if mark is not None else "",
        score=score,
        max_score=max_score,
    )


def _came_back(check: Mapping[str, Any], cell: Mapping[str, Any]) -> str:
    """Return the grader's words without the author's, with which they begin."""
    words = str(cell.get("message") or "").strip()
    return words.removeprefix(str(check["message"]).strip()).lstrip()


def shown(value: float) -> str:
    """Write a number of points as people do: no needless decimals."""
    rounded = round(value, 2)
    whole = rounded == int(rounded)
    return number_format(int(rounded) if whole else rounded, use_l10n=True)


def points_of(score: float, max_score: float) -> str:
    """Write "7 of 10 points"."""
    words = ngettext("%(score)s of %(max)s point", "%(score)s of %(max)s points", int(max_score))
    return words % {"score": shown(score), "max": shown(max_score)}


def listed(names: Iterable[str], most: int = 3) -> str:
    """Join names; more than ``most`` are counted."""
    quoted = [f"“{name}”" for name in names]
    if len(quoted) > most:
        rest = len(quoted) - most + 1
        more = ngettext("%(count)d more", "%(count)d more", rest) % {"count": rest}
        quoted = [*quoted[: most - 1], more]
    if len(quoted) == 1:
        return quoted[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(quoted[:-1]), "last": quoted[-1]}
