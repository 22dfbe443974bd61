"""The door to a learner's server leads to a socket of the learner's and to nothing else."""

import os
import socket
from pathlib import Path

import pytest

from hub_config.server_socket import ServerSocket


@pytest.fixture
def place(tmp_path: Path) -> ServerSocket:
    made = ServerSocket(tmp_path / "learners" / "k")
    made.prepare(None)
    return made


def test_there_is_no_door_before_there_is_a_socket(place: ServerSocket) -> None:
    assert not place.open_door()
    assert not place.door.exists()


def test_the_door_leads_to_the_servers_socket(place: ServerSocket) -> None:
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(place.made))
        server.listen()

        assert place.open_door()
        client.connect(str(place.door))


@pytest.mark.parametrize("kind", ["link", "file", "fifo", "directory"])
def test_anything_but_a_socket_opens_no_door(
    place: ServerSocket, tmp_path: Path, kind: str
) -> None:
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(tmp_path / "other"))
        if kind == "link":
            place.made.symlink_to(tmp_path / "other")
        elif kind == "file":
            place.made.touch()
        elif kind == "fifo":
            os.mkfifo(place.made)
        else:
            place.made.mkdir()

        assert not place.open_door()
        assert not place.door.exists()
        assert sorted(os.listdir(place.directory)) == ["w"]


def test_a_door_stays_where_it_leads_whatever_the_learner_does_later(
    place: ServerSocket, tmp_path: Path
) -> None:
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(place.made))
        server.listen()
        place.open_door()

        place.made.unlink()
        place.made.symlink_to(tmp_path / "elsewhere")

        assert place.door.is_socket()
        client.connect(str(place.door))


def test_nothing_of_an_earlier_server_stays(place: ServerSocket, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").touch()
    place.made.mkdir()
    (place.inside / "link").symlink_to(outside)
    (place.inside / "deep" / "er").mkdir(parents=True)
    place.door.touch()

    place.prepare(None)

    assert os.listdir(place.inside) == []
    assert not place.door.exists()
    assert (outside / "kept").exists()
