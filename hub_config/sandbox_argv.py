"""Builds the bubblewrap command line around a learner's server; pure, hence readable and testable.

What the sandbox sees: the system's programs and our environment (read-only), the learner's own
home, a directory for its server's socket, and the doors to the exchange and the hub. It has a
network namespace of its own with nothing in it, so the doors are the only way out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HOME = "/home/learner"
SERVER_DIR = "/run/workspace"
DOORS = "/run/academy"
PACKAGES = "/opt/academy"
LEARNER_CONFIG = "/etc/academy/jupyter"
SANDBOX_TMP = "/tmp"  # noqa: S108  # each sandbox has its own, in memory
SANDBOX_SHM = "/dev/shm"  # noqa: S108  # likewise
SANDBOX_ID = 1000  # what an ordinary user's learner is called inside a user namespace

# Read-only pieces of /etc that programs need; no host names, no users, no secrets.
ETC_FILES = ("ld.so.cache", "localtime", "fonts", "ssl/certs", "mime.types", "alternatives")
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one learner's server may use at most."""

    memory_mb: int
    file_bytes: tuple[int, int]  # the soft and the hard limit
    processes: int = 256
    open_files: int = 4096
    tmp_mb: int = 256
    shared_memory_mb: int = 64

    def prlimit_argv(self) -> list[str]:
        """Return the limits as a wrapper command.

        They are set inside the sandbox: there the process count is the learner's own, while outside
        an ordinary user's other programs would count too.
        """
        return [
            "/usr/bin/prlimit",
            "--core=0",
            f"--data={self.memory_mb * MEBIBYTE}",
            f"--fsize={self.file_bytes[0]}:{self.file_bytes[1]}",
            f"--nofile={self.open_files}",
            f"--nproc={self.processes}",
            "--",
        ]


@dataclass(frozen=True)
class Sandbox:
    """One learner's sandbox: which directories it sees and as whom it runs."""

    bwrap: Path
    home: Path
    server_dir: Path
    doors: Path
    prefix: Path
    base_prefix: Path
    learner_config: Path
    limits: Limits
    seccomp_fd: int
    packages: tuple[tuple[Path, str], ...] = ()
    uid: int | None = None
    passwd_fd: int | None = None
    group_fd: int | None = None

    def argv(self, command: list[str]) -> list[str]:
        """Return the whole command line that runs ``command`` in this sandbox."""
        return [
            str(self.bwrap),
            *self._identity(),
            *self._namespaces(),
            *self._system(),
            *self._environment(),
            *self._own(),
            *self._sealed_files(),
            # What is mounted on these stays as it is; they themselves would be unlimited memory.
            *("--remount-ro", "/", "--remount-ro", "/dev"),
            *(["--chdir", HOME] if self.uid is None else []),
            "--",
            *self._drop_to_learner(),
            *self.limits.prlimit_argv(),
            *command,
        ]

    def _identity(self) -> list[str]:
        if self.uid is None:
            return [
                *("--unshare-user", "--uid", str(SANDBOX_ID), "--gid", str(SANDBOX_ID)),
                *("--cap-drop", "ALL"),
            ]
        # Root makes the mounts; setpriv then needs just these to become the learner for good.
        return [
            *("--cap-drop", "ALL"),
            *("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"),
        ]

    def _namespaces(self) -> list[str]:
        return [
            *("--unshare-net", "--unshare-pid", "--unshare-ipc", "--unshare-uts"),
            *("--unshare-cgroup-try", "--new-session", "--die-with-parent"),
            *("--hostname", "workspace"),
        ]

    def _system(self) -> list[str]:
        etc = [
            part for name in ETC_FILES for part in ("--ro-bind-try", f"/etc/{name}", f"/etc/{name}")
        ]
        return [
            *("--ro-bind", "/usr", "/usr"),
            *("--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin"),
            *("--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"),
            *directory("/etc"),
            *directory("/home"),
            *directory("/run"),
            *directory("/opt"),
            *("--proc", "/proc", "--dev", "/dev"),
            *(
                "--perms",
                "1777",
                "--size",
                str(self.limits.tmp_mb * MEBIBYTE),
                "--tmpfs",
                SANDBOX_TMP,
            ),
            *("--perms", "1777", "--size", str(self.limits.shared_memory_mb * MEBIBYTE)),
            *("--tmpfs", SANDBOX_SHM),
            *etc,
        ]

    def _environment(self) -> list[str]:
        made: list[str] = []
        for prefix in dict.fromkeys((self.base_prefix, self.prefix)):
            if not prefix.is_relative_to("/usr"):
                made += [*parents_of(prefix), "--ro-bind", str(prefix), str(prefix)]
        made += [*parents_of(Path(PACKAGES, "x")), *parents_of(Path(LEARNER_CONFIG))]
        for source, name in self.packages:
            target = Path(PACKAGES, name)
            made += [*parents_of(target, below=Path(PACKAGES)), "--ro-bind", str(source)]
            made.append(str(target))
        return [*made, "--ro-bind", str(self.learner_config), LEARNER_CONFIG]

    def _own(self) -> list[str]:
        return [
            *("--bind", str(self.home), HOME),
            *("--bind", str(self.server_dir), SERVER_DIR),
            *("--ro-bind", str(self.doors), DOORS),
        ]

    def _sealed_files(self) -> list[str]:
        made: list[str] = []
        for fd, path in ((self.passwd_fd, "/etc/passwd"), (self.group_fd, "/etc/group")):
            if fd is not None:
                made += ["--perms", "0644", "--ro-bind-data", str(fd), path]
        return [*made, "--seccomp", str(self.seccomp_fd)]

    def _drop_to_learner(self) -> list[str]:
        if self.uid is None:
            return []
        who = str(self.uid)
        return [
            *("/usr/bin/setpriv", "--reuid", who, "--regid", who, "--clear-groups"),
            *("--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--"),
            *("/usr/bin/env", "-C", HOME),
        ]


def directory(path: str | Path) -> list[str]:
    """Make a directory that every uid may pass through; bubblewrap's own are 0700."""
    return ["--perms", "0755", "--dir", str(path)]


def parents_of(path: Path, below: Path = Path("/")) -> list[str]:
    """Make the missing parents of a mount point, from the top down."""
    parents = [p for p in reversed(path.parents) if p != below and p.is_relative_to(below)]
    return [part for parent in parents if parent != Path(SANDBOX_TMP) for part in directory(parent)]


def passwd_text(uid: int | None) -> bytes:
    """Return the sandbox's /etc/passwd: the learner and nobody else."""
    who = SANDBOX_ID if uid is None else uid
    return f"learner:x:{who}:{who}:Learner:{HOME}:/bin/bash\n".encode()


def group_text(uid: int | None) -> bytes:
    """Return the sandbox's /etc/group."""
    who = SANDBOX_ID if uid is None else uid
    return f"learner:x:{who}:\n".encode()
