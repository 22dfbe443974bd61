"""Suppression: rules by hand, and an attacker who knows every published figure."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from portal.reporting.suppression import (
    LEAST_CELL,
    LEAST_GROUP,
    Disclosure,
    Part,
    banded,
    cells_are_safe,
    disclose,
    safe_cuts,
    small,
)


def shown(disclosure: Disclosure, code: str) -> set[int] | None:
    """Return the published levels of a department, None when not even its size is published."""
    return set(disclosure.cuts[code]) if code in disclosure.groups else None


# --- rules by hand ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "expected"), [(0, False), (0.4, False), (1, True), (4.4, True), (5, False)]
)
def test_small_cells(cell: float, expected: bool) -> None:
    assert small(cell) is expected


def test_cells_between_published_levels_must_be_empty_or_large() -> None:
    assert cells_are_safe(30, [20, 10])
    assert not cells_are_safe(30, [27, 10])  # three below the first level
    assert not cells_are_safe(30, [20, 17])  # three between
    assert not cells_are_safe(30, [20, 3])  # three at the top
    assert cells_are_safe(30, [30, 0])
    assert cells_are_safe(30, [])


@pytest.mark.parametrize(
    ("assessed", "at_least", "expected"),
    [
        (9, (9, 9, 9), set()),  # the group is too small
        (30, (20, 12, 5), {0, 1, 2}),
        (30, (20, 12, 3), {0, 1}),  # three at the top join those below
        (30, (27, 12, 5), {1, 2}),  # three below the first level join those above
        (30, (20, 17, 5), {1, 2}),  # three between join the smaller neighbour (10, not 12)
        (30, (14, 11, 9), {0, 2}),
        (12, (10, 6, 2), {1}),
        (10, (3, 2, 1), set()),
    ],
)
def test_levels_of_a_group_by_itself(
    assessed: int, at_least: tuple[float, ...], expected: set[int]
) -> None:
    found = safe_cuts(assessed, at_least)
    assert cells_are_safe(assessed, [at_least[cut] for cut in sorted(found)])
    assert found == expected


def test_shares_near_none_and_all_are_banded() -> None:
    assert [banded(share) for share in (0.0, 0.1, 0.5, 0.9, 1.0)] == [0.1, 0.1, 0.5, 0.9, 0.9]


def test_large_departments_are_all_published() -> None:
    parts = [
        Part("top", None, 20, (15, 10, 5)),
        Part("a", "top", 30, (25, 15, 5)),
        Part("b", "top", 40, (30, 20, 10)),
    ]
    found = disclose(parts)
    assert {code: shown(found, code) for code in ("top", "a", "b")} == {
        "top": {0, 1, 2},
        "a": {0, 1, 2},
        "b": {0, 1, 2},
    }


def test_one_small_department_takes_the_next_smallest_with_it() -> None:
    parts = [
        Part("top", None, 0, (0,)),
        Part("tiny", "top", 7, (3,)),
        Part("middle", "top", 20, (10,)),
        Part("large", "top", 40, (20,)),
    ]
    found = disclose(parts)
    assert shown(found, "tiny") is None
    assert shown(found, "middle") is None  # else tiny = top - middle - large
    assert shown(found, "large") == {0}
    assert shown(found, "top") == {0}


def test_own_people_of_the_department_above_can_hide_a_small_one() -> None:
    parts = [
        Part("top", None, 12, (6,)),
        Part("tiny", "top", 7, (3,)),
        Part("large", "top", 40, (20,)),
    ]
    found = disclose(parts)
    assert shown(found, "tiny") is None
    assert shown(found, "large") == {0}


def test_a_level_left_out_once_is_left_out_again_next_door() -> None:
    # "a" has three people at the level, so it is not shown; "b" would give it away.
    parts = [
        Part("top", None, 0, (0,)),
        Part("a", "top", 30, (3,)),
        Part("b", "top", 40, (20,)),
        Part("c", "top", 50, (20,)),
    ]
    found = disclose(parts)
    assert [shown(found, code) for code in ("top", "a", "b", "c")] == [{0}, set(), set(), {0}]


def test_what_is_left_out_is_left_out_below() -> None:
    parts = [
        Part("top", None, 0, (0,)),
        Part("a", "top", 0, (0,)),
        Part("a1", "a", 15, (2,)),
        Part("a2", "a", 15, (1,)),
        Part("b", "top", 60, (30,)),
        Part("c", "top", 70, (30,)),
    ]
    found = disclose(parts)
    assert [shown(found, code) for code in ("a", "a1", "a2")] == [set(), set(), set()]


def test_levels_shown_together_cut_the_rest_into_cells_too() -> None:
    # Each level alone leaves a rest of 20 with 12 and 10 above: 8 below, 2 between, 10 above.
    parts = [
        Part("top", None, 20, (12, 10)),
        Part("a", "top", 30, (20, 10)),
        Part("b", "top", 40, (30, 15)),
    ]
    found = disclose(parts)
    rest_is_cut = shown(found, "a") == {0, 1} and shown(found, "b") == {0, 1}
    assert not rest_is_cut


def test_empty_houses_publish_nothing() -> None:
    assert disclose([]).groups == frozenset()
    assert disclose([Part("top", None, 0, (0,))]).groups == frozenset()


# --- the attacker -----------------------------------------------------------------------------


@st.composite
def houses(draw: st.DrawFn) -> list[Part]:
    """Draw a tree of up to nine departments with whole numbers of people."""
    parts = []
    for index in range(draw(st.integers(2, 9))):
        parent = f"d{draw(st.integers(0, index - 1))}" if index else None
        assessed = draw(st.one_of(st.just(0), st.integers(0, 14), st.integers(10, 60)))
        first = draw(st.integers(0, assessed))
        second = draw(st.integers(0, first))
        parts.append(Part(f"d{index}", parent, assessed, (first, second)))
    return parts


def members(parts: list[Part], code: str) -> set[str]:
    """Return the codes of a department and all below it."""
    found = {code}
    while True:
        more = {p.code for p in parts if p.parent in found} - found
        if not more:
            return found
        found |= more


def published(parts: list[Part], found: Disclosure) -> list[tuple[set[str], int | None, float]]:
    """Return every published number: (departments it sums, level or None for persons, number)."""
    numbers: list[tuple[set[str], int | None, float]] = []
    own = {p.code: p for p in parts}
    for code in found.groups:
        inside = members(parts, code)
        numbers.append((inside, None, sum(own[c].assessed for c in inside)))
        numbers += [
            (inside, cut, sum(own[c].at_least[cut] for c in inside)) for cut in found.cuts[code]
        ]
    return numbers


@settings(max_examples=300, deadline=None)
@given(parts=houses())
def test_subtraction_isolates_nobody(parts: list[Part]) -> None:
    found = disclose(parts)
    own = {p.code: p for p in parts}
    for code in found.groups:
        children = [p.code for p in parts if p.parent == code]
        for cut in (None, 0, 1):
            if cut is not None and cut not in found.cuts[code]:
                continue
            known = [
                child
                for child in children
                if child in found.groups and (cut is None or cut in found.cuts[child])
            ]
            rest = members(parts, code) - set().union(*(members(parts, c) for c in known), set())
            people = sum(own[c].assessed for c in rest)
            assert people == 0 or people >= LEAST_GROUP
            if cut is not None:
                above = sum(own[c].at_least[cut] for c in rest)
                assert not small(above)
                assert not small(people - above)


def _bounds(
    parts: list[Part], found: Disclosure, target: set[str], cut: int
) -> tuple[float, float]:
    """Return least and greatest number at a level that fits everything published.

    Variables: for each department the persons in each of three exclusive cells. The attacker knows
    in which departments nobody was assessed.
    """
    codes = [p.code for p in parts]
    place = {(code, cell): 3 * i + cell for i, code in enumerate(codes) for cell in range(3)}
    rows, values = [], []
    for inside, level, number in published(parts, found):
        row = np.zeros(3 * len(codes))
        for code in inside:
            for cell in range(3):
                if level is None or cell > level:
                    row[place[code, cell]] = 1
        rows.append(row)
        values.append(number)
    limits = [(0, 500 if p.assessed else 0) for p in parts for _cell in range(3)]
    goal = np.zeros(3 * len(codes))
    for code in target:
        for cell in range(cut + 1, 3):
            goal[place[code, cell]] = 1
    ends = []
    for sign in (1, -1):
        solved = linprog(sign * goal, A_eq=np.array(rows), b_eq=np.array(values), bounds=limits)
        assert solved.status == 0
        ends.append(sign * solved.fun)
    return ends[0], ends[1]


@settings(max_examples=60, deadline=None)
@given(parts=houses())
def test_linear_programming_bounds_no_small_group_closely(parts: list[Part]) -> None:
    # The attacker solves for the number at a level in every department that is too small to be
    # published, from all published sums. A department in which nobody was assessed is no secret.
    found = disclose(parts)
    own = {p.code: p for p in parts}
    if not found.groups:
        return
    for part in parts:
        inside = members(parts, part.code)
        people = sum(own[c].assessed for c in inside)
        if part.code in found.groups or not 0 < people < LEAST_GROUP:
            continue
        for cut in (0, 1):
            shown_above = any(
                cut in found.cuts[other.code]
                for other in parts
                if other.code in found.groups and inside < members(parts, other.code)
            )
            if not shown_above:
                continue
            low, high = _bounds(parts, found, inside, cut)
            rests = [_rest_around(parts, found, part.code, level) for level in (0, 1)]
            if any(rest is not None and _says_none_or_all(own, rest) for rest in rests):
                continue  # published as a band, so the number is not known
            assert high - low >= LEAST_CELL - 1e-6


def _rest_around(parts: list[Part], found: Disclosure, code: str, cut: int) -> set[str] | None:
    parents = {p.code: p.parent for p in parts}
    above = parents[code]
    while above is not None and not (above in found.groups and cut in found.cuts[above]):
        above = parents[above]
    if above is None:
        return None
    rest = members(parts, above)
    for p in parts:
        if p.parent == above and p.code in found.groups and cut in found.cuts[p.code]:
            rest -= members(parts, p.code)
    return rest


def _says_none_or_all(own: dict[str, Part], rest: set[str]) -> bool:
    people = sum(own[c].assessed for c in rest)
    counts = [people, *(sum(own[c].at_least[k] for c in rest) for k in (0, 1)), 0]
    return any(high == low for high, low in pairwise(counts))


def test_the_attacker_finds_a_planted_leak() -> None:
    parts = [
        Part("d0", None, 0, (0, 0)),
        Part("d1", "d0", 7, (3, 1)),
        Part("d2", "d0", 40, (20, 10)),
    ]
    leaky = Disclosure(frozenset({"d0", "d2"}), {"d0": frozenset({0}), "d2": frozenset({0})})
    low, high = _bounds(parts, leaky, {"d1"}, 0)
    assert (low, high) == pytest.approx((3, 3))
    assert "d2" not in disclose(parts).groups
