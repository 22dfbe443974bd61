"""Writes the system-call filter that every learner's server runs under.

A classic BPF program for bubblewrap's ``--seccomp``: it forbids what notebooks never need and what
escapes are made of (other processes' memory, new namespaces and mounts, kernel modules, BPF, key
rings, io_uring), and lets everything else through. Sockets stay allowed: the network namespace is
empty, and Jupyter needs local ones.
"""

from __future__ import annotations

import errno
import platform
import struct
from dataclasses import dataclass

from hub_config.errors import SandboxUnavailableError

LOAD_WORD = 0x20  # BPF_LD | BPF_W | BPF_ABS
JUMP_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
JUMP_AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
JUMP_ANY_BIT = 0x45  # BPF_JMP | BPF_JSET | BPF_K
RETURN = 0x06  # BPF_RET | BPF_K

ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
REFUSE = 0x00050000 | errno.EPERM
NOT_THERE = 0x00050000 | errno.ENOSYS

OFFSET_NUMBER, OFFSET_ARCHITECTURE, OFFSET_FIRST_ARGUMENT = 0, 4, 16
NEW_NAMESPACES = 0x7E020080  # every CLONE_NEW* flag that clone() takes
X32_BIT = 0x40000000


@dataclass(frozen=True)
class Architecture:
    """The system-call numbers of one kind of processor."""

    audit: int
    clone: int
    refused: dict[str, int]
    has_x32: bool = False


# Numbers shared by every architecture that came after 2011 or joined the common table since then.
COMMON = {
    "pidfd_getfd": 438,
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsconfig": 431,
    "fsmount": 432,
    "fspick": 433,
    "mount_setattr": 442,
}
CLONE3 = 435

X86_64 = Architecture(
    audit=0xC000003E,
    clone=56,
    has_x32=True,
    refused={
        **COMMON,
        "ptrace": 101,
        "syslog": 103,
        "pivot_root": 155,
        "chroot": 161,
        "acct": 163,
        "mount": 165,
        "umount2": 166,
        "swapon": 167,
        "swapoff": 168,
        "reboot": 169,
        "init_module": 175,
        "delete_module": 176,
        "quotactl": 179,
        "kexec_load": 246,
        "add_key": 248,
        "request_key": 249,
        "keyctl": 250,
        "unshare": 272,
        "perf_event_open": 298,
        "open_by_handle_at": 304,
        "setns": 308,
        "process_vm_readv": 310,
        "process_vm_writev": 311,
        "kcmp": 312,
        "finit_module": 313,
        "kexec_file_load": 320,
        "bpf": 321,
        "userfaultfd": 323,
    },
)
AARCH64 = Architecture(
    audit=0xC00000B7,
    clone=220,
    refused={
        **COMMON,
        "umount2": 39,
        "mount": 40,
        "pivot_root": 41,
        "chroot": 51,
        "quotactl": 60,
        "acct": 89,
        "unshare": 97,
        "kexec_load": 104,
        "init_module": 105,
        "delete_module": 106,
        "syslog": 116,
        "ptrace": 117,
        "reboot": 142,
        "add_key": 217,
        "request_key": 218,
        "keyctl": 219,
        "swapon": 224,
        "swapoff": 225,
        "perf_event_open": 241,
        "open_by_handle_at": 265,
        "setns": 268,
        "process_vm_readv": 270,
        "process_vm_writev": 271,
        "kcmp": 272,
        "finit_module": 273,
        "bpf": 280,
        "userfaultfd": 282,
        "kexec_file_load": 294,
    },
)
ARCHITECTURES = {"x86_64": X86_64, "aarch64": AARCH64}


def filter_program(machine: str | None = None) -> bytes:
    """Return the compiled filter for this machine.

    Raises:
        SandboxUnavailableError: we know no system-call numbers for its kind of processor.
    """
    reason = unsupported(machine)
    if reason:
        raise SandboxUnavailableError(f"Workspaces cannot be sandboxed on this machine: {reason}")
    return _compile(ARCHITECTURES[machine or platform.machine()])


def unsupported(machine: str | None = None) -> str | None:
    """Say that this kind of processor has no filter; None where it has one."""
    machine = machine or platform.machine()
    if machine in ARCHITECTURES:
        return None
    known = " and ".join(ARCHITECTURES)
    return (
        f"its processor is of the kind {machine or 'unknown'}, and the filter of system calls "
        f"knows {known} only. Use a machine of one of these kinds."
    )


def _compile(architecture: Architecture) -> bytes:
    program = [
        _step(LOAD_WORD, OFFSET_ARCHITECTURE),
        _step(JUMP_EQUAL, architecture.audit, then=1),
        _step(RETURN, KILL_PROCESS),
        _step(LOAD_WORD, OFFSET_NUMBER),
    ]
    if architecture.has_x32:
        program += [_step(JUMP_AT_LEAST, X32_BIT, otherwise=1), _step(RETURN, REFUSE)]
    for number in sorted(architecture.refused.values()):
        program += [_step(JUMP_EQUAL, number, otherwise=1), _step(RETURN, REFUSE)]
    # clone3 hides its flags behind a pointer: glibc falls back to clone when it is not there.
    program += [_step(JUMP_EQUAL, CLONE3, otherwise=1), _step(RETURN, NOT_THERE)]
    program += [
        _step(JUMP_EQUAL, architecture.clone, otherwise=3),
        _step(LOAD_WORD, OFFSET_FIRST_ARGUMENT),
        _step(JUMP_ANY_BIT, NEW_NAMESPACES, otherwise=1),
        _step(RETURN, REFUSE),
        _step(RETURN, ALLOW),
    ]
    return b"".join(program)


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("=HBBI", code, then, otherwise, value)
