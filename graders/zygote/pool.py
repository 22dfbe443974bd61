"""Keeps one zygote warm: restarts it when it dies, replaces it after many forks."""

import contextlib
import threading
from collections.abc import Iterator

from graders.zygote.client import Zygote


class ZygotePool:
    """Lends the present zygote to graders.

    A replaced zygote lives on until the last grader that borrowed it is done.
    """

    def __init__(self, uid: int, recycle_after: int) -> None:
        """Start nothing yet; the first loan does."""
        self._uid = uid
        self._recycle_after = recycle_after
        self._lock = threading.Lock()
        self._current: Zygote | None = None
        self._loans: dict[Zygote, int] = {}
        self.started = 0

    def warm(self) -> None:
        """Start the zygote if it does not run.

        Raises:
            SandboxUnavailableError: this machine cannot isolate untrusted code.
        """
        with self.lend():
            return

    @contextlib.contextmanager
    def lend(self) -> Iterator[Zygote]:
        """Borrow a running zygote.

        Raises:
            SandboxUnavailableError: it cannot be started.
        """
        with self._lock:
            zygote = self._fresh()
            self._loans[zygote] = self._loans.get(zygote, 0) + 1
        try:
            yield zygote
        finally:
            with self._lock:
                self._loans[zygote] -= 1
                self._sweep()

    @property
    def pid(self) -> int | None:
        """Process id of the present zygote's bubblewrap."""
        return None if self._current is None else self._current.pid

    def close(self) -> None:
        """End every zygote and with it every running notebook."""
        with self._lock:
            for zygote in list(self._loans):
                zygote.close()
            self._loans.clear()
            self._current = None

    def _fresh(self) -> Zygote:
        current = self._current
        if current is not None and current.alive and current.forks < self._recycle_after:
            return current
        self._current = None
        self._sweep()
        self._current = Zygote(self._uid)
        self._loans[self._current] = 0
        self.started += 1
        return self._current

    def _sweep(self) -> None:
        for zygote, loans in list(self._loans.items()):
            if loans <= 0 and zygote is not self._current:
                zygote.close()
                del self._loans[zygote]
