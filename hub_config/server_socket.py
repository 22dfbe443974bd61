"""Where a learner's server listens, and where the proxy and the hub connect to it.

The server makes its socket in a directory that the learner's code may write to. Whoever connects
there from outside could be led elsewhere: a symbolic link in the socket's place would make the
proxy, which may connect to anything, speak to whatever socket of the machine it names. So nobody
connects there. When the server listens, the hub gives the socket itself, and only if it is one, a
second name in a directory that no sandbox sees.
"""

from __future__ import annotations

import os
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from hub_config.homes import give_to

REMOVE = ("/bin/rm", "-rf", "--one-file-system", "--")


@dataclass(frozen=True)
class ServerSocket:
    """One learner's server, by the directory that the hub keeps for it."""

    directory: Path

    @property
    def inside(self) -> Path:
        """The directory that the sandbox sees."""
        return self.directory / "w"

    @property
    def made(self) -> Path:
        """Where the server makes its socket."""
        return self.inside / "s"

    @property
    def door(self) -> Path:
        """Where the proxy and the hub connect."""
        return self.directory / "s"

    def prepare(self, uid: int | None) -> None:
        """Make the directories anew, with nothing of an earlier server in them."""
        self.directory.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        self.directory.mkdir(mode=0o700, exist_ok=True)
        self.directory.chmod(0o700)
        self.door.unlink(missing_ok=True)
        # Whatever the learner's code left there: rm follows no link and minds no depth.
        subprocess.run([*REMOVE, str(self.inside)], check=False)
        self.inside.mkdir(mode=0o700)
        if uid is not None:
            give_to(self.inside, uid)

    def open_door(self) -> bool:
        """Put the door to the server's socket; tell whether there is one now."""
        fresh = self.directory / "fresh"
        fresh.unlink(missing_ok=True)
        try:
            os.link(self.made, fresh, follow_symlinks=False)
        except OSError:
            return False
        # Only now is it certain which file is meant: this name cannot be changed from inside.
        if not stat.S_ISSOCK(fresh.lstat().st_mode):
            fresh.unlink()
            return False
        fresh.replace(self.door)
        return True
