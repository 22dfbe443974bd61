"""What outlives what: restarts and sudden ends of proxy, portal and hub."""

from __future__ import annotations

import hashlib
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.integration.hub.harness import Academy, Learner, wait_for


@pytest.fixture(autouse=True)
def everything_runs(academy: Academy) -> Iterator[None]:
    """Start again whatever a test has ended."""
    yield
    for name, start in (
        ("portal", academy.start_portal),
        ("proxy", academy.start_proxy),
        ("hub", academy.start_hub),
    ):
        if name not in academy.processes:
            start()


def sandboxes(academy: Academy) -> list[psutil.Process]:
    """Return the sandboxes of this academy alone, by the directory that they were given."""
    mark = str(academy.run / "learners")
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(part.startswith(mark) for part in process.info["cmdline"] or ())
    ]


def ended(academy: Academy) -> bool:
    return not sandboxes(academy)


def test_the_hubs_polite_end_ends_every_server(academy: Academy) -> None:
    Learner(academy, "anna.b").open("basics", "first").raise_for_status()
    assert sandboxes(academy)

    academy.end("hub")

    assert ended(academy)


def test_the_hubs_sudden_end_leaves_no_orphan(academy: Academy) -> None:
    Learner(academy, "anna.b").open("basics", "first").raise_for_status()

    academy.end("hub", signal.SIGKILL)

    wait_for(lambda: ended(academy), "the sandboxes to end with the hub", seconds=5)


def test_work_is_there_again_after_a_sudden_end(academy: Academy) -> None:
    Learner(academy, "anna.b").open("basics", "first").raise_for_status()
    academy.end("hub", signal.SIGKILL)
    academy.start_hub()

    answer = Learner(academy, "anna.b").open("basics", "first")

    assert answer.url.path.endswith("/lab/tree/basics/first/first.ipynb")


def test_a_restarted_proxy_gets_the_portal_at_once_and_learners_soon(academy: Academy) -> None:
    learner = Learner(academy, "anna.b")
    learner.open("basics", "first").raise_for_status()

    academy.end("proxy")
    academy.start_proxy()

    assert academy.answers("/")
    assert academy.answers("/workspace/hub/api/")
    wait_for(lambda: learner.get("api/kernels").status_code == 200, "the learner's route", 15)
    submit = "academy/submit/basics/first"
    wait_for(lambda: learner.post(submit).status_code == 201, "the exchange's door", seconds=15)


def test_a_running_workspace_reaches_a_portal_that_was_restarted(academy: Academy) -> None:
    learner = Learner(academy, "anna.b")
    learner.open("basics", "first").raise_for_status()

    academy.end("portal", signal.SIGKILL)
    while_down = learner.post("academy/submit/basics/first")
    academy.portal_socket.unlink()
    academy.start_portal()

    assert while_down.status_code == 503
    assert while_down.json()["error"]["code"] == "course_server_unreachable"
    submit = "academy/submit/basics/first"
    wait_for(lambda: learner.post(submit).status_code == 201, "the door to follow", seconds=15)


def test_a_page_in_our_words_stands_in_for_a_portal_that_is_down(academy: Academy) -> None:
    academy.end("portal")

    answer = httpx.get(academy.public + "/courses/")

    assert answer.status_code == 503
    assert "Civic Data Academy" in answer.text
    assert "is kept" in answer.text


def test_the_portals_service_token_stops_a_server_and_sees_no_more_than_it_needs(
    academy: Academy,
) -> None:
    Learner(academy, "anna.b").open("basics", "first").raise_for_status()

    stopped = academy.hub_api("DELETE", "/users/anna.b/server")

    assert stopped.status_code in (202, 204)
    wait_for(lambda: ended(academy), "the server to stop", seconds=15)
    key = hashlib.sha256(f"{academy.run}/anna.b/".encode()).hexdigest()[:16]
    assert not list(Path("/sys/fs/cgroup").glob(f"**/academy-workspaces/{key}"))
    assert academy.hub_api("GET", "/users/anna.b").json()["server"] is None
    assert academy.hub_api("DELETE", "/users/anna.b").status_code == 403


def test_a_deactivated_account_cannot_start_a_server(academy: Academy) -> None:
    learner = Learner(academy, "leaver")
    learner.open("basics", "first").raise_for_status()
    academy.hub_api("DELETE", "/users/leaver/server")
    wait_for(lambda: academy.hub_api("GET", "/users/leaver").json()["server"] is None, "the server")
    time.sleep(1)
    academy.deactivate("leaver")

    answer = learner.open("basics", "first", seconds=10)

    assert answer.status_code == 403
    assert "Please sign in again" in answer.text
    assert 'href="/workspace/hub/oauth_login"' in answer.text
    assert learner.http.get("/workspace/hub/oauth_login").text == "sign in first"
    assert academy.hub_api("GET", "/users/leaver").json()["server"] is None


def test_sign_out_ends_the_hubs_session_and_the_servers(academy: Academy) -> None:
    learner = Learner(academy, "anna.b")
    learner.open("basics", "first").raise_for_status()

    left = learner.http.get("/workspace/hub/logout")

    assert left.url.path == "/account/signed-out/"
    learner.http.cookies.delete("standin_user")
    assert learner.get("api/kernels").status_code == 403
