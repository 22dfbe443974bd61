"""The table of states, and the page made from it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from portal.assignments.errors import IllegalTransitionError
from portal.assignments.states import (
    SETTLED,
    TRANSITIONS,
    SubmissionEvent,
    SubmissionState,
    next_state,
    reference_page,
)


def test_next_state_follows_the_table() -> None:
    for (state, event), target in TRANSITIONS.items():
        assert next_state(state, event) is target


def test_next_state_refuses_every_other_step() -> None:
    for state in SubmissionState:
        for event in SubmissionEvent:
            if (state, event) not in TRANSITIONS:
                with pytest.raises(IllegalTransitionError):
                    next_state(state, event)


def test_every_state_is_reached_and_every_settled_one_can_be_graded_again() -> None:
    assert set(TRANSITIONS.values()) == set(SubmissionState)
    assert all((state, SubmissionEvent.REGRADE) in TRANSITIONS for state in SETTLED)


def test_reference_page_in_the_repository_is_fresh() -> None:
    call_command("submission_states", check=True)


def test_reference_page_names_every_step() -> None:
    page = reference_page()

    assert all(event.value in page for event in SubmissionEvent)


def test_submission_states_check_notices_a_stale_page(tmp_path: Path) -> None:
    settings_before = settings.REPOSITORY
    settings.REPOSITORY = tmp_path
    try:
        with pytest.raises(CommandError, match="stale"):
            call_command("submission_states", check=True)
        call_command("submission_states", write=True)
        call_command("submission_states", check=True)
    finally:
        settings.REPOSITORY = settings_before
