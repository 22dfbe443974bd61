from pathlib import Path

import pytest

from portal.config import processes
from tests.bench.bare_wagtail import peer_command


def test_the_peer_runs_under_the_portals_own_gunicorn_command() -> None:
    environment = {"ACADEMY_PORTAL_SOCKET": "/run/portal.sock", "ACADEMY_GRADER_SOCKET": "/run/g"}
    ours = processes.commands(environment)["portal"]

    theirs = peer_command(ours, "bare.wsgi", Path("/tmp/bare.sock"))

    changed = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    assert changed == [
        ("portal.config.wsgi", "bare.wsgi"),
        ("unix:/run/portal.sock", "unix:/tmp/bare.sock"),
    ]


def test_a_command_without_a_socket_is_refused() -> None:
    with pytest.raises(ValueError):
        peer_command(["python", "-m", "gunicorn", "a.wsgi"], "b.wsgi", Path("/tmp/s"))
