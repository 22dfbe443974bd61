"""Lets a few learners' servers start at a time, and tells the others how many are before them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class StartQueue:
    """A fair queue: more servers starting than there are processors make all of them slow."""

    def __init__(self, places: int) -> None:
        """Make a queue that lets ``places`` through at once."""
        self._free = asyncio.Semaphore(places)
        self._waiting: list[str] = []

    @asynccontextmanager
    async def turn(self, key: str) -> AsyncIterator[None]:
        """Wait for a turn, and hold it for as long as the block runs."""
        self._waiting.append(key)
        try:
            await self._free.acquire()
        finally:
            self._waiting.remove(key)
        try:
            yield
        finally:
            self._free.release()

    def ahead_of(self, key: str) -> int | None:
        """Return how many wait before this one; None when it waits no longer."""
        return self._waiting.index(key) if key in self._waiting else None
