"""Whether subtracting an earlier snapshot from a later report singles people out. Pure.

Somebody who holds two reports subtracts the same group's figures. What is left tells of those who
have joined, left or moved since. If they are few, it tells of these few.

Which groups can be told apart: what is published of a tree cuts its departments into atoms, the
smallest sets whose figures follow from it; every other set whose figures follow is a union of
atoms. A group that follows from both reports is a union of atoms of either. So it is a union of the
smallest such unions, here called blocks. The people who are no longer counted in the same block,
by where they were and where they are, make a network whose nodes are the blocks and the world
outside; those who differ in a group are those who cross its border. The least that cross any
border is the network's weakest cut (Stoer and Wagner 1997), so one search covers every group.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from portal.competencies.levels import Floats

OUTSIDE = ""
Moves = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Earlier:
    """What was published before of one competency.

    Attributes:
        departments: all codes that there were.
        atoms: for each level, the smallest sets of departments whose figures follow.
        moves: people by department where they were counted then and are now, OUTSIDE for none;
            only those for whom the two differ.
    """

    departments: frozenset[str]
    atoms: tuple[tuple[frozenset[str], ...], ...]
    moves: Moves


def atoms(children: Mapping[str, Sequence[str]], shown: Iterable[str]) -> list[frozenset[str]]:
    """Return the smallest sets of departments whose figures follow from what is shown.

    Args:
        children: the departments just below each.
        shown: those of which the figure is published, with all below them.
    """
    published = set(shown)

    def rest(code: str) -> set[str]:
        found = {code}
        for child in children[code]:
            if child not in published:
                found |= rest(child)
        return found

    return [frozenset(rest(code)) for code in sorted(published)]


def moves_between(then: Mapping[str, Iterable[int]], now: Mapping[str, Iterable[int]]) -> Moves:
    """Return how many people are counted elsewhere than before.

    Args:
        then: ids of people by department.
        now: the same, today.
    """
    was = {person: code for code, people in then.items() for person in people}
    is_now = {person: code for code, people in now.items() for person in people}
    found: dict[tuple[str, str], int] = {}
    for person in was.keys() | is_now.keys():
        pair = was.get(person, OUTSIDE), is_now.get(person, OUTSIDE)
        if pair[0] != pair[1]:
            found[pair] = found.get(pair, 0) + 1
    return found


def fewest_changed(
    now: Sequence[frozenset[str]], departments: Iterable[str], earlier: Earlier, cut: int
) -> tuple[int, frozenset[str]] | None:
    """Return the group, known both times, that fewest people have joined or left, but some have.

    Args:
        now: atoms of today.
        departments: all codes of today.
        earlier: what was published before.
        cut: at which level.

    Returns:
        How many, and the departments of the group; None when nobody has joined or left any.
    """
    blocks = _blocks(now, frozenset(departments), earlier.atoms[cut], earlier.departments)
    place = {code: number for number, block in enumerate(blocks, start=1) for code in block}
    network = np.zeros((len(blocks) + 1, len(blocks) + 1))
    for (then, today), people in earlier.moves.items():
        one, other = place.get(then, 0), place.get(today, 0)
        if one != other:
            network[one, other] += people
            network[other, one] += people
    found = weakest_cut(network)
    if found is None:
        return None
    crossing, side = found
    if 0 in side:
        side = frozenset(range(len(network))) - side
    return round(crossing), frozenset(code for number in side for code in blocks[number - 1])


def _blocks(
    now: Sequence[frozenset[str]],
    departments_now: frozenset[str],
    then: Sequence[frozenset[str]],
    departments_then: frozenset[str],
) -> list[frozenset[str]]:
    """Return the smallest sets that are unions of atoms both now and then."""
    merged: list[frozenset[str]] = []
    for atom in (*now, *then):
        touching = [block for block in merged if block & atom]
        merged = [block for block in merged if not block & atom]
        merged.append(atom.union(*touching))
    # A department that there was not at the time had nobody, so it is in any group of that time.
    known_now = frozenset().union(*now) | (departments_then - departments_now)
    known_then = frozenset().union(*then) | (departments_now - departments_then)
    return [block for block in merged if block <= known_now & known_then]


def weakest_cut(network: Floats) -> tuple[float, frozenset[int]] | None:
    """Return the least weight, over none, that parts the nodes in two, and one of the sides.

    Args:
        network: (n, n) symmetric weights, nothing on the diagonal.
    """
    found: tuple[float, frozenset[int]] | None = None
    for nodes in _connected(network):
        best = _stoer_wagner(network[np.ix_(nodes, nodes)])
        if best is not None and (found is None or best[0] < found[0]):
            found = best[0], frozenset(nodes[place] for place in best[1])
    return found


def _connected(network: Floats) -> list[list[int]]:
    left = set(range(len(network)))
    found = []
    while left:
        reached, border = set[int](), {left.pop()}
        while border:
            reached |= border
            border = {int(j) for i in border for j in np.flatnonzero(network[i])} - reached
        left -= reached
        found.append(sorted(reached))
    return found


def _stoer_wagner(network: Floats) -> tuple[float, frozenset[int]] | None:
    """Return the weakest cut of a connected network; None for a single node."""
    weights = network.copy()
    merged = [{node} for node in range(len(weights))]
    active = list(range(len(weights)))
    best: tuple[float, frozenset[int]] | None = None
    while len(active) > 1:
        order, reach = [active[0]], weights[active[0]].copy()
        while len(order) < len(active):
            order.append(max((n for n in active if n not in order), key=lambda n: reach[n]))
            reach = reach + weights[order[-1]]
        before, last = order[-2], order[-1]
        crossing = float(weights[last, active].sum())
        if best is None or crossing < best[0]:
            best = crossing, frozenset(merged[last])
        weights[before] += weights[last]
        weights[:, before] += weights[:, last]
        weights[before, before] = 0.0
        merged[before] |= merged[last]
        active.remove(last)
    return best
