"""Output is counted in bytes and kept nowhere."""

import sys

import pytest

from graders.zygote.output import Output


def test_text_and_bytes_are_counted_as_they_would_be_stored() -> None:
    output = Output()

    print("ä", file=output.stream)
    output.stream.buffer.write(b"12345")

    assert output.printed == len("ä\n".encode()) + 5


def test_displayed_values_are_counted_in_every_form() -> None:
    output = Output()

    output.show({"text/plain": "ab", "text/html": "<b>", "image/png": b"1234", "x": 7})
    output.show(None)

    assert output.printed == 9


def test_it_is_a_stream_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    output = Output()
    monkeypatch.setattr(sys, "stdout", output.stream)

    print("x" * 100)
    sys.stdout.flush()

    assert sys.stdout.encoding == "utf-8"
    assert sys.stdout.fileno() > 2
    assert not sys.stdout.isatty()
    assert output.printed == 101


def test_a_closed_stream_only_stops_the_count() -> None:
    output = Output()
    print("abc", file=output.stream)
    output.stream.close()

    assert output.printed == 4
