"""Counts what a notebook prints and shows, and keeps none of it.

Results never hold what a notebook printed. How much it was is told to the learner when it is more
than the exercise allows. Learner code may falsify the count; it then only misses the advice.
"""

import contextlib
import io
from typing import Any


class _Nowhere(io.FileIO):
    """The null device, with a count of what went into it."""

    printed = 0

    def __init__(self) -> None:
        super().__init__("/dev/null", "wb")

    def write(self, data: Any, /) -> int:
        count = memoryview(data).nbytes
        self.printed += count
        return count


class Output:
    """Where the text and the displayed values of a process go."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._nowhere = _Nowhere()
        self._shown = 0
        self.stream = io.TextIOWrapper(io.BufferedWriter(self._nowhere), encoding="utf-8")

    @property
    def printed(self) -> int:
        """Bytes so far; what a learner's code has broken counts no further."""
        with contextlib.suppress(ValueError, OSError):
            self.stream.flush()
        return self._nowhere.printed + self._shown

    def show(self, data: object) -> None:
        """Count what a cell displays in each of its forms: a table, a figure."""
        if isinstance(data, dict):
            values = (value for value in data.values() if isinstance(value, str | bytes))
            self._shown += sum(len(value) for value in values)


OUTPUT = Output()
"""The one output of a process: standard output, errors and displayed values together."""
