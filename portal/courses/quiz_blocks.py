"""Quiz questions as trainers see them in the editor."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError as SpecError
from wagtail import blocks

from portal.competencies.models import Competency, Level
from portal.courses import quiz_items, quiz_storage, words
from portal.courses.blocks import ChartBlock

IDENTIFIER = r"^[a-z0-9]+([_-][a-z0-9]+)*$"
DIFFICULTIES = [
    ("-1.5", _("Easy: nearly everybody who read the lesson")),
    ("-0.5", _("Rather easy")),
    ("0.5", _("Rather hard")),
    ("1.5", _("Hard: only those who can apply it to a new case")),
]


def competency_choices() -> list[tuple[str, str]]:
    """Return the framework's competencies for a choice field."""
    return [(c.code, str(c)) for c in Competency.objects.current()]


class QuestionBlock(blocks.StructBlock):
    """What all kinds of question have in common."""

    item_id = blocks.RegexBlock(
        regex=IDENTIFIER,
        label=_("identifier"),
        help_text=_(
            "Small letters, digits and hyphens. Answers are kept under this name: choose it once "
            "and never use it again for another question of this quiz."
        ),
    )
    prompt = blocks.TextBlock(
        label=_("question"), rows=3, help_text=_("Markdown: *emphasis*, `code`, lists, tables.")
    )
    competency = blocks.ChoiceBlock(choices=competency_choices, label=_("competency"))
    level = blocks.ChoiceBlock(
        choices=[(str(level.value), level.label) for level in Level if level.value],
        default="1",
        label=_("level"),
    )
    difficulty = blocks.ChoiceBlock(choices=DIFFICULTIES, default="-0.5", label=_("difficulty"))
    reason = blocks.TextBlock(
        label=_("reason"), rows=2, help_text=_("Why the right answer is right. Shown to everybody.")
    )
    reread = blocks.CharBlock(
        label=_("part to read again"),
        required=False,
        help_text=_("lesson-name#heading, for instance what-a-table-is#rows-and-columns"),
    )
    kind: quiz_items.QuestionType = "single"

    def clean(self, value: Mapping[str, Any]) -> Any:
        """Refuse a question that could not be marked, saying why."""
        cleaned = super().clean(value)
        try:
            quiz_storage.from_block(self.kind, cleaned)
        except (ValueError, TypeError) as error:
            reasons = (
                "; ".join(item["msg"].removeprefix("Value error, ") for item in error.errors())
                if isinstance(error, SpecError)
                else str(error)
            )
            raise blocks.StructBlockValidationError(
                block_errors={"prompt": ValidationError(reasons)}
            ) from None
        return cleaned

    def get_context(
        self, value: Mapping[str, Any], parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the question as its author's preview shows it."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["prompt_html"] = words.block_html(value["prompt"])
        context["reason_html"] = words.inline_html(value["reason"])
        return context

    class Meta:
        template = "courses/blocks/question.html"


class OptionBlock(blocks.StructBlock):
    """One answer to choose."""

    option_id = blocks.RegexBlock(regex=IDENTIFIER, label=_("identifier"))
    text = blocks.TextBlock(label=_("answer"), rows=2)
    correct = blocks.BooleanBlock(required=False, label=_("correct"))
    feedback = blocks.TextBlock(
        label=_("feedback"), rows=2, help_text=_("What to say to somebody who chose this.")
    )


class SingleBlock(QuestionBlock):
    """One right answer."""

    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=8, label=_("answers"))
    kind = "single"

    class Meta:
        icon = "radio-full"
        label = _("One right answer")


class MultipleBlock(QuestionBlock):
    """Several right answers."""

    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=8, label=_("answers"))
    kind = "multiple"

    class Meta:
        icon = "tick-inverse"
        label = _("Several right answers")


class NumberBlock(QuestionBlock):
    """A number as the answer."""

    answer = blocks.FloatBlock(label=_("answer"))
    tolerance = blocks.FloatBlock(
        label=_("tolerance"), default=0, required=False, help_text=_("Accepted above and below.")
    )
    unit = blocks.CharBlock(label=_("unit"), required=False)
    feedback_right = blocks.TextBlock(label=_("feedback when right"), rows=2)
    feedback_wrong = blocks.TextBlock(label=_("feedback when wrong"), rows=2)
    kind: quiz_items.QuestionType = "number"

    class Meta:
        icon = "decimal"
        label = _("A number")


