"""Puts a learner's server under a memory and process limit of the kernel's, where we may.

Root can nearly always make control groups; an ordinary user seldom can. Without one, the limits
that the sandbox sets for each process still hold.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

CGROUP_ROOT = Path("/sys/fs/cgroup")
GROUP = "academy-workspaces"


@dataclass(frozen=True)
class LearnerGroup:
    """The control groups of one learner's server; on version 1 there is one for each controller."""

    directories: tuple[Path, ...]

    @property
    def entry_files(self) -> tuple[Path, ...]:
        """The files into which a process writes its number to join."""
        return tuple(directory / "cgroup.procs" for directory in self.directories)

    def remove(self) -> None:
        """Remove the groups; one that still holds a process stays until the next try."""
        for directory in self.directories:
            with contextlib.suppress(OSError):
                directory.rmdir()


def make_group(
    key: str, *, memory_mb: int, processes: int, root: Path = CGROUP_ROOT
) -> LearnerGroup | None:
    """Make the control group for one learner, or return None where this user may not."""
    unified = (root / "cgroup.controllers").is_file()
    limits = (
        {"memory.max": memory_mb * 1024 * 1024, "pids.max": processes}
        if unified
        else {"memory.limit_in_bytes": memory_mb * 1024 * 1024, "pids.max": processes}
    )
    made: list[Path] = []
    for parent in [root] if unified else [root / "memory", root / "pids"]:
        if not os.access(parent / "cgroup.procs", os.W_OK):
            continue
        try:
            made.append(_make(parent, key, limits, unified=unified))
        except OSError:
            continue
    return LearnerGroup(tuple(made)) if made else None


def _make(parent: Path, key: str, limits: dict[str, int], *, unified: bool) -> Path:
    directory = parent / GROUP / key
    directory.mkdir(parents=True, exist_ok=True)
    if unified:
        for level in (parent, parent / GROUP):
            (level / "cgroup.subtree_control").write_text("+memory +pids")
    for name, value in limits.items():
        if (directory / name).exists():
            (directory / name).write_text(str(value))
    return directory
