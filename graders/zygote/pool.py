"""Keeps one zygote warm: restarts it when it dies, replaces it after many forks."""

import contextlib
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from graders.errors import ZygoteGoneError
from graders.zygote.client import Zygote

_EARLY = 0.8
"""The successor starts after this share of the forks, so that nobody waits for it."""


class ZygotePool:
    """Lends the present zygote to graders.

    A replaced zygote lives on until the last grader that borrowed it is done. All zygotes are
    started by one thread that lives as long as the pool: a sandbox dies with the thread that
    started it.
    """

    def __init__(self, uid: int, recycle_after: int) -> None:
        """Start nothing yet; the first loan does."""
        self._uid = uid
        self._recycle_after = recycle_after
        self._lock = threading.Lock()
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="zygote-starter")
        self._next: Future[Zygote] | None = None
        self._current: Zygote | None = None
        self._loans: dict[Zygote, int] = {}
        self._closed = False
        self.started = 0

    def warm(self) -> None:
        """Start the zygote if it does not run.

        Raises:
            SandboxUnavailableError: this machine cannot isolate untrusted code.
        """
        with self.lend():
            return

    def warm_meanwhile(self) -> None:
        """Begin to start a zygote and do not wait for it; the first loan does."""
        with self._lock:
            self._start_next()

    @contextlib.contextmanager
    def lend(self) -> Iterator[Zygote]:
        """Borrow a running zygote.

        Raises:
            SandboxUnavailableError: it cannot be started.
            ZygoteGoneError: the pool is closed.
        """
        zygote = self._borrow()
        try:
            yield zygote
        finally:
            with self._lock:
                if zygote in self._loans:
                    self._loans[zygote] -= 1
                self._sweep()

    @property
    def pid(self) -> int | None:
        """Process id of the present zygote's bubblewrap."""
        current = self._current
        return None if current is None else current.pid

    def close(self) -> None:
        """End every zygote and with it every running notebook."""
        with self._lock:
            self._closed = True
            for zygote in list(self._loans):
                zygote.close()
            self._loans.clear()
            self._current = None
            pending, self._next = self._next, None
        if pending is not None and not pending.cancel():
            with contextlib.suppress(Exception):
                pending.result().close()
        self._starter.shutdown()

    def _borrow(self) -> Zygote:
        while True:
            with self._lock:
                if self._closed:
                    raise ZygoteGoneError("the grading program is closing")
                current = self._usable()
                if current is not None:
                    self._loans[current] += 1
                    return current
                starting = self._start_next()
            self._adopt(starting)

    def _usable(self) -> Zygote | None:
        """The present zygote if it lives; its successor takes over as soon as it is warm."""
        if self._next is not None and self._next.done() and self._next.exception() is None:
            self._take_over(self._next)
        current = self._current
        if current is None or not current.alive:
            self._current = None
            self._sweep()
            return None
        if current.forks >= self._recycle_after * _EARLY:
            self._start_next()
        return current if current.forks < self._recycle_after else None

    def _start_next(self) -> Future[Zygote]:
        if self._next is None:
            self._next = self._starter.submit(Zygote, self._uid)
        return self._next

    def _adopt(self, starting: Future[Zygote]) -> None:
        """Wait for a start; its failure is the failure of everyone who waits."""
        try:
            starting.result()
        except BaseException:
            with self._lock:
                if self._next is starting:
                    self._next = None
            raise
        with self._lock:
            self._take_over(starting)

    def _take_over(self, starting: Future[Zygote]) -> None:
        if self._next is not starting:
            return
        self._next = None
        self._current = starting.result()
        self._loans[self._current] = 0
        self.started += 1
        self._sweep()

    def _sweep(self) -> None:
        for zygote, loans in list(self._loans.items()):
            if loans <= 0 and zygote is not self._current:
                zygote.close()
                del self._loans[zygote]
