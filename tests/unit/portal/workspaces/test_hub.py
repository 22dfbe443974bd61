"""The Hub's client, against a stand-in that keeps the Hub's documented answers."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.workspaces import errors
from portal.workspaces.hub import HubClient
from tests.factories.hub import HubState


def test_identify_says_whose_token_it_is(hub: HubState) -> None:
    hub.tokens["t1"] = ("ada", "user")

    identity = HubClient().identify("t1")

    assert (identity.name, identity.is_user) == ("ada", True)


def test_identify_tells_a_program_from_a_person(hub: HubState) -> None:
    hub.tokens["t1"] = ("portal", "service")

    assert not HubClient().identify("t1").is_user


def test_identify_of_nobodys_token_is_refused(hub: HubState) -> None:
    with pytest.raises(errors.HubTokenError):
        HubClient().identify("t1")


def test_get_user_reads_the_servers_state(hub: HubState) -> None:
    hub.servers |= {"ada": "ready", "bob": "pending", "cyd": ""}
    client = HubClient()

    states = [client.get_user(name) for name in ("ada", "bob", "cyd", "dan")]

    assert [user and (user.server_ready, user.has_server) for user in states] == [
        (True, True),
        (False, True),
        (False, False),
        None,
    ]


def test_start_server_is_content_with_one_that_runs(hub: HubState) -> None:
    hub.servers |= {"ada": "ready", "bob": ""}

    HubClient().start_server("ada")
    HubClient().start_server("bob")

    assert hub.servers["bob"] == "pending"


@pytest.mark.parametrize("state", ["ready", ""])
def test_stop_server_is_done_when_none_runs(hub: HubState, state: str) -> None:
    hub.servers["ada"] = state

    assert HubClient().stop_server("ada")
    assert HubClient().stop_server("nobody")
    assert hub.servers["ada"] == ""


def test_delete_tokens_deletes_every_one(hub: HubState) -> None:
    hub.servers["ada"] = ""
    hub.user_tokens["ada"] = ["a1", "a2"]

    assert HubClient().delete_tokens("ada") == 2
    assert HubClient().delete_tokens("nobody") == 0
    assert hub.user_tokens["ada"] == []


CALLS: list[Callable[[HubClient], Any]] = [
    lambda client: client.identify("t"),
    lambda client: client.get_user("ada"),
    lambda client: client.start_server("ada"),
    lambda client: client.stop_server("ada"),
    lambda client: client.delete_tokens("ada"),
]


@pytest.mark.parametrize("call", CALLS)
def test_a_hub_that_is_away_is_unavailable(no_hub: None, call: Callable[[HubClient], Any]) -> None:
    with pytest.raises(errors.HubUnavailableError):
        call(HubClient())


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    ("status", "error"),
    [(503, errors.HubUnavailableError), (500, errors.HubAnswerError)],
)
def test_a_broken_hub_is_named(
    hub: HubState, call: Callable[[HubClient], Any], status: int, error: type[Exception]
) -> None:
    hub.broken = status

    with pytest.raises(error):
        call(HubClient())


def test_the_portals_own_token_refused_is_a_fault_in_the_set_up(hub: HubState) -> None:
    hub.servers["ada"] = ""

    with pytest.raises(errors.HubRefusedError):
        HubClient(token="wrong").get_user("ada")


def test_names_cannot_break_out_of_the_address(hub: HubState) -> None:
    assert HubClient().get_user("../services/portal") is None
    assert hub.asked == [("GET", "/users/..%2Fservices%2Fportal")]


def test_is_answering(hub: HubState) -> None:
    assert HubClient().is_answering()
    hub.broken = 503
    assert not HubClient().is_answering()
