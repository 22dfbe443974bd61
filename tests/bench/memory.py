"""Memory of a running academy, counted so that shared pages count once (PSS)."""

from collections import defaultdict

import psutil

MEBIBYTE = 1024 * 1024


def _pss(process: psutil.Process) -> float:
    try:
        return float(process.memory_full_info().pss) / MEBIBYTE
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0.0


def _program(process: psutil.Process) -> str:
    """Name the program a process belongs to by its own and its parents' command lines."""
    words = " ".join(process.cmdline())
    named = (
        ("jupyterhub-singleuser", "workspace"),
        ("ipykernel", "workspace"),
        ("configurable-http-proxy", "proxy"),
        ("gunicorn", "portal"),
        ("portal work", "tasks"),
        ("graders", "grader"),
        ("jupyterhub", "hub"),
        ("supervisord", "supervisord"),
    )
    return next((name for mark, name in named if mark in words), "")


def by_program(root: psutil.Process) -> dict[str, float]:
    """Return MiB of PSS for each program below ``root``."""
    found: dict[str, float] = defaultdict(float)

    def walk(process: psutil.Process, inherited: str) -> None:
        try:
            name = _program(process) or inherited
            children = process.children()
        except psutil.NoSuchProcess:
            return
        found[name] += _pss(process)
        for child in children:
            walk(child, name)

    walk(root, "run")
    return dict(found)
