"""What a piece of evidence is, before it becomes a row."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.competencies.errors import EvidenceValueError
from portal.people.models import User

LEAST_DIFFICULTY, GREATEST_DIFFICULTY = -6.0, 6.0


class Tier(models.TextChoices):
    """How sure it is that the work was the learner's own, and that it is what it looks like."""

    SUPERVISED = "supervised", _("supervised")
    ONLINE = "online", _("done in the academy")
    OFFLINE = "offline", _("done elsewhere and uploaded")
    ONE_PROCESS = "one_process", _("checked beside the learner's own code, which is less safe")
    SELF_REPORT = "self_report", _("own statement")


class SourceKind(models.TextChoices):
    """What kind of act a row comes from; ``source_id`` names the very act."""

    QUIZ_ITEM = "quiz_item", _("quiz answer")
    GRADE_CELL = "grade_cell", _("checked exercise task")
    HUMAN_MARK = "human_mark", _("task judged by a person")
    DIAGNOSTIC = "diagnostic", _("diagnostic question")
    PORTFOLIO = "portfolio", _("portfolio")
    CERTIFICATE = "certificate", _("recognised certificate")


@dataclass(frozen=True)
class EvidenceItem:
    """One observed answer or task.

    Attributes:
        competency_code: code in the framework, for instance "ANA-1".
        item_key: names the item (question or task), the same for every attempt at it.
        source_kind: one of SourceKind.
        source_id: the act that gave the evidence, for instance the submission or the quiz answer.
            The same item from the same act is recorded once, however often it is reported.
        level: level of the framework that the item was written for, 1 to 4.
        difficulty: of the item, in logits; the author's band or a later calibration.
        guess: chance of a full score by guessing, 0 for code, 1/options for a choice.
        score: share of the points reached, 0 to 1.
        tier: one of Tier.
        observed_at: when the learner did it.
    """

    competency_code: str
    item_key: str
    source_kind: str
    source_id: uuid.UUID
    level: int
    difficulty: float
    guess: float
    score: float
    tier: str
    observed_at: datetime

    def __post_init__(self) -> None:
        problems = {
            "item_key is empty or longer than 200 characters": not 0 < len(self.item_key) <= 200,
            f"source_kind {self.source_kind!r} is unknown": self.source_kind not in SourceKind,
            f"tier {self.tier!r} is unknown": self.tier not in Tier,
            f"level {self.level!r} is not 1, 2, 3 or 4": self.level not in (1, 2, 3, 4),
            f"difficulty {self.difficulty!r} is not between -6 and 6": not (
                LEAST_DIFFICULTY <= self.difficulty <= GREATEST_DIFFICULTY
            ),
            f"guess {self.guess!r} is not in [0, 1)": not 0 <= self.guess < 1,
            f"score {self.score!r} is not between 0 and 1": not 0 <= self.score <= 1,
            "observed_at has no time zone": timezone.is_naive(self.observed_at),
        }
        found = [text for text, wrong in problems.items() if wrong]
        if found:
            raise EvidenceValueError(f"Evidence for {self.item_key!r}: {'; '.join(found)}.")


@dataclass(frozen=True)
class LearnerEvidence:
    """The items of one learner in a batch."""

    learner: User
    items: Sequence[EvidenceItem]
