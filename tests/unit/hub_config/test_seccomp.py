"""A small interpreter of classic BPF runs the filter, so that each rule is seen to hold."""

import struct

import pytest

from hub_config import seccomp
from hub_config.errors import SandboxUnavailableError

ALLOW, EPERM, ENOSYS, KILL = (
    seccomp.ALLOW,
    seccomp.REFUSE,
    seccomp.NOT_THERE,
    seccomp.KILL_PROCESS,
)


def decide(program: bytes, architecture: int, number: int, first: int = 0) -> int:
    data = struct.pack("=IIQQ", number, architecture, 0, first)
    steps = list(struct.iter_unpack("=HBBI", program))
    at, accumulator = 0, 0
    while True:
        code, then, otherwise, value = steps[at]
        at += 1
        if code == seccomp.LOAD_WORD:
            accumulator = struct.unpack_from("=I", data, value)[0]
        elif code == seccomp.RETURN:
            return int(value)
        else:
            holds = {
                seccomp.JUMP_EQUAL: accumulator == value,
                seccomp.JUMP_AT_LEAST: accumulator >= value,
                seccomp.JUMP_ANY_BIT: bool(accumulator & value),
            }[code]
            at += then if holds else otherwise


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_each_dangerous_call_is_refused_and_others_pass(machine: str) -> None:
    architecture = seccomp.ARCHITECTURES[machine]
    program = seccomp.filter_program(machine)

    for number in architecture.refused.values():
        assert decide(program, architecture.audit, number) == EPERM
    for number in set(range(470)) - set(architecture.refused.values()) - {seccomp.CLONE3}:
        assert decide(program, architecture.audit, number) == ALLOW


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_threads_may_be_made_but_no_namespaces(machine: str) -> None:
    architecture = seccomp.ARCHITECTURES[machine]
    program = seccomp.filter_program(machine)
    thread = 0x3D0F00

    assert decide(program, architecture.audit, architecture.clone, thread) == ALLOW
    for flag in (0x10000000, 0x20000, 0x40000000, 0x20000000, 0x08000000, 0x02000000):
        wanted = decide(program, architecture.audit, architecture.clone, thread | flag)
        assert wanted == EPERM, hex(flag)
    assert decide(program, architecture.audit, seccomp.CLONE3) == ENOSYS


def test_another_processors_numbers_are_no_way_around() -> None:
    program = seccomp.filter_program("x86_64")

    assert decide(program, 0x40000003, 11) == KILL
    assert decide(program, seccomp.X86_64.audit, seccomp.X32_BIT + 101) == EPERM


@pytest.mark.parametrize("machine", ["riscv64", "ppc64le", "i686", ""])
def test_an_unknown_machine_is_refused_and_never_without_a_filter(
    monkeypatch: pytest.MonkeyPatch, machine: str
) -> None:
    monkeypatch.setattr("platform.machine", lambda: machine)

    with pytest.raises(SandboxUnavailableError, match="x86_64 and aarch64 only"):
        seccomp.filter_program()
