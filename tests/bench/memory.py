"""Memory of a running academy, counted so that a page shared by several counts once (PSS)."""

from collections import defaultdict
from pathlib import Path

import psutil

KIBIBYTES_IN_MEBIBYTE = 1024
# A process belongs to the first program whose mark stands in its command line, else to its
# parent's program: sandboxes and forked children carry names of their own.
MARKS = (
    ("jupyterhub.singleuser", "workspace"),
    ("jupyterhub-singleuser", "workspace"),
    ("ipykernel", "workspace"),
    ("academy-proxy", "proxy"),
    ("hub_config proxy", "proxy"),
    ("gunicorn", "portal"),
    ("portal work", "tasks"),
    ("graders", "grader"),
    ("jupyterhub", "hub"),
    ("supervisord", "supervisord"),
    ("portal run", "run"),
)
WORKSPACE = "workspace"


class UnreadableMemoryError(RuntimeError):
    """A process of the academy hides its memory, so that a sum would be too small."""


def pss_of(rollup: str) -> float:
    """Return the MiB of PSS that the text of a ``smaps_rollup`` file states.

    Raises:
        ValueError: the text has no such line.
    """
    for line in rollup.splitlines():
        name, _, rest = line.partition(":")
        if name == "Pss":
            number, unit = rest.split()
            if unit != "kB":
                raise ValueError(f"The kernel counts PSS in {unit}, not in kB.")
            return int(number) / KIBIBYTES_IN_MEBIBYTE
    raise ValueError("There is no line `Pss:` in this text.")


def program_of(command_line: str, inherited: str) -> str:
    """Name the program that a command line belongs to, or else the parent's."""
    return next((name for mark, name in MARKS if mark in command_line), inherited)


def _pss(process: psutil.Process) -> float:
    try:
        return pss_of(Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="ascii"))
    except (FileNotFoundError, ProcessLookupError):
        return 0.0  # it ended meanwhile
    except PermissionError as error:
        raise UnreadableMemoryError(
            f"The memory of process {process.pid} cannot be read; run the benchmark as root."
        ) from error


def by_program(root: psutil.Process) -> dict[str, float]:
    """Return MiB of PSS for each program at and below ``root``.

    Raises:
        UnreadableMemoryError: a process does not let us read its memory.
    """
    found: dict[str, float] = defaultdict(float)

    def walk(process: psutil.Process, inherited: str) -> None:
        try:
            name = program_of(" ".join(process.cmdline()), inherited)
            children = process.children()
        except psutil.NoSuchProcess:
            return
        found[name] += _pss(process)
        for child in children:
            walk(child, name)

    walk(root, "run")
    return dict(found)