class StepBlock(blocks.StructBlock):
    """One line to put in order."""

    step_id = blocks.RegexBlock(regex=IDENTIFIER, label=_("identifier"))
    text = blocks.TextBlock(label=_("line"), rows=2)
    feedback = blocks.TextBlock(
        label=_("feedback"), rows=2, help_text=_("Why it stands where it stands.")
    )


class OrderingBlock(QuestionBlock):
    """Lines to put in order."""

    steps = blocks.ListBlock(
        StepBlock(),
        min_num=3,
        max_num=8,
        label=_("lines in the right order"),
        help_text=_("Learners see them mixed."),
    )
    kind = "ordering"

    class Meta:
        icon = "list-ol"
        label = _("Lines to put in order")


class PairBlock(blocks.StructBlock):
    """A line and its partner."""

    pair_id = blocks.RegexBlock(regex=IDENTIFIER, label=_("identifier"))
    text = blocks.TextBlock(label=_("line"), rows=2)
    match = blocks.CharBlock(
        label=_("partner"), help_text=_("Plain and short: it stands in a list to choose from.")
    )
    feedback = blocks.TextBlock(
        label=_("feedback"), rows=2, help_text=_("Why the two belong together.")
    )


class DecoyBlock(blocks.StructBlock):
    """A partner that belongs to no line."""

    text = blocks.CharBlock(label=_("partner of no line"))
    feedback = blocks.TextBlock(
        label=_("feedback"), rows=2, help_text=_("What to say to somebody who chose this.")
    )


class MatchingBlock(QuestionBlock):
    """Lines to match with partners."""

    pairs = blocks.ListBlock(PairBlock(), min_num=3, max_num=8, label=_("pairs"))
    decoys = blocks.ListBlock(
        DecoyBlock(), min_num=0, max_num=8, default=[], label=_("partners of no line")
    )
    kind = "matching"

    class Meta:
        icon = "link"
        label = _("Lines to match")


class MistakeBlock(blocks.StructBlock):
    """A wrong answer that people give."""

    answer = blocks.CharBlock(label=_("wrong answer"))
    feedback = blocks.TextBlock(label=_("feedback"), rows=2)


class WordsBlock(QuestionBlock):
    """A word or two as the answer."""

    accepted = blocks.ListBlock(
        blocks.CharBlock(label=_("answer")),
        min_num=1,
        max_num=20,
        label=_("accepted answers"),
        help_text=_("Capitals, accents, punctuation and a leading article make no difference."),
    )
    mistakes = blocks.ListBlock(
        MistakeBlock(), min_num=0, max_num=20, default=[], label=_("mistakes to speak to")
    )
    feedback_right = blocks.TextBlock(label=_("feedback when right"), rows=2)
    feedback_wrong = blocks.TextBlock(label=_("feedback when wrong"), rows=2)
    kind = "text"

    class Meta:
        icon = "edit"
        label = _("A word or two")


class ChartQuestionBlock(NumberBlock):
    """A number to read from a chart."""

    chart = ChartBlock(label=_("chart"))
    kind = "chart"

    def get_context(
        self, value: Mapping[str, Any], parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the chart as learners see it."""
        context = super().get_context(value, parent_context=parent_context)
        context["chart"] = self.child_blocks["chart"].render(value["chart"], parent_context)
        return context

    class Meta:
        icon = "history"
        label = _("A number read from a chart")


class QuestionsBlock(blocks.StreamBlock):
    """All questions of a quiz."""

    single = SingleBlock()
    multiple = MultipleBlock()
    number = NumberBlock()
    ordering = OrderingBlock()
    matching = MatchingBlock()
    text = WordsBlock()
    chart = ChartQuestionBlock()

    def clean(self, value: Any) -> Any:
        """Refuse two questions under one identifier: their answers would run together."""
        cleaned = super().clean(value)
        counts = Counter(child.value["item_id"] for child in cleaned)
        errors = {
            position: ValidationError(_("Another question has the same identifier."))
            for position, child in enumerate(cleaned)
            if counts[child.value["item_id"]] > 1
        }
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return cleaned
