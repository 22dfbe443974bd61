"""Messages between the grading processes: one length, one msgpack map, nothing but plain data."""

import socket
import struct
import time
from typing import Any

import msgpack

SMALL = 1024 * 1024
LARGE = 64 * 1024 * 1024
_LENGTH = struct.Struct("<I")

Message = dict[str, Any]


class WireError(Exception):
    """The other side is gone, or what it sent is no message of ours."""


class TooLargeError(WireError):
    """A message of ours that would be too large to send; nothing was sent."""


def pack(message: Message) -> bytes:
    """Encode one message; text with lone surrogates survives."""
    data: bytes = msgpack.packb(message, use_bin_type=True, unicode_errors="surrogatepass")
    return data


def unpack(data: bytes) -> Message:
    """Decode one message.

    Raises:
        WireError: the bytes are no msgpack map.
    """
    try:
        message = msgpack.unpackb(
            data,
            raw=False,
            strict_map_key=False,
            unicode_errors="surrogatepass",
        )
    except (ValueError, RecursionError, TypeError, msgpack.exceptions.UnpackException) as error:
        raise WireError("unreadable message") from error
    if not isinstance(message, dict):
        raise WireError("no message")
    return message


def send(channel: socket.socket, message: Message) -> None:
    """Send one message whole.

    Raises:
        TooLargeError: the message is too large; nothing was sent.
        WireError: the other side is gone.
    """
    data = pack(message)
    if len(data) > LARGE:
        raise TooLargeError("the value is too large to hand over")
    try:
        channel.sendall(_LENGTH.pack(len(data)) + data)
    except OSError as error:
        raise WireError("the other process has ended") from error


def receive(channel: socket.socket, limit: int = LARGE, deadline: float | None = None) -> Message:
    """Wait for one message until a moment of the monotonic clock, or for ever.

    The deadline is for the whole message: who sends it byte by byte gains no time.

    Raises:
        TimeoutError: nothing whole arrived in time.
        WireError: the other side is gone, sent too much, or sent nonsense.
    """
    (length,) = _LENGTH.unpack(_read(channel, _LENGTH.size, deadline))
    if length > limit:
        raise WireError("message too large")
    return unpack(_read(channel, length, deadline))


def _read(channel: socket.socket, count: int, deadline: float | None) -> bytes:
    buffer = bytearray(count)
    view, got = memoryview(buffer), 0
    while got < count:
        if deadline is not None:
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                raise TimeoutError
            channel.settimeout(remaining)
        try:
            part = channel.recv_into(view[got:])
        except TimeoutError:
            raise
        except OSError as error:
            raise WireError("the other process has ended") from error
        if part == 0:
            raise WireError("the other process has ended")
        got += part
    return bytes(buffer)
