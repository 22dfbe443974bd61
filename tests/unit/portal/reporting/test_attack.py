"""The attacker: small tables by hand and random houses."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from portal.reporting import attack, history
from portal.reporting.attack import Left
from portal.reporting.estimation import Share
from portal.reporting.figures import LEVELS, CompetencyFigures, DepartmentFigures, ShareFigure
from portal.reporting.house import published_share
from portal.reporting.past import children_of
from portal.reporting.suppression import LEAST_GROUP, Disclosure, Part, disclose
from portal.reporting.withholding import without_leaks

Counts = tuple[int, ...]


def department(
    code: str,
    above: str,
    people: int | None,
    assessed: int | None,
    at_least: Mapping[int, int],
    quarter: str = "2026Q3",
) -> DepartmentFigures:
    """Return a department with one competency; ``at_least`` holds the levels that are shown."""
    day = date(2026, 9, 30)
    shares = tuple(
        published_share(level, _sure(at_least[level], assessed), assessed, people or assessed)
        if level in at_least and assessed
        else ShareFigure(level)
        for level in LEVELS
    )
    one = CompetencyFigures("TST-1", "Test", "Tests", people, assessed, shares)
    return DepartmentFigures(
        code, code, "", False, people, None, (one,), day, day, "2026-1", above, quarter
    )


def _sure(count: float, assessed: int) -> Share:
    return Share(count / assessed, count / assessed, count / assessed)


def leaks(figures: Sequence[DepartmentFigures]) -> list[tuple[str, int]]:
    return [(one.department, one.level) for one in attack.left_out(figures) if one.is_leak]


def limits(figures: Sequence[DepartmentFigures], code: str, level: int) -> tuple[float, float]:
    (found,) = (
        one
        for one in attack.left_out(figures)
        if (one.department, one.competency, one.level) == (code, "TST-1", level)
    )
    return found.low, found.high


# --- by hand ----------------------------------------------------------------------------------


def test_one_suppressed_department_follows_by_subtraction() -> None:
    figures = [
        department("top", "", 100, 100, {1: 50}),
        department("a", "top", 60, 60, {1: 30}),
        department("tiny", "top", None, None, {}),
    ]
    # The top has 31 more people than a, its own and those of tiny: at most nine in tiny.
    assert limits(figures, "tiny", 0) == pytest.approx((0, 9))
    # 49.5 to 50.5 less 29.7 to 30.3 leaves 19.2 to 20.8 for the top's own people and tiny.
    assert limits(figures, "tiny", 1) == pytest.approx((0, 9))


def test_counts_close_in_where_nobody_else_can_take_them() -> None:
    # Ten people beside a: nine of tiny at most, one at least of the top. All ten were assessed.
    figures = [
        department("top", "", 70, 70, {1: 35}),
        department("a", "top", 60, 60, {1: 33}),
        department("b", "top", 10, None, {}),
    ]
    assert limits(figures, "b", 0) == pytest.approx((10, 10))
    low, high = limits(figures, "b", 1)
    # 70 x 49.5 % = 34.65 less 60 x 55.5 % = 33.3 is 1.35; 35.35 less 32.7 is 2.65.
    assert (low, high) == pytest.approx((1.35, 2.65))
    assert ("b", 0) in leaks(figures)
    assert ("b", 1) in leaks(figures)


def test_a_level_between_two_published_ones_is_bounded_by_them() -> None:
    figures = [department("top", "", 100, 100, {1: 60, 3: 57})]
    low, high = limits(figures, "top", 2)
    assert (low, high) == pytest.approx((56.5, 60.5))
    assert leaks(figures) == [("top", 2)]


def test_limits_of_bands_are_used_as_published() -> None:
    figures = [department("top", "", 100, 100, {1: 100, 3: 2})]
    assert limits(figures, "top", 2) == pytest.approx((0, 100))
    figures = [department("top", "", 20, 20, {1: 1})]  # at most 10 % of 20
    assert limits(figures, "top", 2) == pytest.approx((0, 2))
    assert leaks(figures) == [("top", 2), ("top", 3)]


def test_nobody_assessed_is_no_leak_and_a_small_department_is_never_less_certain() -> None:
    figures = [
        department("top", "", 40, 20, {1: 10}),
        department("a", "top", 20, 20, {1: 10}),
        department("b", "top", 17, None, {}),
        department("c", "top", None, None, {}),
    ]
    assert leaks(figures) == []
    (size,) = (o for o in attack.left_out(figures) if (o.department, o.level) == ("c", 1))
    assert size.at_most == 0
    assert not Left("d", "", 1, 0, 3, at_most=3).is_leak
    assert Left("d", "", 1, 1, 3, at_most=3).is_leak


def test_figures_that_contradict_each_other_are_told() -> None:
    figures = [
        department("top", "", 40, 20, {}),
        department("a", "top", 40, 30, {}),
        department("b", "top", 40, None, {}),
    ]
    with pytest.raises(ValueError, match="contradict"):
        leaks(figures)


# --- differences by hand ----------------------------------------------------------------------


def two(
    now: Mapping[str, set[int]], then: Mapping[str, set[int]]
) -> tuple[list[DepartmentFigures], list[DepartmentFigures]]:
    """Return a house of a top and two departments, now and then, showing these levels."""
    above = {"top": "", "a": "top", "b": "top"}
    pair = [
        [
            department(code, above[code], 200, 100, dict.fromkeys(shown, 50), quarter)
            for code, shown in house.items()
        ]
        for quarter, house in (("2026Q4", now), ("2026Q3", then))
    ]
    return pair[0], pair[1]


ALL = {"top": {1}, "a": {1}, "b": {1}}


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ({}, None),
        ({("", "a"): 12}, None),
        ({("", "a"): 3, ("a", ""): 8}, None),  # eleven people stand between
        ({("", "a"): 3, ("", "b"): 20}, ("a", 3)),
        ({("a", "b"): 4}, ("a b", 4)),
        # Ten went from a to b and eleven came to a: each is large, but not both together.
        ({("a", "b"): 11, ("", "a"): 1}, ("both", 1)),
    ],
)
def test_fewest_people_between_two_snapshots(
    moves: dict[tuple[str, str], int], expected: tuple[str, int] | None
) -> None:
    now, then = two(ALL, ALL)
    found = list(attack.isolated(now, then, {"TST-1": moves}))
    if expected is None:
        assert found == []
        return
    (one,) = found
    assert (one.competency, one.level, one.earlier, one.people) == (
        "TST-1",
        1,
        "2026Q3",
        expected[1],
    )
    group = set(one.departments)
    if expected[0] == "both":
        assert {"a", "b"} <= group
    else:
        assert len(group & set(expected[0].split())) == 1


def test_what_is_not_shown_both_times_is_not_subtracted() -> None:
    now, then = two({**ALL, "a": set()}, ALL)
    # Of a and the top's own people together, the figure follows both times: 3 and 9 are 12.
    moves = {("", "a"): 3, ("", "top"): 9}
    assert list(attack.isolated(now, then, {"TST-1": moves})) == []
    now, then = two(ALL, ALL)
    assert [o.people for o in attack.isolated(now, then, {"TST-1": moves})] == [3]


# --- random houses ----------------------------------------------------------------------------


def a_house(seed: int) -> list[Part]:
    """Return a tree of up to seven departments, among them ones where everybody was assessed."""
    rng = random.Random(seed)
    parts = []
    for index in range(rng.randint(2, 7)):
        above = f"d{rng.randint(0, index - 1)}" if index else None
        people = rng.choice([0, rng.randint(0, 14), rng.randint(10, 60), rng.randint(10, 60)])
        assessed = rng.choice([people, rng.randint(0, people)])
        first = rng.randint(0, assessed)
        second = rng.randint(0, first)
        third = rng.choice([0, rng.randint(0, second)])
        parts.append(Part(f"d{index}", above, assessed, (first, second, third), people))
    return parts


def members(parts: Sequence[Part], code: str) -> list[Part]:
    found = [part for part in parts if part.code == code]
    for part in parts:
        if part.parent == code:
            found += members(parts, part.code)
    return found


def figures_of(
    parts: Sequence[Part], found: Disclosure, quarter: str = "2026Q3"
) -> list[DepartmentFigures]:
    """Return what the report publishes of these parts."""
    result = []
    for part in parts:
        inside = members(parts, part.code)
        people = sum(p.people or 0 for p in inside)
        shown = part.code in found.groups
        at_least = {
            cut + 1: sum(int(p.at_least[cut]) for p in inside)
            for cut in (found.cuts[part.code] if shown else ())
        }
        result.append(
            department(
                part.code,
                part.parent or "",
                people if people >= LEAST_GROUP else None,
                sum(p.assessed for p in inside) if shown else None,
                at_least,
                quarter,
            )
        )
    return result


def test_nothing_follows_of_what_random_houses_leave_out() -> None:
    shown = 0
    for seed in range(25):
        parts = a_house(seed)
        figures = figures_of(parts, disclose(parts))
        shown += sum(share.is_shown for one in figures for share in one.competencies[0].shares)
        assert leaks(figures) == [], seed
    assert shown > 25, "too little is published for this to mean anything"


def test_last_look_mends_what_the_rules_for_pages_let_through() -> None:
    # Found among 230 random houses. That a level of d3 lies between 6.2 and 10.1 follows only from
    # all levels and departments taken together.
    parts = [
        Part("d0", None, 0, (0, 0, 0), 0),
        Part("d1", "d0", 47, (9, 9, 7), 47),
        Part("d2", "d1", 29, (7, 6, 1), 29),
        Part("d3", "d1", 20, (10, 9, 0), 32),
        Part("d4", "d1", 9, (4, 3, 0), 28),
        Part("d5", "d2", 11, (10, 6, 0), 32),
    ]
    figures = figures_of(parts, disclose(parts))
    assert leaks(figures) == [("d3", 2)]
    assert leaks(without_leaks(figures)) == []


def test_what_leaks_is_left_out_as_a_whole() -> None:
    figures = [
        department("top", "", 100, 100, {1: 60, 3: 57}),
        department("a", "top", 50, 50, {1: 25}),
    ]
    found = without_leaks(figures)
    assert [c.assessed for one in found for c in one.competencies] == [None, None]
    assert not any(one.shown for one in found)
    assert [one.people for one in found] == [100, 50]
    assert leaks(found) == []

    everybody = [replace(one, assessed=one.people, competencies=()) for one in figures]
    everybody.append(replace(department("b", "top", 30, None, {}), competencies=()))
    everybody.append(replace(department("c", "top", 20, None, {}), competencies=()))
    assert ("b", 0) in leaks(everybody)
    assert [one.assessed for one in without_leaks(everybody)] == [None] * 4


def as_earlier(
    then: Sequence[DepartmentFigures], moves: dict[tuple[str, str], int]
) -> history.Earlier:
    """Return what suppression is told of an earlier snapshot."""
    children = children_of(then)
    shown = [
        [one.code for one in then if one.competencies[0].share(level).is_shown] for level in LEVELS
    ]
    atoms = tuple(tuple(history.atoms(children, codes)) for codes in shown)
    return history.Earlier(frozenset(children), atoms, moves)


def test_no_difference_of_random_houses_isolates_a_few() -> None:
    """People join, leave and move at random; the later report takes the earlier into account."""
    compared = 0
    for seed in range(120):
        parts, rng = a_house(seed), random.Random(-seed - 1)
        then = figures_of(parts, disclose(parts))
        codes = ["", *(part.code for part in parts)]
        moves = {
            (one, other): rng.randint(1, 14)
            for one, other in (rng.sample(codes, 2) for _ in range(rng.randint(1, 4)))
        }
        again = figures_of(parts, disclose(parts), "2026Q4")
        compared += bool(list(attack.isolated(again, then, {"TST-1": moves})))
        now = figures_of(parts, disclose(parts, [as_earlier(then, moves)]), "2026Q4")
        assert list(attack.isolated(now, then, {"TST-1": moves})) == [], seed
    assert compared > 20, "in too few houses would forgetting the past have leaked"
