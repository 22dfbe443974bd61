"""The zygote: loads the libraries once, then forks one sandboxed child for each request.

Runs inside bubblewrap. A request is one packet on the control socket: options, and descriptors of
the child's channel, of its line to its partner, and of its files. The answer carries a pidfd.
"""

import gc
import importlib
import os
import platform
import signal
import socket
import sys
import traceback
from typing import Any, NoReturn

from graders.sandbox import kernel, seccomp
from graders.sandbox.child import ChildLimits, GivenFile, enter, lock
from graders.zygote import pristine, wire
from graders.zygote.learner import serve_learner
from graders.zygote.shell import Notebook, clear_warning_registries, fix_chance
from graders.zygote.tester import serve_tests

PRELOADED = (
    "numpy",
    "pandas",
    "scipy.stats",
    "statsmodels.api",
    "statsmodels.formula.api",
    "matplotlib.pyplot",
    "plotly.express",
    "plotly.graph_objects",
    "pandas._testing",
    "numpy.testing",
    "academy_checks",
)
MAX_PACKET = 65536
MAX_DESCRIPTORS = 128


def main() -> NoReturn:
    """Warm up, say so, and fork until the control socket closes."""
    control = socket.socket(fileno=int(sys.argv[1]))
    uid = int(sys.argv[2])
    if uid and os.getuid() == 0:
        kernel.become(uid, uid)
    for module in PRELOADED:
        importlib.import_module(module)
    notebook = Notebook()
    notebook.warm_up()
    clear_warning_registries()
    pristine.remember()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    assembled = seccomp.program(platform.machine())
    own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    _rehearse(own_pids, assembled)
    control.send(wire.pack({"ready": True, "threads": len(os.listdir("/proc/self/task"))}))
    while True:
        packet, descriptors, _, _ = socket.recv_fds(control, MAX_PACKET, MAX_DESCRIPTORS)
        if not packet:
            os._exit(0)
        _reap()
        _fork(control, own_pids, wire.unpack(packet), descriptors, notebook, assembled)


def _rehearse(own_pids: int, assembled: bytes) -> None:
    """Make one cage and leave it, so that a kernel that forbids a part of it is found out now."""
    limits = ChildLimits(memory_mb=64, disk_mb=1, cpu_seconds=5, processes=8)
    kernel.unshare(kernel.CLONE_NEWPID)
    pid = os.fork()
    if pid == 0:
        try:
            enter(limits, [])
            lock(limits, assembled)
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    kernel.setns(own_pids, kernel.CLONE_NEWPID)
    _, status = os.waitpid(pid, 0)
    if status != 0:
        os._exit(1)  # the child has said why


def _reap() -> None:
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return


def _fork(
    control: socket.socket,
    own_pids: int,
    options: dict[str, Any],
    descriptors: list[int],
    notebook: Notebook,
    assembled: bytes,
) -> None:
    kernel.unshare(kernel.CLONE_NEWPID)
    pid = os.fork()
    if pid == 0:
        try:
            control.close()
            os.close(own_pids)
            _child(options, descriptors, notebook, assembled)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    kernel.setns(own_pids, kernel.CLONE_NEWPID)
    for descriptor in descriptors:
        os.close(descriptor)
    pidfd = os.pidfd_open(pid)
    socket.send_fds(control, [wire.pack({"pid": pid})], [pidfd])
    os.close(pidfd)


def _child(
    options: dict[str, Any], descriptors: list[int], notebook: Notebook, assembled: bytes
) -> None:
    channel = socket.socket(fileno=descriptors[0])
    peer = socket.socket(fileno=descriptors[1]) if options["partner"] else None
    first = 2 if options["partner"] else 1
    files = [
        GivenFile(name, descriptor, size)
        for (name, size), descriptor in zip(options["files"], descriptors[first:], strict=True)
    ]
    limits = ChildLimits(**options["limits"])
    os.setsid()  # a signal to the process group must reach nobody else's notebook
    enter(limits, files)
    for file in files:
        os.close(file.descriptor)
    nowhere = os.open("/dev/null", os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    fix_chance()
    lock(limits, assembled)
    if options["role"] == "tester" and peer is not None:
        serve_tests(channel, peer, notebook.names)
    else:
        serve_learner(channel, peer, notebook)


if __name__ == "__main__":
    main()
