"""Gives every learner a home directory and, under root, a user id of their own."""

from __future__ import annotations

import os
import re
from pathlib import Path

from hub_config.errors import WorkspaceStartError

FIRST_UID = 200_000
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,149}")


def home_of(homes: Path, username: str) -> Path:
    """Return a learner's home; a name that could point elsewhere is refused."""
    if not USERNAME.fullmatch(username):
        raise WorkspaceStartError(
            f"{username!r} cannot have a workspace: user names consist of a-z, 0-9, '.', '_', '-'."
        )
    return homes / username


def prepare_home(homes: Path, username: str, *, as_root: bool) -> tuple[Path, int | None]:
    """Make the home if it is missing; return it with the user id it belongs to.

    The owner of the directory is the record of the id: it survives a lost hub database, and no
    learner can ever come to own another's files.
    """
    homes.mkdir(mode=0o755, parents=True, exist_ok=True)
    home = home_of(homes, username)
    home.mkdir(mode=0o700, exist_ok=True)
    home.chmod(0o700)
    if not as_root:
        return home, None
    uid = home.stat().st_uid
    if uid < FIRST_UID:
        uid = next_uid(homes)
        give_to(home, uid)
    return home, uid


def next_uid(homes: Path) -> int:
    """Return the first user id above all that homes already use."""
    return max([FIRST_UID - 1, *(entry.stat().st_uid for entry in os.scandir(homes))]) + 1


def give_to(directory: Path, uid: int) -> None:
    """Hand a tree to one user id, following no symbolic link out of it.

    The top goes last: an interrupted hand-over is then seen as not done and begins again.
    """
    for _, names, files, fd in os.fwalk(directory):
        for name in (*names, *files):
            os.chown(name, uid, uid, dir_fd=fd, follow_symlinks=False)
    os.chown(directory, uid, uid)
