"""How a worker process is told apart from another that later gets the same number."""

import os
import platform

import psutil

HOST = platform.node()


def process_started(pid: int | None = None) -> float:
    """Return when the process began, in seconds since 1970."""
    return float(psutil.Process(pid or os.getpid()).create_time())


def process_is_alive(pid: int, started: float) -> bool:
    """Answer whether the process with this number is still the one that began then."""
    try:
        process = psutil.Process(pid)
        same = abs(process.create_time() - started) < 1.0
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
