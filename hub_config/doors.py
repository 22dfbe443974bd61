"""Keeps the sockets that sandboxes may use in one directory of their own.

A running sandbox holds the sockets it was given. A program that restarts makes a new one, and a
sandbox that holds the old file would be cut off until its own restart. So sandboxes see a
directory, and the directory holds hard links that follow the sockets of the exchange and the hub.
Nothing else is in it: not the portal's own socket, not the grader's, and not other learners'
servers.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Doors:
    """The directory that sandboxes see, and the socket behind each name in it."""

    directory: Path
    sockets: dict[str, Path]

    def refresh(self) -> None:
        """Point each name at the socket that stands there now; cheap enough to do often."""
        self.directory.mkdir(mode=0o755, parents=True, exist_ok=True)
        for name, socket in self.sockets.items():
            self._link(socket, self.directory / name)

    def _link(self, socket: Path, door: Path) -> None:
        try:
            now = socket.stat()
        except FileNotFoundError:
            return  # its program is down; the old door stays and refuses
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(now, door.stat()):
                return
        fresh = door.with_suffix(f".{os.getpid()}")
        fresh.unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):  # gone again between the two calls
            os.link(socket, fresh)
            fresh.replace(door)
