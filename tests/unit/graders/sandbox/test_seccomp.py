"""The filter, run by a small interpreter of the kernel's machine."""

import errno
import struct

import pytest

from graders.sandbox import seccomp

ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def verdict(machine: str, number: int, first: int = 0, architecture: int | None = None) -> int:
    """What the filter says of a system call."""
    program = seccomp.program(machine)
    steps = [struct.unpack_from("HBBI", program, i) for i in range(0, len(program), 8)]
    foreign = ARCHITECTURE[machine] if architecture is None else architecture
    words = {0: number, 4: foreign, 16: first}
    position, value = 0, 0
    while True:
        code, yes, no, operand = steps[position]
        position += 1
        if code == 0x20:
            value = words[operand]
        elif code == 0x06:
            return int(operand)
        else:
            true = {0x15: value == operand, 0x35: value >= operand, 0x45: bool(value & operand)}
            position += yes if true[code] else no


@pytest.mark.parametrize(
    ("machine", "number", "name"),
    [
        (machine, number, name)
        for machine, calls in seccomp._DENIED.items()
        for name, number in calls.items()
    ],
)
def test_denied_call_is_refused(machine: str, number: int, name: str) -> None:
    assert verdict(machine, number) == ERRNO | errno.EPERM


@pytest.mark.parametrize(
    ("machine", "socket", "clone"), [("x86_64", 41, 56), ("aarch64", 198, 220)]
)
def test_sockets_and_processes_are_refused_but_threads_are_not(
    machine: str, socket: int, clone: int
) -> None:
    assert verdict(machine, socket) == ERRNO | errno.EACCES
    assert verdict(machine, 435) == ERRNO | errno.ENOSYS
    assert verdict(machine, clone, 17) == ERRNO | errno.EPERM
    assert verdict(machine, clone, 0x10000000) == ERRNO | errno.EPERM
    assert verdict(machine, clone, 0x003D0F00) == ALLOW


@pytest.mark.parametrize(("machine", "read", "mmap"), [("x86_64", 0, 9), ("aarch64", 63, 222)])
def test_ordinary_calls_are_allowed(machine: str, read: int, mmap: int) -> None:
    assert verdict(machine, read) == verdict(machine, mmap) == ALLOW


def test_foreign_architecture_and_x32_are_no_way_round() -> None:
    assert verdict("x86_64", 0, architecture=0x40000003) == KILL
    assert verdict("aarch64", 63, architecture=0x40000028) == KILL
    assert verdict("x86_64", 0x40000000 | 41) == ERRNO | errno.ENOSYS
