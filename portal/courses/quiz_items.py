"""Quiz questions: as authored, as stored in a page, and as marked. Pure.

Marking: ``single`` gives 1 for the right option. ``multiple`` gives the share of options judged
rightly above pure chance: (right - wrong) / options, never below 0, so that ticking everything or
nothing earns nothing. ``number`` gives 1 within the tolerance.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from portal.datasets.content_file import ContentPart, Line, Slug

QuestionType = Literal["single", "multiple", "number"]
MOST_OPTIONS = 8
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

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.type == "number":
            self._check_number()
        else:
            self._check_options()
        return self

    def _check_number(self) -> None:
        if self.answer is None:
            raise ValueError("answer: a number question needs its answer")
        if not (self.feedback_right and self.feedback_wrong):
            raise ValueError("feedback_right and feedback_wrong: both are needed")
        if self.options:
            raise ValueError("options: a number question has none")

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
        if self.answer is not None:
            raise ValueError("answer: only number questions have one")

    @property
    def guess(self) -> float:
        """Chance of a full score by guessing.

        For ``multiple`` it is 0: all options would have to be judged rightly at once, and the rule
        of marking already takes away what chance gives.
        """
        return 1 / len(self.options) if self.type == "single" else 0.0

    def fingerprint(self) -> str:
        """Return a hash of the question's content, to tell its versions apart."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Mark:
    """What an answer is worth, and what to say."""

    score: float
    is_right: bool
    feedback: tuple[tuple[str, str], ...]


def read_answer(question: Question, sent: Sequence[str]) -> list[str]:
    """Return the answer in its stored form: chosen option ids in the question's order, or a number.

    Raises:
        UnreadableAnswerError: nothing was chosen, an option is unknown, or it is not a number.
    """
    if question.type == "number":
        return [_read_number(sent[0] if sent else "")]
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
        the score from 0 to 1, and feedback as (option id or "", words) for everything chosen.
    """
    if question.type == "number":
        return _mark_number(question, answer[0])
    chosen = set(answer)
    feedback = tuple((o.id, o.feedback) for o in question.options if o.id in chosen)
    if question.type == "single":
        right = any(option.correct for option in question.options if option.id in chosen)
        return Mark(float(right), right, feedback)
    agreed = sum((option.id in chosen) == option.correct for option in question.options)
    total = len(question.options)
    score = max(0.0, (2 * agreed - total) / total)
    return Mark(score, agreed == total, feedback)


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


def from_block(kind: str, value: Mapping[str, Any]) -> Question:
    """Return the question that a block of a quiz page holds.

    Raises:
        ValueError: the block does not make a whole question.
    """
    data: dict[str, Any] = {
        "id": value["item_id"],
        "type": kind,
        "competency": value["competency"],
        "level": int(value["level"]),
        "difficulty": float(value["difficulty"]),
        "prompt": value["prompt"],
        "reason": value["reason"],
        "reread": value.get("reread") or None,
    }
    if kind == "number":
        data["answer"] = float(value["answer"])
        data["tolerance"] = float(value["tolerance"] or 0)
        data["unit"] = value.get("unit") or None
        data["feedback_right"] = value["feedback_right"]
        data["feedback_wrong"] = value["feedback_wrong"]
    else:
        data["options"] = [
            {
                "id": option["option_id"],
                "text": option["text"],
                "correct": bool(option["correct"]),
                "feedback": option["feedback"],
            }
            for option in value["options"]
        ]
    return Question.model_validate(data)
