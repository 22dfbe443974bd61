"""Runs a command as on a kernel that makes no namespaces: without_namespaces.py COMMAND …

A machine's switches stay as they are. The command gets a filter of system calls, for itself and
all that it starts, that refuses what a hardened kernel or a container refuses: new namespaces and
mounts. It is the filter that learners' own programs run under.
"""

from __future__ import annotations

import ctypes
import os
import sys

from hub_config.seccomp import filter_program

PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, MODE_FILTER = 22, 38, 2


class Program(ctypes.Structure):
    """The kernel's struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def refuse_namespaces() -> None:
    """Put the filter on this process for good."""
    libc = ctypes.CDLL(None, use_errno=True)
    steps = filter_program()
    loaded = Program(len(steps) // 8, steps)
    for arguments in (
        (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
        (PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(loaded), 0, 0),
    ):
        if libc.prctl(*arguments) != 0:
            raise OSError(ctypes.get_errno(), "the filter cannot be installed")


if __name__ == "__main__":
    refuse_namespaces()
    os.execv(sys.argv[1], sys.argv[1:])
