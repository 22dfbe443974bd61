"""Turns a freshly forked process into the cage in which one notebook runs."""

import contextlib
import os
import resource
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graders.sandbox import kernel, seccomp

WORK_MOUNT = "/work"
HOME = "/work/home"
TEMPORARY = "/work/tmp"
_MEGABYTE = 1024 * 1024
_PAGE = resource.getpagesize()


@dataclass(frozen=True)
class ChildLimits:
    """What one child may use."""

    memory_mb: int
    disk_mb: int
    cpu_seconds: int
    processes: int
    open_files: int = 256


@dataclass(frozen=True)
class GivenFile:
    """A file that lies beside the notebook: its relative name and where its bytes come from."""

    name: str
    descriptor: int
    size: int


def enter(limits: ChildLimits, files: Sequence[GivenFile]) -> None:
    """Leave the shared mounts for private ones and lay out the working directory.

    Must run as first process of a new pid namespace, with CAP_SYS_ADMIN over the sandbox.
    """
    kernel.unshare(kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC)
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    plain = kernel.MS_NOSUID | kernel.MS_NODEV
    kernel.mount("proc", "/proc", "proc", plain | kernel.MS_NOEXEC | kernel.MS_RDONLY)
    room = limits.disk_mb * _MEGABYTE + sum(file.size for file in files) + _MEGABYTE
    # What lies here would be shared with every other notebook that the zygote runs.
    kernel.mount("tmpfs", "/dev/shm", "tmpfs", plain, "size=1m,nr_inodes=100,mode=700")  # noqa: S108
    remount = kernel.MS_REMOUNT | kernel.MS_BIND | kernel.MS_NOSUID | kernel.MS_RDONLY
    kernel.mount("none", "/dev", None, remount)
    kernel.mount("tmpfs", WORK_MOUNT, "tmpfs", plain, f"size={room},nr_inodes=20000,mode=700")
    os.mkdir(HOME)
    os.mkdir(TEMPORARY)
    os.chdir(HOME)
    copied: dict[int, str] = {}
    for file in files:
        _place(file, copied)


def lock(limits: ChildLimits, assembled: bytes) -> None:
    """Give up, for good, everything that learner code must not have."""
    with contextlib.suppress(OSError):  # only makes RLIMIT_NPROC count this child alone
        kernel.unshare(kernel.CLONE_NEWUSER)
    _limit(limits)
    kernel.drop_all_capabilities()
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    seccomp.install(assembled)


def _place(file: GivenFile, copied: dict[int, str]) -> None:
    """Copy a file to its place; a second name of the same file becomes a link."""
    target = Path(HOME, file.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    inode = os.fstat(file.descriptor).st_ino
    if inode in copied:
        os.link(copied[inode], target)
        return
    copied[inode] = str(target)
    with target.open("wb") as out:
        done = 0
        while done < file.size:
            sent = os.sendfile(out.fileno(), file.descriptor, done, file.size - done)
            if sent == 0:
                break
            done += sent


def _limit(limits: ChildLimits) -> None:
    used = int(Path("/proc/self/statm").read_text().split()[0]) * _PAGE
    memory = used + limits.memory_mb * _MEGABYTE
    for kind, soft, hard in (
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1),
        (resource.RLIMIT_FSIZE, limits.disk_mb * _MEGABYTE, limits.disk_mb * _MEGABYTE),
        (resource.RLIMIT_NOFILE, limits.open_files, limits.open_files),
        (resource.RLIMIT_NPROC, limits.processes, limits.processes),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_MEMLOCK, 0, 0),
        (resource.RLIMIT_MSGQUEUE, 0, 0),
    ):
        resource.setrlimit(kind, (soft, hard))
