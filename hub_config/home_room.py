"""Measures what a learner's home holds, and says what follows from it.

Few machines have disk quotas switched on, so the hub looks itself. Files of a full home may no
longer grow past a few kilobytes: the learner can open the workspace and delete, and nothing else
that takes room. Whoever still manages to fill it further is stopped.
"""

from __future__ import annotations

import contextlib
import os
import resource
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psutil

MEBIBYTE = 1024 * 1024
BLOCK = 512  # the unit of st_blocks, whatever the file system's own
MOST_FILES = 50_000
DEEPEST = 64  # directories in one another; what lies deeper is not counted but counts as too much
STOP_AT = 2  # times the limit: a full home that grows to this is stopped
REFUSE_AT = 4  # times the limit: does not start before somebody has looked at it
ONLY_A_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
MARGIN = 64 * MEBIBYTE  # what a home may gain while it is open for tidying up
PASSES = 5
CAP_SYS_RESOURCE = 24


@dataclass(frozen=True)
class Usage:
    """What a home holds; counting ends early where more would change nothing."""

    size: int
    files: int

    def __str__(self) -> str:
        """Say it to an administrator."""
        return f"{self.size // MEBIBYTE} MB in {self.files} files"


@dataclass(frozen=True)
class Room:
    """How much one home may hold."""

    size: int
    files: int = MOST_FILES

    def exceeded_by(self, usage: Usage, times: int = 1) -> bool:
        """Tell whether a home holds more than so many times its room."""
        return usage.size > times * self.size or usage.files > times * self.files

    def ceiling(self, at_start: Usage) -> Room:
        """Return what a home may grow to before its server is stopped.

        It is more than the home held when the server started, so that a home that is too full can
        still be opened for tidying up.
        """
        size = max(STOP_AT * self.size, at_start.size + MARGIN)
        return Room(size, max(STOP_AT * self.files, at_start.files + 1000))

    def measure(self, *places: Path) -> Usage:
        """Count a home, and whatever else its learner's code writes to.

        That code may change everything meanwhile. No symbolic link is followed and nothing but
        directories is ever opened; what has gone is left out, and what is closed to us counts as
        too much.
        """
        count = _Count(self)
        for place in places:
            count.add(place)
        return count.usage


class _Count:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._size = self._files = 0
        self._seen: set[int] = set()

    @property
    def usage(self) -> Usage:
        return Usage(self._size, self._files)

    def add(self, place: Path) -> None:
        with contextlib.suppress(FileNotFoundError):
            if place.is_dir():
                self._walk(os.open(place, ONLY_A_DIRECTORY))
            else:
                self._count(place.lstat())

    def _walk(self, directory: int, depth: int = 1) -> None:
        """Count below an open directory, and close it."""
        try:
            with os.scandir(directory) as entries:
                for entry in entries:
                    if self._enough():
                        return
                    try:
                        self._visit(directory, entry, depth)
                    except PermissionError:
                        self._files += self._room.files  # nobody knows what is in there
                    except OSError:
                        continue  # gone, or something else by now
        finally:
            os.close(directory)

    def _visit(self, directory: int, entry: os.DirEntry[str], depth: int) -> None:
        found = entry.stat(follow_symlinks=False)
        self._count(found)
        if stat.S_ISDIR(found.st_mode):
            if depth == DEEPEST:
                self._files += self._room.files
            else:
                below = os.open(entry.name, ONLY_A_DIRECTORY, dir_fd=directory)
                self._walk(below, depth + 1)

    def _count(self, found: os.stat_result) -> None:
        self._files += 1
        if found.st_nlink > 1 and not stat.S_ISDIR(found.st_mode):
            if found.st_ino in self._seen:
                return
            self._seen.add(found.st_ino)
        self._size += found.st_blocks * BLOCK

    def _enough(self) -> bool:
        return self._room.exceeded_by(self.usage, REFUSE_AT)


def may_raise_limits(status: Path = Path("/proc/self/status")) -> bool:
    """Tell whether this process may raise hard limits; in many containers not even root may."""
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return bool(int(lines["CapEff"], 16) >> CAP_SYS_RESOURCE & 1)


def limit_files(top: int, size: int, *, for_good: bool, uid: int | None = None) -> None:
    """Set the largest file that the processes below one may write.

    ``for_good`` sets the hard limit too, which takes a capability to raise again. Without that
    capability not even root may set another user's limits: with ``uid`` it is done as that user.
    Programs that start meanwhile inherit the limit of the one that started them, so a few passes
    find them all.
    """
    done: set[int] = set()
    for _ in range(PASSES):
        with contextlib.suppress(psutil.NoSuchProcess):
            family = psutil.Process(top).children(recursive=True)
            fresh = [process.pid for process in family if process.pid not in done]
            if not fresh:
                return
            done.update(fresh)
            if uid is None or for_good:
                _limit_directly(fresh, size, for_good=for_good)
            else:
                _limit_as(uid, fresh, size)


def _limit_directly(pids: list[int], size: int, *, for_good: bool) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            both = (size, size if for_good else hard)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, both)


def _limit_as(uid: int, pids: list[int], size: int) -> None:
    """Set soft limits in a process of that user's which can do nothing else."""
    loop = f'for pid; do /usr/bin/prlimit --pid "$pid" --fsize={size}: ; done'
    become = ["/usr/bin/setpriv", "--reuid", str(uid), "--regid", str(uid), "--clear-groups"]
    less = ["--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--"]
    subprocess.run(
        [*become, *less, "/bin/sh", "-c", loop, "sh", *map(str, pids)],
        env={},
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # processes that have ended meanwhile
    )
