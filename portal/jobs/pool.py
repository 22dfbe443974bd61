"""A parent that keeps a fixed number of worker processes alive."""

import gc
import logging
import os
import signal
import sys
import time
from types import FrameType
from typing import NoReturn

from django.db import connections

from portal.jobs.worker import STOP_GRACE_SECONDS, Worker

logger = logging.getLogger(__name__)

RESTART_DELAY_SECONDS = 0.5
STOP_SIGNALS = {signal.SIGTERM, signal.SIGINT}


class Pool:
    """Forks the workers, replaces one that dies, and stops all of them on SIGTERM or SIGINT.

    The children share the parent's memory of loaded code, so a second worker costs little. For
    that the parent's objects are frozen: the garbage collector writes into what it looks at, and
    each write copies a page. A worker that has worked and is idle retires, which gives back what it
    had grown by, and a fresh one takes its place.
    """

    def __init__(self, *, processes: int, queue_names: list[str]) -> None:
        self.processes = processes
        self.queue_names = queue_names
        self.children: set[int] = set()
        self.running = True

    def run(self) -> None:
        """Keep the workers going until told to stop, then wait for them."""
        connections.close_all()
        gc.collect()
        gc.freeze()
        for number in STOP_SIGNALS:
            signal.signal(number, self._stop)
        while self.running:
            while self.running and len(self.children) < self.processes:
                self._fork()
            self._wait_for_a_child()
        self._end_children()

    def _fork(self) -> None:
        parent = os.getpid()
        sys.stdout.flush()
        # A signal between the fork and the child's own handlers would be lost: let it wait.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        child = os.fork()
        if child:
            self.children.add(child)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            return
        self._be_a_worker(parent, before)

    def _be_a_worker(self, parent: int, mask: set[signal.Signals | int]) -> NoReturn:
        """Work in the forked child, and never return into the parent's code."""
        code = 1
        try:
            worker = Worker(queue_names=self.queue_names, orphaned=lambda: os.getppid() != parent)
            worker.configure_signals()
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            worker.run()
            code = 0
        except SystemExit as ending:
            code = int(ending.code or 0)
        except BaseException:
            logger.exception("a worker ended by an error")
        finally:
            logging.shutdown()
            os._exit(code)

    def _wait_for_a_child(self) -> None:
        try:
            child, status = os.waitpid(-1, 0)
        except ChildProcessError:
            return
        except InterruptedError:
            return
        self.children.discard(child)
        if self.running and status != 0:  # one that retires ends with 0; the next starts at once
            logger.warning("worker %s ended (status %s); another takes its place", child, status)
            time.sleep(RESTART_DELAY_SECONDS)

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self.running = False
        for child in self.children:
            _signal(child, signal.SIGTERM)

    def _end_children(self) -> None:
        deadline = time.monotonic() + STOP_GRACE_SECONDS + 5
        while self.children and time.monotonic() < deadline:
            child, _status = os.waitpid(-1, os.WNOHANG)
            if child:
                self.children.discard(child)
            else:
                time.sleep(0.05)
        for child in self.children:
            _signal(child, signal.SIGKILL)


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
