"""Differences between reports: blocks and weakest cuts by hand, and against all cuts."""

from itertools import combinations

import numpy as np
import pytest

from portal.reporting import history
from portal.reporting.bounding import bound
from portal.reporting.history import Earlier
from portal.reporting.suppression import Part, disclose

TREE = {"top": ["a", "b"], "a": ["a1"], "a1": [], "b": []}


def atoms(*shown: str) -> set[frozenset[str]]:
    return set(history.atoms(TREE, shown))


def test_atoms_are_what_is_left_by_subtraction() -> None:
    assert atoms("top", "a", "b") == {
        frozenset({"top"}),
        frozenset({"a", "a1"}),
        frozenset({"b"}),
    }
    assert atoms("top") == {frozenset(TREE)}
    assert atoms("a", "a1") == {frozenset({"a"}), frozenset({"a1"})}
    assert atoms() == set()


def test_moves_are_counted_by_where_people_were_and_are() -> None:
    then = {"a": [1, 2, 3], "b": [4]}
    now = {"a": [1], "b": [2, 4, 5]}
    assert history.moves_between(then, now) == {("a", "b"): 1, ("a", ""): 1, ("", "b"): 1}


def test_weakest_cut_by_hand() -> None:
    # Two pairs, each bound by 5, joined by 2.
    network = np.zeros((4, 4))
    for one, other, weight in ((0, 1, 5), (2, 3, 5), (1, 2, 2)):
        network[one, other] = network[other, one] = weight
    found = history.weakest_cut(network)
    assert found is not None
    assert found[0] == 2
    assert found[1] in ({0, 1}, {2, 3})
    assert history.weakest_cut(np.zeros((3, 3))) is None


@pytest.mark.parametrize("seed", range(30))
def test_weakest_cut_is_the_least_of_all_cuts_over_none(seed: int) -> None:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 7))
    half = np.triu(rng.integers(0, 9, (size, size)) * (rng.random((size, size)) < 0.6), 1)
    network = (half + half.T).astype(float)
    sides = [set(side) for k in range(1, size) for side in combinations(range(size), k)]

    def crossing(side: set[int]) -> float:
        rest = sorted(set(range(size)) - side)
        return float(network[np.ix_(sorted(side), rest)].sum())

    least = min((crossing(side) for side in sides if crossing(side)), default=None)
    found = history.weakest_cut(network)
    assert (found[0] if found else None) == least
    if found:
        assert crossing(set(found[1])) == least


def earlier(*shown: str, moves: dict[tuple[str, str], int]) -> Earlier:
    return Earlier(frozenset(TREE), (tuple(history.atoms(TREE, shown)),), moves)


def fewest(
    now: set[frozenset[str]], before: Earlier, departments: frozenset[str] = frozenset(TREE)
) -> tuple[int, set[str]] | None:
    found = history.fewest_changed(sorted(now, key=sorted), departments, before, 0)
    return (found[0], set(found[1])) if found else None


def test_only_groups_known_both_times_are_compared() -> None:
    moves = {("", "b"): 3, ("", "top"): 9}
    before = earlier("top", "a", "b", moves=moves)
    assert fewest(atoms("top", "a", "b"), before) == (3, {"b"})
    assert fewest(atoms("top", "a"), before) == (12, {"top", "b"})
    assert fewest(atoms("a"), before) is None  # nobody has joined or left a
    assert fewest(atoms(), before) is None


def test_new_and_ended_departments_had_nobody_at_the_other_time() -> None:
    # "c" has been added below top, with four people who came from "b".
    before = earlier("top", "a", "b", moves={("b", "c"): 4})
    now = {frozenset({"top"}), frozenset({"a", "a1"}), frozenset({"b"}), frozenset({"c"})}
    found = fewest(now, before, frozenset({*TREE, "c"}))
    assert found is not None
    assert found[0] == 4


PARTS = [
    Part("top", None, 20, (10,), 30),
    Part("a", "top", 30, (15,), 40),
    Part("a1", "a", 40, (20,), 50),
    Part("b", "top", 50, (25,), 60),
]


@pytest.mark.parametrize(
    ("moves", "left_out"),
    [
        ({}, set()),
        ({("", "b"): 10}, set()),
        ({("", "b"): 6, ("b", ""): 4}, set()),
        ({("", "b"): 3}, {"b", "top"}),  # the top's figure differs by the same three
        ({("", "b"): 3, ("", "top"): 9}, {"b"}),  # top and b together differ by twelve
        ({("", "top"): 3}, {"top"}),  # alone: nothing above it is shown
    ],
)
def test_shares_that_would_single_out_a_few_are_left_out(
    moves: dict[tuple[str, str], int], left_out: set[str]
) -> None:
    found = disclose(PARTS, [earlier("top", "a", "a1", "b", moves=moves)])
    assert {code for code in TREE if not found.cuts[code]} == left_out
    assert found.groups == set(TREE), "coverage stays"


def test_limits_of_a_tree_by_hand() -> None:
    whole = {"top": (50.0, 50.0), "a": (20.0, 22.0), "a1": (0.0, 9.0), "b": (0.0, 99.0)}
    own = {"top": (0.0, 5.0), "a": (0.0, 14.0), "a1": (0.0, 99.0), "b": (0.0, 99.0)}
    sums, owns = bound(list(TREE), TREE, whole, own)
    assert sums == {"top": (50, 50), "a": (20, 22), "a1": (6, 9), "b": (23, 30)}
    assert owns["a"] == (11, 14)
