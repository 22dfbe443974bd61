"""Which figures of a tree of departments may be published. Pure: no database, no clock.

A figure is the share of a department's assessed persons (its own and those of all departments below
it) at or above a level. The rules (Hundepool et al. 2012):

1. Nothing is published of a group with fewer than LEAST_GROUP assessed persons.
2. The levels published for a group cut its persons into cells. No cell may hold more than none and
   fewer than LEAST_CELL persons: levels are left out until every cell is empty or large enough.
3. Whoever knows a department and some of those below it also knows the rest by subtraction. So
   the rest (the department's own persons and its departments that are left out) must keep rules 1
   and 2 as if it were published itself; else a further department is left out, smallest first.
4. What is left out for a department is left out for all departments below it. With that, the rests
   of rule 3 are all that subtraction can reach.
5. Shares near none or all are published as "at most 10 %" or "at least 90 %", so that nobody learns
   of every single person in a group that none or all of them are at a level.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

LEAST_GROUP = 10
LEAST_CELL = 5
LEAST_SHARE, GREATEST_SHARE = 0.10, 0.90


@dataclass(frozen=True)
class Part:
    """One department as it is known inside: its own persons only, without those below.

    Attributes:
        code: names the department.
        parent: the department above; None at the top.
        assessed: own persons who have been assessed.
        at_least: how many of them are at or above each level, not increasing.
    """

    code: str
    parent: str | None
    assessed: int
    at_least: tuple[float, ...]


@dataclass(frozen=True)
class Disclosure:
    """What may be published.

    Attributes:
        groups: departments whose number of assessed persons may be published.
        cuts: for each of them, the levels (counted from 0) whose shares may be published.
    """

    groups: frozenset[str]
    cuts: Mapping[str, frozenset[int]]


@dataclass(frozen=True)
class _Group:
    assessed: int
    at_least: tuple[float, ...]

    def __add__(self, other: "_Group") -> "_Group":
        return _Group(
            self.assessed + other.assessed,
            tuple(a + b for a, b in zip(self.at_least, other.at_least, strict=True)),
        )


def small(cell: float) -> bool:
    """Answer whether a cell holds some persons, but too few."""
    return 0 < round(cell) < LEAST_CELL


def cells_are_safe(assessed: int, at_least: Sequence[float]) -> bool:
    """Answer whether the published levels cut a group into no cell that is too small.

    Args:
        assessed: persons of the group.
        at_least: how many of them are at or above each published level, not increasing.
    """
    edges = [float(assessed), *at_least, 0.0]
    return not any(small(high - low) for high, low in pairwise(edges))


def safe_cuts(assessed: int, at_least: Sequence[float]) -> frozenset[int]:
    """Return the levels that may be published for a group taken by itself.

    Levels are given up one at a time, the one that borders the smallest cell first, and of its two
    borders the one whose removal leaves the larger neighbour whole.
    """
    kept = list(range(len(at_least)))
    if assessed < LEAST_GROUP:
        return frozenset()
    while kept and not cells_are_safe(assessed, [at_least[cut] for cut in kept]):
        edges = [float(assessed), *(at_least[cut] for cut in kept), 0.0]
        cells = [high - low for high, low in pairwise(edges)]
        worst = min((cell, place) for place, cell in enumerate(cells) if small(cell))[1]
        # Cell `worst` lies between border worst - 1 and border worst; the ends have one border.
        if worst == 0:
            gone = 0
        elif worst == len(cells) - 1:
            gone = worst - 1
        else:
            gone = worst - 1 if cells[worst - 1] <= cells[worst + 1] else worst
        del kept[gone]
    return frozenset(kept)


def banded(share: float) -> float:
    """Return a share as it may be published: not under 10 % and not over 90 %."""
    return min(max(share, LEAST_SHARE), GREATEST_SHARE)


class _Tree:
    """The departments with their sums, and what of them is still to be published."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.own = {part.code: _Group(part.assessed, part.at_least) for part in parts}
        self.parent = {part.code: part.parent for part in parts}
        self.children: dict[str, list[str]] = {part.code: [] for part in parts}
        for part in parts:
            if part.parent is not None:
                self.children[part.parent].append(part.code)
        self.whole: dict[str, _Group] = {}
        self.top_down: list[str] = []
        for part in parts:
            if part.parent is None:
                self._sum(part.code)
        self.levels = len(parts[0].at_least) if parts else 0

    def _sum(self, code: str) -> _Group:
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

    def rest(self, code: str, shown: set[str]) -> _Group:
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


def disclose(parts: Sequence[Part]) -> Disclosure:
    """Return what may be published of a tree of departments.

    Args:
        parts: every department once; a parent may come after its children.
    """
    tree = _Tree(parts)
    groups = _shown_groups(tree)
    by_cut = [_shown_at_first(tree, groups, cut) for cut in range(tree.levels)]
    while _leave_out_one(tree, by_cut):
        pass
    return Disclosure(
        groups=frozenset(groups),
        cuts={
            code: frozenset(cut for cut, shown in enumerate(by_cut) if code in shown)
            for code in groups
        },
    )


def _shown_groups(tree: _Tree) -> set[str]:
    """Rules 1, 3 and 4 for the numbers of assessed persons."""
    shown = set(tree.top_down)
    for code in tree.top_down:
        if tree.whole[code].assessed < LEAST_GROUP:
            tree.hide(code, shown)
    for code in tree.top_down:
        while code in shown and 0 < tree.rest(code, shown).assessed < LEAST_GROUP:
            # There is one to leave out: with none shown, the rest is the whole, which is large.
            tree.hide(tree.shown_below(code, shown)[0], shown)
    return shown


def _shown_at_first(tree: _Tree, groups: set[str], cut: int) -> set[str]:
    """Rules 1, 2 and 4 for the shares at one level."""
    shown = set(groups)
    for code in tree.top_down:
        whole = tree.whole[code]
        if code in shown and cut not in safe_cuts(whole.assessed, whole.at_least):
            tree.hide(code, shown)
    return shown


def _leave_out_one(tree: _Tree, by_cut: list[set[str]]) -> bool:
    """Find one rest that breaks rule 3 and leave out a department; answer whether there was one."""
    for cut, shown in enumerate(by_cut):
        for code in tree.top_down:
            if code not in shown:
                continue
            candidates = tree.shown_below(code, shown)
            if candidates and not _rest_is_safe(tree, code, cut, by_cut):
                tree.hide(candidates[0], shown)
                return True
    return False


def _rest_is_safe(tree: _Tree, code: str, cut: int, by_cut: list[set[str]]) -> bool:
    """Answer whether what subtraction reaches at this department and level keeps rules 1 and 2."""
    # Rule 1 holds already: what is left out for its size leaves a rest of none or enough, and what
    # is left out for a level is large enough by itself.
    rest = tree.rest(code, by_cut[cut])
    # Levels at which the same departments are shown cut the same rest into cells together.
    together = [
        other
        for other, shown in enumerate(by_cut)
        if code in shown and tree.shown_below(code, shown) == tree.shown_below(code, by_cut[cut])
    ]
    return cells_are_safe(rest.assessed, [rest.at_least[other] for other in together])
