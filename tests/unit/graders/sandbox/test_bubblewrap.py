"""The outer wall's command line: what can be written is bounded, everything else is read-only."""

from graders.sandbox import bubblewrap


def test_every_place_to_write_is_bounded_or_closed() -> None:
    words = bubblewrap.command("module", ["1"])

    rooms = [position for position, word in enumerate(words) if word == "--tmpfs"]
    assert [words[position + 1] for position in rooms] == ["/work"]
    assert all(words[position - 2] == "--size" for position in rooms)
    closed = [words[position + 1] for position, word in enumerate(words) if word == "--remount-ro"]
    assert closed == ["/", "/dev"]
    assert "--bind" not in words


def test_the_environment_of_the_caller_does_not_come_in() -> None:
    words = bubblewrap.command("module", [])

    assert "--clearenv" in words
    given = {words[at + 1] for at, word in enumerate(words) if word == "--setenv"}
    assert given == set(bubblewrap.FIXED_ENVIRONMENT)
