"""An ended account loses its server and its Hub tokens, however often that must be tried."""

from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.jobs.errors import RetryLaterError
from portal.people.services import deactivate_user
from portal.workspaces import closing
from portal.workspaces.tasks import close_workspace
from tests.factories.hub import HubState
from tests.factories.people import UserFactory


def test_close_workspace_stops_the_server_and_deletes_the_tokens(hub: HubState) -> None:
    hub.servers["ada"] = "ready"
    hub.user_tokens["ada"] = ["a1", "a2"]

    close_workspace.func(username="ada")
    close_workspace.func(username="ada")

    assert hub.servers["ada"] == ""
    assert hub.user_tokens["ada"] == []


def test_close_workspace_of_somebody_whom_the_hub_never_saw_is_done(hub: HubState) -> None:
    close_workspace.func(username="ada")


def test_close_workspace_is_tried_again_while_the_hub_is_away(no_hub: None) -> None:
    with pytest.raises(RetryLaterError):
        close_workspace.func(username="ada")


@pytest.mark.django_db
def test_deactivating_an_account_queues_the_end_of_its_workspace(
    django_capture_on_commit_callbacks: Any,
) -> None:
    user = UserFactory(username="ada")

    with django_capture_on_commit_callbacks(execute=True):
        deactivate_user(user=user, by=UserFactory(administrator=True))

    jobs = [row.args_kwargs["kwargs"] for row in DBTaskResult.objects.all()]
    assert {"username": "ada"} in jobs


@pytest.mark.django_db
def test_an_end_that_was_never_queued_is_queued_by_the_upkeep() -> None:
    UserFactory(username="ada", is_active=False, deactivated_at=timezone.now())
    UserFactory(username="eve")

    assert closing.queue_forgotten(timezone.now()) == 1
    assert closing.queue_forgotten(timezone.now()) == 0

    assert DBTaskResult.objects.get().args_kwargs["kwargs"] == {"username": "ada"}
