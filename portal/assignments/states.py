"""The states of a submission, a grading run and a review, and every step allowed between them.

The diagrams in docs/reference/submission-states.md are made from these tables.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.assignments.errors import IllegalTransitionError


class SubmissionState(models.TextChoices):
    """Where a submission stands."""

    RECEIVED = "received", _("received, waiting to be graded")
    GRADING = "grading", _("being graded")
    AWAITING_MARK = "awaiting_mark", _("a trainer still has to mark a part")
    GRADED = "graded", _("graded")
    REJECTED = "rejected", _("could not be graded as sent")
    HELD = "held", _("a person has to look at it")


class SubmissionEvent(StrEnum):
    """What moves a submission from one state to another."""

    START_GRADING = "start grading"
    GIVE_BACK = "grader not reachable"
    RESULT_COMPLETE = "result stored"
    RESULT_NEEDS_MARK = "result stored, manual part"
    REJECT = "grader refuses it"
    HOLD = "tried too often"
    MARK = "last manual part marked"
    REGRADE = "regrade asked"


class RunState(models.TextChoices):
    """Where one grading run stands."""

    RUNNING = "running", _("running")
    ACCEPTED = "accepted", _("counts")
    REPLACED = "replaced", _("counted until a later run replaced it")
    ABANDONED = "abandoned", _("did not finish; changes nothing")


class RunEvent(StrEnum):
    """What moves a grading run from one state to another."""

    ACCEPT = "result accepted"
    ABANDON = "worker lost, retry or late result"
    REPLACE = "later run accepted"


class ReviewState(models.TextChoices):
    """Where a learner's request for a human look stands."""

    ASKED = "asked", _("asked, waiting for a trainer")
    ANSWERED = "answered", _("answered by a trainer")


class ReviewEvent(StrEnum):
    """What moves a request for a human look from one state to another."""

    ANSWER = "trainer answers"


_S, _E = SubmissionState, SubmissionEvent

TRANSITIONS: Mapping[tuple[SubmissionState, SubmissionEvent], SubmissionState] = {
    (_S.RECEIVED, _E.START_GRADING): _S.GRADING,
    (_S.GRADING, _E.START_GRADING): _S.GRADING,
    (_S.GRADING, _E.GIVE_BACK): _S.RECEIVED,
    (_S.GRADING, _E.RESULT_COMPLETE): _S.GRADED,
    (_S.GRADING, _E.RESULT_NEEDS_MARK): _S.AWAITING_MARK,
    (_S.GRADING, _E.REJECT): _S.REJECTED,
    (_S.GRADING, _E.HOLD): _S.HELD,
    (_S.RECEIVED, _E.HOLD): _S.HELD,
    (_S.AWAITING_MARK, _E.MARK): _S.GRADED,
    (_S.AWAITING_MARK, _E.REGRADE): _S.RECEIVED,
    (_S.GRADED, _E.REGRADE): _S.RECEIVED,
    (_S.REJECTED, _E.REGRADE): _S.RECEIVED,
    (_S.HELD, _E.REGRADE): _S.RECEIVED,
}

RUN_TRANSITIONS: Mapping[tuple[RunState, RunEvent], RunState] = {
    (RunState.RUNNING, RunEvent.ACCEPT): RunState.ACCEPTED,
    (RunState.RUNNING, RunEvent.ABANDON): RunState.ABANDONED,
    (RunState.ACCEPTED, RunEvent.REPLACE): RunState.REPLACED,
}

REVIEW_TRANSITIONS: Mapping[tuple[ReviewState, ReviewEvent], ReviewState] = {
    (ReviewState.ASKED, ReviewEvent.ANSWER): ReviewState.ANSWERED,
}

SETTLED = frozenset({_S.AWAITING_MARK, _S.GRADED, _S.REJECTED, _S.HELD})
"""States in which nothing more happens by itself."""

UNCOUNTED = frozenset({_S.REJECTED})
"""States of submissions that take no attempt away from the learner."""


def next_state(state: str, event: SubmissionEvent) -> SubmissionState:
    """Return the state that ``event`` leads to.

    Raises:
        IllegalTransitionError: the table allows no such step.
    """
    try:
        return TRANSITIONS[SubmissionState(state), event]
    except KeyError:
        raise IllegalTransitionError(
            f"A submission that is {state!r} cannot take the step {event.value!r}."
        ) from None


def mermaid(
    table: Mapping[tuple[SubmissionState, SubmissionEvent], SubmissionState]
    | Mapping[tuple[RunState, RunEvent], RunState]
    | Mapping[tuple[ReviewState, ReviewEvent], ReviewState],
) -> str:
    """Draw a table of transitions as a Mermaid state diagram."""
    first = next(iter(table))[0]
    lines = ["stateDiagram-v2", f"    [*] --> {first.value}"]
    lines += [
        f"    {source.value} --> {target.value}: {event.value}"
        for (source, event), target in table.items()
    ]
    return "\n".join(lines)


def reference_page() -> str:
    """Return docs/reference/submission-states.md, made from the tables and the states' labels."""
    parts = ["# States of a submission", ""]
    parts += ["<!-- Made by `python -m portal submission_states --write`; do not edit. -->", ""]
    for title, table, choices in (
        ("Submission", TRANSITIONS, SubmissionState),
        ("Grading run", RUN_TRANSITIONS, RunState),
        ("Request for a human look", REVIEW_TRANSITIONS, ReviewState),
    ):
        parts += [f"## {title}", "", "```mermaid", mermaid(table), "```", ""]
        parts += [f"- `{state.value}`: {state.label}" for state in choices]
        parts += [""]
    return "\n".join(parts)
