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
5. No figure that is left out may follow from the published ones, rounded as they are, to within
   less than LEAST_CELL persons (``bounding``). One of a department so small that it could never be
   less certain is not counted, nor one of which it is known that nobody was assessed.
6. No group whose figures follow both from this report and from an earlier snapshot may differ
   between the two by some, but fewer than LEAST_GROUP persons (``history``).
7. Shares near none or all are published as "at most 10 %" or "at least 90 %", so that nobody learns
   of every single person in a group that none or all of them are at a level.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portal.reporting import history
from portal.reporting.bounding import Limits, Pair
from portal.reporting.certainty import (
    GREATEST_SHARE,
    LEAST_GROUP,
    LEAST_SHARE,
    assessed_limits,
    banded,
    level_limits,
    limits,
    people_limits,
)
from portal.reporting.history import Earlier
from portal.reporting.tree import Part, Tree

__all__ = [
    "GREATEST_SHARE",
    "LEAST_CELL",
    "LEAST_GROUP",
    "LEAST_SHARE",
    "Disclosure",
    "Part",
    "banded",
    "cells_are_safe",
    "disclose",
    "safe_cuts",
    "small",
]

LEAST_CELL = 5
_ALIKE = 1e-6


@dataclass(frozen=True)
class Disclosure:
    """What may be published.

    Attributes:
        groups: departments whose number of assessed persons may be published.
        cuts: for each of them, the levels (counted from 0) whose shares may be published.
    """

    groups: frozenset[str]
    cuts: Mapping[str, frozenset[int]]


def small(cell: float) -> bool:
    """Answer whether a cell holds some persons, but too few."""
    return round(cell) > 0 and cell < LEAST_CELL


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


def disclose(parts: Sequence[Part], earlier: Sequence[Earlier] = ()) -> Disclosure:
    """Return what may be published of a tree of departments.

    Args:
        parts: every department once; a parent may come after its children.
        earlier: what snapshots have published of the same before.
    """
    tree = Tree(parts)
    people = people_limits(tree)
    groups = _shown_groups(tree, people)
    assessed = assessed_limits(tree, people, groups)
    certain = _Certain(people[0], assessed[0])
    by_cut = [_shown_at_first(tree, groups, cut) for cut in range(tree.levels)]
    while (
        _leave_out_one(tree, by_cut)
        or _leave_out_changed(tree, by_cut, earlier)
        or _leave_out_own_level(tree, certain, by_cut)
        or any(
            certain.blur_one(tree, known, shown)
            for shown, known in zip(by_cut, level_limits(tree, assessed, by_cut), strict=True)
        )
    ):
        pass
    return Disclosure(
        groups=frozenset(groups),
        cuts={
            code: frozenset(cut for cut, shown in enumerate(by_cut) if code in shown)
            for code in groups
        },
    )


def _shown_groups(tree: Tree, people: Pair) -> set[str]:
    """Rules 1, 3, 4 and 5 for the numbers of assessed persons."""
    shown = set(tree.top_down)
    for code in tree.top_down:
        if tree.whole[code].assessed < LEAST_GROUP:
            tree.hide(code, shown)
    for code in tree.top_down:
        while code in shown and 0 < tree.rest(code, shown).assessed < LEAST_GROUP:
            # There is one to leave out: with none shown, the rest is the whole, which is large.
            tree.hide(tree.shown_below(code, shown)[0], shown)
    while True:
        assessed = assessed_limits(tree, people, shown)[0]
        if not _Certain(people[0], assessed).blur_one(tree, assessed, shown):
            return shown


@dataclass(frozen=True)
class _Certain:
    """Rule 5: what may not follow too closely."""

    people: Mapping[str, Limits]
    assessed: Mapping[str, Limits]

    def blur_one(self, tree: Tree, known: Mapping[str, Limits], shown: set[str]) -> bool:
        """Leave a department out so that less follows; answer whether there was need and a way.

        Args:
            tree: the departments.
            known: what follows of each department's figure.
            shown: the departments whose figure is published.
        """
        return any(
            tree.blur(code, shown)
            for code in tree.top_down
            if code not in shown and self.too_close(code, *known[code])
        )

    def too_close(self, code: str, low: float, high: float) -> bool:
        """Answer whether these limits of a figure that is left out are too close."""
        at_most = min(float(LEAST_CELL), self.people[code][1])
        return self.assessed[code][1] > _ALIKE and high - low < at_most - _ALIKE


def _shown_at_first(tree: Tree, groups: set[str], cut: int) -> set[str]:
    """Rules 1, 2 and 4 for the shares at one level."""
    shown = set(groups)
    for code in tree.top_down:
        whole = tree.whole[code]
        if code in shown and cut not in safe_cuts(whole.assessed, whole.at_least):
            tree.hide(code, shown)
    return shown


def _leave_out_one(tree: Tree, by_cut: list[set[str]]) -> bool:
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


def _leave_out_changed(tree: Tree, by_cut: list[set[str]], earlier: Sequence[Earlier]) -> bool:
    """Find one group that breaks rule 6 and leave one out; answer whether there was one."""
    for cut, shown in enumerate(by_cut):
        atoms = history.atoms(tree.children, shown)
        for before in earlier:
            found = history.fewest_changed(atoms, tree.top_down, before, cut)
            if found is None or found[0] >= LEAST_GROUP:
                continue
            inside = [code for code in shown if code in found[1]]
            tops = [code for code in inside if tree.shown_above(code, shown) not in inside]
            tree.leave_out(min(tops, key=lambda c: (tree.whole[c].assessed, c)), shown)
            return True
    return False


def _leave_out_own_level(tree: Tree, certain: _Certain, by_cut: list[set[str]]) -> bool:
    """Find a level that follows from the same department's other levels and leave one more out."""
    for cut, shown in enumerate(by_cut):
        for code in tree.top_down:
            if code in shown:
                continue
            whole = tree.whole[code]
            low, high = 0.0, float(whole.assessed)
            beside = [other for other, known in enumerate(by_cut) if code in known and other != cut]
            for other in beside:
                known = limits(whole.at_least[other] / whole.assessed, whole.assessed)
                low, high = (
                    (low, min(high, known[1])) if other < cut else (max(low, known[0]), high)
                )
            if beside and certain.too_close(code, low, high):
                tree.leave_out(code, by_cut[min(beside, key=lambda other: abs(other - cut))])
                return True
    return False


def _rest_is_safe(tree: Tree, code: str, cut: int, by_cut: list[set[str]]) -> bool:
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
