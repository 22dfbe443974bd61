"""Watches one learner's home while its server runs.

1. Before the start: a home that is far too full does not start; one that is too full starts so that
   its owner can delete files, and can write only small ones.
2. Every few seconds: a home that has become too full is closed to all but small files, and one that
   has room again is opened.
3. A home that goes on growing although it is closed has its server stopped.
"""

from __future__ import annotations

from pathlib import Path

from hub_config.errors import HomeTooFullError
from hub_config.exchange.full_home import SMALL_FILE_BYTES
from hub_config.home_room import MEBIBYTE, REFUSE_AT, Room, Usage, limit_files

LOOK_SECONDS = 5.0


class HomeWatch:
    """What is known of one home since its server's start."""

    def __init__(
        self, room: Room, home: Path, *others: Path, file_bytes: int, for_good: bool
    ) -> None:
        """Watch a home, and the other places that its learner's programs write to.

        ``for_good``: the hub may raise hard limits again, so it can lower them too.
        """
        self._room = room
        self._home = home
        self._others = others
        self._file_bytes = file_bytes
        self._for_good = for_good
        self._ceiling = room
        self.usage = Usage(0, 0)
        self.full = False

    def look_before_start(self) -> None:
        """Find out how full the home is.

        Raises:
            HomeTooFullError: it is so full that somebody must look at it first.
        """
        self.usage = self._room.measure(self._home)
        if self._room.exceeded_by(self.usage, REFUSE_AT):
            raise HomeTooFullError(
                f"{self._home} holds {self.usage}, and {self._room.size // MEBIBYTE} MB in "
                f"{self._room.files} files are allowed. Delete what is not needed there."
            )
        self.full = self._room.exceeded_by(self.usage)
        self._ceiling = self._room.ceiling(self.usage)

    def largest_file(self) -> tuple[int, int]:
        """Return the soft and the hard limit with which the server starts, in bytes.

        Where nobody could raise a hard limit again, only the soft one is lowered. A learner's code
        can then raise it itself; what it gains is bounded, because its server is stopped.
        """
        soft = min(SMALL_FILE_BYTES, self._file_bytes) if self.full else self._file_bytes
        return soft, soft if self._for_good else self._file_bytes

    def look(self, pid: int, uid: int | None) -> bool:
        """Measure the home again and close or open it; tell whether its server must stop.

        ``pid`` is the sandbox's outermost process, ``uid`` its learner's where that is not ours.
        """
        self.usage = self._room.measure(self._home, *self._others)
        before, self.full = self.full, self._room.exceeded_by(self.usage)
        if self.full or before:
            soft, _ = self.largest_file()
            limit_files(pid, soft, for_good=self._for_good, uid=uid)
        return self.full and self._ceiling.exceeded_by(self.usage)
