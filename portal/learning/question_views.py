"""One question of a quiz as its page shows it: open, or answered with feedback."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.courses import quiz_arranging, quiz_items, words
from portal.courses.charts import ChartSpec
from portal.courses.quiz_items import Mark, Question
from portal.courses.records import Figure
from portal.learning.models import QuizAnswer

TYPED = (*quiz_items.NUMBERS, "text")


@dataclass(frozen=True)
class OptionView:
    """One answer to choose, as shown."""

    id: str
    html: SafeString
    chosen: bool
    correct: bool
    feedback: SafeString


@dataclass(frozen=True)
class LineView:
    """One line to arrange, as shown.

    Attributes:
        id: name of the line.
        html: its words.
        choices: (value, words, chosen) of everything that may be chosen for it.
        answer: what was chosen, in words.
        right: what would have been right, in words.
        feedback: why.
    """

    id: str
    html: SafeString
    choices: Sequence[tuple[str, str, bool]]
    answer: str
    right: str
    feedback: SafeString

    @property
    def is_right(self) -> bool:
        """Whether the right thing was chosen."""
        return self.answer == self.right


@dataclass(frozen=True)
class QuestionView:
    """One question, as shown: open, or answered with feedback."""

    question: Question
    number: int
    prompt: SafeString
    reason: SafeString
    options: Sequence[OptionView]
    answer: QuizAnswer | None
    mark: Mark | None
    feedback: SafeString
    reread_url: str
    sent: str = ""
    error: str = ""
    lines: Sequence[LineView] = ()
    chart: str = ""

    @property
    def verdict(self) -> str:
        """How right the answer was: right, partial or wrong; empty while it is open."""
        if self.mark is None:
            return ""
        if self.mark.is_right:
            return "right"
        return "partial" if self.mark.score > 0 else "wrong"

    @property
    def others(self) -> list[OptionView]:
        """Options that were not chosen."""
        return [option for option in self.options if not option.chosen]

    @property
    def right_options(self) -> list[OptionView]:
        """The correct options."""
        return [option for option in self.options if option.correct]


def question_view(
    question: Question,
    number: int,
    *,
    answer: QuizAnswer | None,
    sent: Sequence[str],
    error: str,
    reread_url: str,
    figures: Mapping[str, Figure],
) -> QuestionView:
    """Return one question as its page shows it.

    Args:
        question: the question as it now is.
        number: its place in the quiz.
        answer: what the learner answered, or None.
        sent: what was sent and could not be kept; it stays in the form.
        error: why it could not be kept.
        reread_url: where to read again.
        figures: drawings of charts by fingerprint.
    """
    given = answer.response if answer else sent
    mark = None
    if answer is not None:
        # The question may have been edited since; the score that was given then stands.
        mark = Mark(answer.score, answer.is_right, _feedback_now(question, answer.response))
    said = dict(mark.feedback) if mark else {}
    return QuestionView(
        question=question,
        number=number,
        prompt=words.block_html(question.prompt),
        reason=words.inline_html(question.reason),
        options=_options(question, given),
        answer=answer,
        mark=mark,
        feedback=words.inline_html(" ".join(text for _id, text in mark.feedback) if mark else ""),
        reread_url=reread_url,
        sent=next(iter(given), "") if question.type in TYPED else "",
        error=error,
        lines=_lines(question, answer, sent, said),
        chart=_chart(question, figures, is_open=answer is None),
    )


def _options(question: Question, given: Sequence[str]) -> list[OptionView]:
    return [
        OptionView(
            id=option.id,
            html=words.inline_html(option.text),
            chosen=option.id in given,
            correct=option.correct,
            feedback=words.inline_html(option.feedback),
        )
        for option in question.options
    ]


def _lines(
    question: Question,
    answer: QuizAnswer | None,
    sent: Sequence[str],
    said: Mapping[str, str],
) -> list[LineView]:
    if question.type == "ordering":
        order = (
            [f"{line}:{place}" for place, line in enumerate(answer.response, 1)] if answer else []
        )
        return _steps(question, quiz_arranging.placed(order or sent), said)
    return _pairs(question, quiz_arranging.placed(answer.response if answer else sent), said)


def _steps(
    question: Question, places: Mapping[str, str], said: Mapping[str, str]
) -> list[LineView]:
    numbers = [str(number) for number in range(1, len(question.steps) + 1)]
    right = {step.id: number for step, number in zip(question.steps, numbers, strict=True)}
    lines = [
        LineView(
            id=step.id,
            html=words.inline_html(step.text),
            choices=[(f"{step.id}:{n}", n, places.get(step.id) == n) for n in numbers],
            answer=_place(places.get(step.id, "")),
            right=_place(right[step.id]),
            feedback=words.inline_html(said.get(step.id, "")),
        )
        for step in quiz_arranging.shuffled(question.steps, question.id)
    ]
    # Once answered, they stand as the learner put them.
    return sorted(lines, key=lambda line: int(places.get(line.id, 0))) if said else lines


def _place(number: str) -> str:
    return _("place %(number)s") % {"number": number} if number else ""


def _pairs(
    question: Question, chosen: Mapping[str, str], said: Mapping[str, str]
) -> list[LineView]:
    partners = {
        quiz_arranging.partner_key(text): text
        for text in quiz_arranging.partners(question.pairs, question.decoys)
    }
    return [
        LineView(
            id=pair.id,
            html=words.inline_html(pair.text),
            choices=[
                (f"{pair.id}:{key}", text, chosen.get(pair.id) == key)
                for key, text in partners.items()
            ],
            answer=partners.get(chosen.get(pair.id, ""), ""),
            right=pair.match,
            feedback=words.inline_html(said.get(pair.id, "")),
        )
        for pair in question.pairs
    ]


def _chart(question: Question, figures: Mapping[str, Figure], *, is_open: bool) -> str:
    spec = question.chart
    if not isinstance(spec, ChartSpec):
        return ""
    # What the chart shows is said only with the answer: it may give the value away.
    context = {"spec": spec, "figure": figures.get(spec.fingerprint()), "without_words": is_open}
    html = render_to_string("courses/blocks/chart.html", context)
    return mark_safe(html)  # noqa: S308  made by our own template, which escapes


def _feedback_now(question: Question, response: Sequence[str]) -> tuple[tuple[str, str], ...]:
    try:
        return quiz_items.mark(question, response).feedback
    except (ValueError, IndexError):
        return ()
