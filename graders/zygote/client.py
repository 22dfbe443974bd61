"""The trusted side of the zygote: start it, ask it for children, talk to them, end them."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graders.contract import Limits
from graders.errors import SandboxUnavailableError, ZygoteGoneError
from graders.sandbox.bubblewrap import command
from graders.sandbox.explain import explain, unsupported
from graders.zygote import wire

START_SECONDS = 90.0
_SPAWN_SECONDS = 10.0


@dataclass(frozen=True)
class OpenFile:
    """A file for the notebook, open for reading on our side."""

    name: str
    path: Path
    size: int


@dataclass
class Child:
    """One forked process: its channel and a handle that always means this very process."""

    channel: socket.socket
    pidfd: int
    closed: bool = field(default=False, init=False)

    def send(self, message: wire.Message) -> None:
        """Send one message; does not wait longer than a moment for a stuck reader."""
        self.channel.settimeout(5.0)
        try:
            wire.send(self.channel, message)
        except TimeoutError as error:
            raise wire.WireError("the process does not read") from error

    def receive(self, deadline: float) -> wire.Message:
        """Wait for the next message until a moment of the monotonic clock.

        Raises:
            TimeoutError: the moment passed.
            WireError: the process is gone or talks nonsense.
        """
        return wire.receive(self.channel, wire.SMALL, deadline)

    def interrupt(self) -> None:
        """Ask the process to stop what it is doing, as the notebook's stop button does."""
        with contextlib.suppress(OSError):
            signal.pidfd_send_signal(self.pidfd, signal.SIGINT)

    def running(self) -> bool:
        """Whether the process still exists; a dead one's handle becomes readable."""
        return not select.select([self.pidfd], [], [], 0)[0]

    def kill(self) -> None:
        """End the process and everything in its pid namespace; harmless when done twice."""
        if self.closed:
            return
        self.closed = True
        with contextlib.suppress(OSError):
            signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)
        os.close(self.pidfd)
        self.channel.close()


class Zygote:
    """One warm process in its sandbox."""

    def __init__(self, uid: int) -> None:
        """Start it and wait until it is warm.

        Raises:
            SandboxUnavailableError: it cannot be started on this machine; says why.
        """
        lacking = unsupported()
        if lacking is not None:
            raise SandboxUnavailableError(lacking)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._lock = threading.Lock()
        self._control = ours
        self.forks = 0
        self._broken = False
        self._log = os.memfd_create("zygote-log")
        with theirs:
            arguments = [str(theirs.fileno()), str(uid if os.getuid() == 0 else 0)]
            self._process = subprocess.Popen(
                command("graders.zygote.server", arguments),
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                pass_fds=[theirs.fileno()],
                env={},
            )
        self._wait_until_warm()

    def _wait_until_warm(self) -> None:
        self._control.settimeout(START_SECONDS)
        try:
            packet = self._control.recv(65536)
        except OSError:
            packet = b""
        if packet:
            return
        reason = self.last_words()
        self.close()
        raise SandboxUnavailableError(explain(reason))

    def last_words(self, count: int = 1) -> str:
        """The last lines that it wrote to its error stream, for whoever looks after it."""
        if self._log < 0:
            return "it was ended by us"
        said = os.pread(self._log, 20000, 0).decode(errors="replace").strip()
        return "\n".join(said.splitlines()[-count:]) if said else "it ended without a word"

    @property
    def pid(self) -> int:
        """Process id of bubblewrap, whose death ends everything inside."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs and answers."""
        return not self._broken and self._process.poll() is None

    def spawn(
        self,
        role: str,
        limits: Limits,
        files: Sequence[OpenFile],
        partner: socket.socket | None = None,
    ) -> Child:
        """Fork a sandboxed child.

        Raises:
            ZygoteGoneError: the zygote has ended.
        """
        ours, theirs = socket.socketpair()
        options = {
            "role": role,
            "partner": partner is not None,
            "files": [[file.name, file.size] for file in files],
            "limits": {
                "memory_mb": limits.memory_mb,
                "disk_mb": limits.disk_mb,
                "cpu_seconds": int(limits.seconds) + 2,
                "processes": limits.processes,
            },
        }
        with contextlib.ExitStack() as stack:
            stack.enter_context(theirs)
            opened = [stack.enter_context(file.path.open("rb")).fileno() for file in files]
            line = [] if partner is None else [partner.fileno()]
            try:
                pidfd = self._request(options, [theirs.fileno(), *line, *opened])
            except (OSError, wire.WireError) as error:
                ours.close()
                self._broken = True  # one that hangs must not be lent again
                self._process.kill()
                reason = f"the warm grading process has ended: {self.last_words()}"
                raise ZygoteGoneError(reason) from error
        return Child(ours, pidfd)

    def _request(self, options: wire.Message, descriptors: list[int]) -> int:
        with self._lock:
            self._control.settimeout(_SPAWN_SECONDS)
            socket.send_fds(self._control, [wire.pack(options)], descriptors)
            packet, received, _, _ = socket.recv_fds(self._control, 4096, 1)
            self.forks += 1
        if not packet or not received:
            raise wire.WireError("no child")
        return received[0]

    def close(self) -> None:
        """End it and all its children."""
        self._control.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        if self._log >= 0:
            os.close(self._log)
            self._log = -1
