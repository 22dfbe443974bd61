"""Quiz questions: as authored, as stored in a page, and as marked. Pure.

Marking: ``single`` gives 1 for the right option. ``multiple`` gives the share of options judged
rightly above pure chance: (right - wrong) / options, never below 0, so that ticking everything or
nothing earns nothing. ``number`` gives 1 within the tolerance, and so does ``chart``, whose number is read from a
chart. ``ordering`` and ``matching`` give partial credit (see ``quiz_arranging``). ``text`` gives 1
for an accepted answer.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal, Self, TypeVar

from pydantic import Field, model_validator

from portal.courses import quiz_arranging, quiz_words
from portal.courses.charts import ChartSpec
from portal.courses.quiz_arranging import MOST_LINES, Decoy, Pair, Step
from portal.courses.quiz_words import Mistake
from portal.datasets.content_file import ContentPart, Line, Slug

QuestionType = Literal["single", "multiple", "number", "ordering", "matching", "text", "chart"]
CHOICES = ("single", "multiple")
NUMBERS = ("number", "chart")
# Which keys only some types have. Empty ones do not count in a question's fingerprint.
_KEYS: dict[str, tuple[QuestionType, ...]] = {
    "options": ("single", "multiple"),
    "answer": ("number", "chart"),
    "chart": ("chart",),
    "steps": ("ordering",),
    "pairs": ("matching",),
    "decoys": ("matching",),
    "accepted": ("text",),
    "mistakes": ("text",),
}
_LATER_KEYS = frozenset({"chart", "steps", "pairs", "decoys", "accepted", "mistakes"})
MOST_OPTIONS = 8
Answer = TypeVar("Answer", str, list[str])
_NUMBER = re.compile(r"[+-]?(\d+([.]\d*)?|[.]\d+)([eE][+-]?\d+)?")


class UnreadableAnswerError(ValueError):
    """What was sent is no answer to this question. Says what to do; nothing was recorded."""


class Option(ContentPart):
    """One answer to choose, with what to say to those who choose it."""

    id: Slug
    text: Line
    correct: bool
    feedback: Line


class Question(ContentPart):
    """One question of a quiz."""

    id: Slug
    type: QuestionType
    competency: Line = Field(pattern=r"^[A-Z]{2,5}-\d{1,2}$")
    level: Literal[1, 2, 3, 4]
    difficulty: float = Field(ge=-3, le=3)
    prompt: Line
    reason: Line = Field(description="Why the right answer is right; shown with every answer.")
    options: list[Option] = Field(default_factory=list, max_length=MOST_OPTIONS)
    answer: float | None = None
    tolerance: float = Field(default=0, ge=0)
    unit: Line | None = None
    feedback_right: Line | None = None
    feedback_wrong: Line | None = None
    reread: str | None = Field(default=None, description="lesson-slug#heading to read again")
    steps: list[Step] = Field(default_factory=list, max_length=MOST_LINES)
    pairs: list[Pair] = Field(default_factory=list, max_length=MOST_LINES)
    decoys: list[Decoy] = Field(default_factory=list, max_length=MOST_LINES)
    accepted: list[Line] = Field(default_factory=list, max_length=20)
    mistakes: list[Mistake] = Field(default_factory=list, max_length=20)
    chart: ChartSpec | str | None = Field(
        default=None, description="In a file the name of a .chart.yaml beside it, else the chart."
    )

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        for key, types in _KEYS.items():
            if self.type not in types and getattr(self, key) not in (None, []):
                raise ValueError(f"{key}: only {' and '.join(types)} questions have this")
        if self.type in CHOICES:
            self._check_options()
        elif self.type == "ordering":
            quiz_arranging.check_steps(self.steps)
        elif self.type == "matching":
            quiz_arranging.check_pairs(self.pairs, self.decoys)
        else:
            self._check_typed()
        return self

    def _check_typed(self) -> None:
        if self.type == "text":
            quiz_words.check_words(self.accepted, self.mistakes)
        elif self.answer is None:
            raise ValueError(f"answer: a {self.type} question needs its answer")
        if self.type == "chart" and not self.chart:
            raise ValueError("chart: name the chart to read, for instance shares.chart.yaml")
        if not (self.feedback_right and self.feedback_wrong):
            raise ValueError("feedback_right and feedback_wrong: both are needed")

    def _check_options(self) -> None:
        identifiers = [option.id for option in self.options]
        right = sum(option.correct for option in self.options)
        if len(identifiers) < 2:
            raise ValueError("options: at least two are needed")
        if len(set(identifiers)) != len(identifiers):
            raise ValueError("options: two options have the same id")
        if self.type == "single" and right != 1:
            raise ValueError(f"options: exactly one must be correct, {right} are")
        if self.type == "multiple" and right == 0:
            raise ValueError("options: at least one must be correct")

    @property
    def guess(self) -> float:
        """Chance of a full score by guessing.

        Only ``single`` has one. For ``multiple``, ``ordering`` and ``matching`` everything would
        have to be right at once, and the rule of marking already takes away what chance gives.
        """
        return 1 / len(self.options) if self.type == "single" else 0.0

    def fingerprint(self) -> str:
        """Return a hash of the question's content, to tell its versions apart."""
        unused = {key for key in _LATER_KEYS if not getattr(self, key)}
        return hashlib.sha256(self.model_dump_json(exclude=unused).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Mark:
    """What an answer is worth, and what to say."""

    score: float
    is_right: bool
    feedback: tuple[tuple[str, str], ...]


def read_answer(question: Question, sent: Sequence[str]) -> list[str]:
    """Return the answer in its stored form.

    It holds the ids of chosen options in the question's order, a number, typed words, the ids of
    steps in the order given, or ``line:partner`` for each line.

    Raises:
        UnreadableAnswerError: it is no answer; says what to do.
    """
    if question.type in CHOICES:
        return _read_choice(question, sent)
    if question.type in NUMBERS:
        return [_read_number(sent[0] if sent else "")]
    if question.type == "text":
        words = quiz_words.read_words(sent[0] if sent else "")
        return [_given(words, "Write a word or two.")]
    if question.type == "ordering":
        order = quiz_arranging.read_order(question.steps, sent)
        return _given(order, "Give every line a place of its own, from first to last.")
    matches = quiz_arranging.read_matches(question.pairs, question.decoys, sent)
    return _given(matches, "Choose a partner for every line.")


def _given(answer: Answer | None, otherwise: str) -> Answer:
    if answer is None:
        raise UnreadableAnswerError(otherwise)
    return answer


def _read_choice(question: Question, sent: Sequence[str]) -> list[str]:
    known = [option.id for option in question.options]
    chosen = [name for name in known if name in set(sent)]
    if set(sent) - set(known):
        raise UnreadableAnswerError("This answer is not one of the options. Choose again.")
    if not chosen:
        raise UnreadableAnswerError("Choose an answer first.")
    if question.type == "single" and len(chosen) > 1:
        raise UnreadableAnswerError("Choose one answer only.")
    return chosen


def _read_number(text: str) -> str:
    plain = re.sub(r"[\s\u00a0\u202f_%]", "", text).replace("\u2212", "-")
    if "," in plain and "." not in plain and not re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+", plain):
        plain = plain.replace(",", ".")
    plain = plain.replace(",", "")
    if len(plain) > 30 or not _NUMBER.fullmatch(plain):
        raise UnreadableAnswerError("Write your answer as a number, for instance 12.5.")
    return plain


def mark(question: Question, answer: Sequence[str]) -> Mark:
    """Mark an answer in its stored form.

    Returns:
        the score from 0 to 1, and feedback as (id of an option or line, or "", words): for choices
        of what was chosen, for arranged lines of every line.
    """
    if question.type in CHOICES:
        return _mark_choice(question, answer)
    if question.type in NUMBERS:
        return _mark_number(question, answer[0])
    if question.type == "text":
        return _mark_words(question, answer[0])
    if question.type == "ordering":
        if sorted(answer) != sorted(step.id for step in question.steps):
            raise UnreadableAnswerError("The lines to put in order have changed since.")
        score = quiz_arranging.order_score(question.steps, answer)
        return Mark(score, score == 1, tuple((s.id, s.feedback) for s in question.steps))
    pairs, decoys = question.pairs, question.decoys
    return Mark(
        quiz_arranging.match_score(pairs, decoys, answer),
        len(quiz_arranging.right_lines(pairs, answer)) == len(pairs),
        tuple(quiz_arranging.match_feedback(pairs, decoys, answer)),
    )


def _mark_choice(question: Question, answer: Sequence[str]) -> Mark:
    chosen = set(answer)
    feedback = tuple((o.id, o.feedback) for o in question.options if o.id in chosen)
    if question.type == "single":
        right = any(option.correct for option in question.options if option.id in chosen)
        return Mark(float(right), right, feedback)
    agreed = sum((option.id in chosen) == option.correct for option in question.options)
    total = len(question.options)
    score = max(0.0, (2 * agreed - total) / total)
    return Mark(score, agreed == total, feedback)


def _mark_words(question: Question, answer: str) -> Mark:
    if quiz_words.is_accepted(question.accepted, answer):
        return Mark(1.0, True, (("", question.feedback_right or ""),))
    known = quiz_words.mistake_feedback(question.mistakes, answer)
    return Mark(0.0, False, (("", known or question.feedback_wrong or ""),))


def _mark_number(question: Question, answer: str) -> Mark:
    if question.answer is None:
        raise ValueError(f"question {question.id} has no answer")
    try:
        distance = abs(Decimal(answer) - Decimal(str(question.answer)))
    except InvalidOperation:
        raise UnreadableAnswerError("Write your answer as a number, for instance 12.5.") from None
    right = distance <= Decimal(str(question.tolerance))
    words = question.feedback_right if right else question.feedback_wrong
    return Mark(float(right), right, (("", words or ""),))
