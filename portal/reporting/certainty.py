"""What follows of the numbers that a report leaves out, from those that it publishes. Pure.

Published are numbers of people and of assessed persons, and shares rounded to whole percents. The
limits given here are those that the tree's sums allow, that of a whole two parts make (the assessed
and the others; those at a level and those below it), and that no more are at a level than at the
one below.
"""

from portal.reporting.bounding import Limits, Pair, both, bound, bound_part
from portal.reporting.tree import Tree

LEAST_GROUP = 10
LEAST_SHARE, GREATEST_SHARE = 0.10, 0.90
_ROUNDS = 3
_MORE_THAN_ANY = 1e9


def banded(share: float) -> float:
    """Return a share as it may be published: not under 10 % and not over 90 %."""
    return min(max(share, LEAST_SHARE), GREATEST_SHARE)


def limits(share: float, assessed: int) -> Limits:
    """Return between which numbers of persons a published share leaves the true one."""
    value = banded(share)
    if value == LEAST_SHARE:
        return 0.0, LEAST_SHARE * assessed
    if value == GREATEST_SHARE:
        return GREATEST_SHARE * assessed, float(assessed)
    return (round(100 * value) - 0.5) / 100 * assessed, (round(100 * value) + 0.5) / 100 * assessed


def people_limits(tree: Tree) -> Pair:
    """Return what can be known of the number of people: of each sum, of each own part."""
    every = dict.fromkeys(tree.top_down, (0.0, _MORE_THAN_ANY))
    known = dict(every)
    for code in tree.top_down:
        counts = [tree.people[inside] for inside in tree.below(code)]
        people = float(sum(count for count in counts if count is not None))
        if None not in counts:
            large = people >= LEAST_GROUP
            known[code] = (people, people) if large else (0.0, LEAST_GROUP - 1.0)
    return bound(tree.top_down, tree.children, known, every)


def assessed_limits(tree: Tree, people: Pair, groups: set[str]) -> Pair:
    """Return what follows of the numbers of assessed persons: of each sum, of each own part.

    Args:
        tree: the departments.
        people: what is known of the number of people.
        groups: the departments whose number of assessed persons is published.
    """
    known = {code: (0.0, people[0][code][1]) for code in tree.top_down}
    for code in groups:
        known[code] = (float(tree.whole[code].assessed),) * 2
    own = {code: (0.0, people[1][code][1]) for code in tree.top_down}
    return bound_part(tree.top_down, tree.children, people, (known, own))


def level_limits(tree: Tree, assessed: Pair, by_cut: list[set[str]]) -> list[dict[str, Limits]]:
    """Return, for each level, what follows of the numbers of persons at it or above.

    Args:
        tree: the departments.
        assessed: what is known of the numbers of assessed persons.
        by_cut: for each level, the departments whose share is published.
    """
    found = [
        (
            {
                code: limits(whole.at_least[cut] / whole.assessed, whole.assessed)
                if code in shown
                else (0.0, assessed[0][code][1])
                for code, whole in tree.whole.items()
            },
            {code: (0.0, assessed[1][code][1]) for code in tree.top_down},
        )
        for cut, shown in enumerate(by_cut)
    ]
    for _ in range(_ROUNDS):
        for cut in range(len(by_cut)):
            for kind in (0, 1):
                _keep_order([pair[kind] for pair in found], cut)
            found[cut] = bound_part(tree.top_down, tree.children, assessed, found[cut])
    return [sums for sums, _own in found]


def _keep_order(levels: list[dict[str, Limits]], cut: int) -> None:
    """Use that no more persons are at a level than at the one below it."""
    for code, known in levels[cut].items():
        least = levels[cut + 1][code][0] if cut + 1 < len(levels) else known[0]
        most = levels[cut - 1][code][1] if cut else known[1]
        levels[cut][code] = both(known, (least, most))
