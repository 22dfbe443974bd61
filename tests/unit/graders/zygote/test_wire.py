"""Messages arrive whole or not at all."""

import socket
import struct
from collections.abc import Iterator

import pytest

from graders.zygote import wire


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    ours.settimeout(1)
    with ours, theirs:
        yield ours, theirs


def test_message_arrives(pair: tuple[socket.socket, socket.socket]) -> None:
    wire.send(pair[1], {"text": "ü\udc80", "bytes": b"\xff", "deep": [[{1: 2}]]})

    assert wire.receive(pair[0]) == {"text": "ü\udc80", "bytes": b"\xff", "deep": [[{1: 2}]]}


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x00",
        struct.pack("<I", 5) + b"ab",
        struct.pack("<I", 2) + b"\xc1\xc1",
        struct.pack("<I", 1) + b"\x05",
        struct.pack("<I", 0),
        struct.pack("<I", 2**32 - 1),
        struct.pack("<I", 3000) + b"\x91" * 3000,
        struct.pack("<I", 3) + b"\x81\x90\x01",
    ],
)
def test_anything_else_is_refused(pair: tuple[socket.socket, socket.socket], data: bytes) -> None:
    pair[1].sendall(data)
    pair[1].close()

    with pytest.raises(wire.WireError):
        wire.receive(pair[0])


def test_silence_is_a_time_out(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[0].settimeout(0.05)

    with pytest.raises(TimeoutError):
        wire.receive(pair[0])


def test_dead_reader_is_noticed(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[0].close()

    with pytest.raises(wire.WireError):
        wire.send(pair[1], {"a": 1})
