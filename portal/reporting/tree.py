"""The tree of departments with its sums, and leaving departments out of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One department as it is known inside: its own persons only, without those below.

    Attributes:
        code: names the department.
        parent: the department above; None at the top.
        assessed: own persons who have been assessed.
        at_least: how many of them are at or above each level, not increasing.
        people: all own persons, assessed or not; None where that is not published at all.
    """

    code: str
    parent: str | None
    assessed: int
    at_least: tuple[float, ...]
    people: int | None = None


@dataclass(frozen=True)
class Group:
    """Persons of a department or of several together, counted as in ``Part``."""

    assessed: int
    at_least: tuple[float, ...]

    def __add__(self, other: "Group") -> "Group":
        return Group(
            self.assessed + other.assessed,
            tuple(a + b for a, b in zip(self.at_least, other.at_least, strict=True)),
        )


class Tree:
    """The departments with their sums, and what of them is still to be published."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.own = {part.code: Group(part.assessed, part.at_least) for part in parts}
        self.parent = {part.code: part.parent for part in parts}
        self.children: dict[str, list[str]] = {part.code: [] for part in parts}
        for part in parts:
            if part.parent is not None:
                self.children[part.parent].append(part.code)
        self.whole: dict[str, Group] = {}
        self.top_down: list[str] = []
        for part in parts:
            if part.parent is None:
                self._sum(part.code)
        self.levels = len(parts[0].at_least) if parts else 0
        self.people = {part.code: part.people for part in parts}

    def _sum(self, code: str) -> Group:
        self.top_down.append(code)
        total = self.own[code]
        for child in self.children[code]:
            total += self._sum(child)
        self.whole[code] = total
        return total

    def below(self, code: str) -> list[str]:
        """Return the department and all below it."""
        found = [code]
        for child in self.children[code]:
            found += self.below(child)
        return found

    def rest(self, code: str, shown: set[str]) -> Group:
        """Return what is left of a department when the shown ones just below are subtracted."""
        total = self.own[code]
        for child in self.children[code]:
            if child not in shown:
                total += self.whole[child]
        return total

    def shown_below(self, code: str, shown: set[str]) -> list[str]:
        """Return the shown departments just below, the smallest first."""
        found = [child for child in self.children[code] if child in shown]
        return sorted(found, key=lambda child: (self.whole[child].assessed, child))

    def hide(self, code: str, shown: set[str]) -> None:
        """Leave out a department and all below it."""
        shown.difference_update(self.below(code))

    def shown_above(self, code: str, shown: set[str]) -> str | None:
        """Return the nearest shown department above."""
        above = self.parent[code]
        while above is not None and above not in shown:
            above = self.parent[above]
        return above

    def blur(self, code: str, shown: set[str]) -> bool:
        """Leave one more out, so that less follows of a department that is left out.

        The smallest one beside it goes; with none left beside it, the one above.
        """
        above = self.shown_above(code, shown)
        if above is None:
            below = self.shown_below(code, shown)
            if below:
                self.hide(below[0], shown)
            return bool(below)
        beside = self.shown_below(above, shown)
        if beside:
            self.hide(beside[0], shown)
        else:
            self.leave_out(above, shown)
        return True

    def leave_out(self, code: str, shown: set[str]) -> None:
        """Leave out a department: with all below it, or alone where nothing above it is shown."""
        if self.shown_above(code, shown) is None:
            shown.discard(code)
        else:
            self.hide(code, shown)
