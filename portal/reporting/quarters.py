"""Quarters of the year, by which snapshots are named. Pure: no database, no clock."""

import re
from dataclasses import dataclass
from datetime import date

from portal.reporting.errors import QuarterError

_FORM = re.compile(r"\A(\d{4})Q([1-4])\Z")
_MONTHS = 3


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter, written like 2026Q4."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Return the quarter that the text names.

        Raises:
            QuarterError: the text names none.
        """
        found = _FORM.match(text)
        if found is None:
            raise QuarterError(f"{text!r} is no quarter. Write year, Q and 1 to 4: 2026Q4.")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """Return the quarter that holds the day."""
        return cls(day.year, (day.month - 1) // _MONTHS + 1)

    @property
    def before(self) -> "Quarter":
        """The quarter before this one."""
        first = self.number == 1
        return Quarter(self.year - 1, 4) if first else Quarter(self.year, self.number - 1)
