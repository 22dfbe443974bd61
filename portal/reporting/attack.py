"""The attacker: what follows of the figures that a snapshot leaves out. Pure.

It knows all that is published of a snapshot and of those before it, rounded as it is, and which
people have joined, left and moved in between. It does not share code with ``suppression``.

1. For each competency, one linear programme: the unknowns are each department's own people, and
   how many of them are assessed and at each level; the conditions are all published sums. Every
   figure that is left out is made as small and as large as they allow.
2. For each competency, level and earlier snapshot, one integer programme: among all groups of
   departments whose figure follows from both snapshots, find the one between whose two figures
   the fewest people stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from portal.competencies.levels import Floats
from portal.reporting.figures import LEVELS, Band, CompetencyFigures, DepartmentFigures

LEAST_WIDTH = 5.0
LEAST_GROUP = 10
ANYTHING = ""  # stands for the competency where a figure is of being assessed in any
_ALIKE = 1e-6
_CELLS = len(LEVELS) + 1  # under the first level, then at each
_OWN = _CELLS + 1  # the cells and the people who are not assessed
_MOST = 1e7
_HALF = 0.5
_INFEASIBLE = 2  # the solver's status


@dataclass(frozen=True)
class Left:
    """A figure that is left out, and between which limits it must lie.

    Attributes:
        department: its code.
        competency: its code; empty for being assessed in anything.
        level: of the figure; 0 for the number of assessed persons.
        low: least number of persons.
        high: greatest.
        at_most: most persons that the department can have, from its size alone; 0 when it is known
            that nobody was assessed there.
    """

    department: str
    competency: str
    level: int
    low: float
    high: float
    at_most: float

    @property
    def width(self) -> float:
        """How far the limits are apart."""
        return self.high - self.low

    @property
    def is_leak(self) -> bool:
        """Whether it is known more closely than it may be, and than the size alone tells."""
        return self.width < min(LEAST_WIDTH, self.at_most) - _ALIKE


@dataclass(frozen=True)
class Isolated:
    """A group between whose figures in two snapshots fewer than LEAST_GROUP people stand."""

    competency: str
    level: int
    earlier: str
    departments: tuple[str, ...]
    people: int


class _Sums:
    """Which own parts each department of the tree adds up."""

    def __init__(self, figures: Sequence[DepartmentFigures]) -> None:
        self.place = {one.code: number for number, one in enumerate(figures)}
        self.inside = np.zeros((len(figures), len(figures)))
        above = {one.code: one.above for one in figures}
        for code, number in self.place.items():
            at: str = code
            while at in self.place:
                self.inside[self.place[at], number] = 1.0
                at = above[at]


def left_out(figures: Sequence[DepartmentFigures]) -> Iterator[Left]:
    """Yield every figure that a snapshot leaves out, with its limits."""
    sums = _Sums(figures)
    people = _people(figures, sums)
    yield from _attack(figures, sums, people, [(one.assessed, None) for one in figures])
    for number in range(len(figures[0].competencies) if figures else 0):
        yield from _attack(
            figures,
            sums,
            people,
            [(one.competencies[number].assessed, one.competencies[number]) for one in figures],
        )


_Published = tuple[int | None, CompetencyFigures | None]


def _attack(
    figures: Sequence[DepartmentFigures],
    sums: _Sums,
    people: Sequence[float],
    published: Sequence[_Published],
) -> Iterator[Left]:
    if not any(assessed for assessed, _competency in published):
        # Nothing is published, so nothing follows but that no more people are there than are.
        for one, (assessed, competency), most in zip(figures, published, people, strict=True):
            for level in _hidden(assessed, competency):
                name = competency.code if competency else ANYTHING
                yield Left(one.code, name, level, 0.0, most, most)
        return
    conditions = _conditions(figures, sums, published)
    for number, (one, (assessed, competency)) in enumerate(zip(figures, published, strict=True)):
        inside = sums.inside[number]
        hidden = list(_hidden(assessed, competency))
        at_most = people[number]
        if assessed is None and conditions.limits(inside, range(_CELLS))[1] < _ALIKE:
            at_most = 0.0
        for level in hidden:
            low, high = conditions.limits(inside, range(level, _CELLS))
            name = competency.code if competency else ANYTHING
            yield Left(one.code, name, level, low, high, at_most)


def _conditions(
    figures: Sequence[DepartmentFigures], sums: _Sums, published: Sequence[_Published]
) -> "_Conditions":
    """Return all that is published of one competency."""
    conditions = _Conditions(len(figures))
    for number, (one, (assessed, competency)) in enumerate(zip(figures, published, strict=True)):
        inside = sums.inside[number]
        if one.people is None:
            conditions.add(inside, range(_OWN), 0, LEAST_GROUP - 1)
        else:
            conditions.add(inside, range(_OWN), one.people, one.people)
        if assessed is None:
            continue
        conditions.add(inside, range(_CELLS), assessed, assessed)
        for low, high, level in _shares(assessed, competency):
            conditions.add(inside, range(level, _CELLS), low, high)
    return conditions


def _shares(
    assessed: int, competency: CompetencyFigures | None
) -> Iterator[tuple[float, float, int]]:
    for share in competency.shares if competency else ():
        if share.percent is None:
            continue
        low, high = share.percent - 0.5, share.percent + 0.5
        if share.band == Band.AT_MOST:
            low, high = 0.0, float(share.percent)
        elif share.band == Band.AT_LEAST:
            low, high = float(share.percent), 100.0
        yield low / 100 * assessed, high / 100 * assessed, share.level


def _hidden(assessed: int | None, competency: CompetencyFigures | None) -> Iterator[int]:
    if assessed is None:
        yield 0
    for share in competency.shares if competency else ():
        if not share.is_shown:
            yield share.level


def _people(figures: Sequence[DepartmentFigures], sums: _Sums) -> list[float]:
    """Return the most people that each department can have."""
    conditions = _Conditions(len(figures))
    for number, one in enumerate(figures):
        low, high = (0, LEAST_GROUP - 1) if one.people is None else (one.people, one.people)
        conditions.add(sums.inside[number], range(_OWN), low, high)
    return [
        float(one.people)
        if one.people is not None
        else conditions.limits(sums.inside[number], range(_OWN))[1]
        for number, one in enumerate(figures)
    ]


class _Conditions:
    """What is known: sums over departments and cells, each between two limits."""

    def __init__(self, departments: int) -> None:
        self.size = departments * _OWN
        self.rows: list[Floats] = []
        self.ends: list[tuple[float, float]] = []
        self._known: tuple[Any, Floats] | None = None

    def add(self, inside: Floats, cells: Sequence[int], low: float, high: float) -> None:
        """Add that the sum lies between the limits."""
        self._known = None
        self.rows.append(self._row(inside, cells))
        self.ends.append((low, high))

    def limits(self, inside: Floats, cells: Sequence[int]) -> tuple[float, float]:
        """Return the least and the greatest sum that fits all conditions.

        Raises:
            ValueError: the published figures contradict each other.
        """
        goal = self._row(inside, cells)
        if self._known is None:
            rows, (low, high) = np.array(self.rows), np.array(self.ends).T
            self._known = csr_array(np.concatenate((rows, -rows))), np.concatenate((high, -low))
        found = []
        for sign in (1.0, -1.0):
            solved = linprog(
                sign * goal,
                A_ub=self._known[0],
                b_ub=self._known[1],
                bounds=(0.0, _MOST),
                method="highs",
            )
            if solved.status != 0:
                raise ValueError(f"The published figures contradict each other: {solved.message}")
            found.append(sign * float(solved.fun))
        return found[0], found[1]

    def _row(self, inside: Floats, cells: Sequence[int]) -> Floats:
        wanted = np.zeros(_OWN)
        wanted[list(cells)] = 1.0
        return np.outer(inside, wanted).reshape(-1)


def isolated(
    now: Sequence[DepartmentFigures],
    then: Sequence[DepartmentFigures],
    moves: Mapping[str, Mapping[tuple[str, str], int]],
) -> Iterator[Isolated]:
    """Yield every competency and level at which the difference of two snapshots isolates a few.

    Args:
        now: the later snapshot.
        then: the earlier one.
        moves: for each competency, how many people were assessed in one department then and in
            another now; an empty code stands for not being assessed.
    """
    names = dict.fromkeys(c.code for one in now for c in one.competencies)
    for name in names:
        changed = {pair: count for pair, count in moves.get(name, {}).items() if count}
        if not changed:
            continue
        for level in LEVELS:
            shown = _shown(now, name, level), _shown(then, name, level)
            if all(shown):
                yield from _fewest(now, then, shown, changed, (name, level))


def _shown(figures: Sequence[DepartmentFigures], name: str, level: int) -> list[str]:
    return [
        one.code
        for one in figures
        if any(c.code == name and c.share(level).is_shown for c in one.competencies)
    ]


def _fewest(
    now: Sequence[DepartmentFigures],
    then: Sequence[DepartmentFigures],
    shown: tuple[list[str], list[str]],
    changed: Mapping[tuple[str, str], int],
    what: tuple[str, int],
) -> Iterator[Isolated]:
    """Solve for the group that fewest people have joined or left; yield it if they are too few."""
    programme = _Differences(now, then, shown, changed)
    found = programme.solve()
    if found is not None and found[0] < LEAST_GROUP:
        yield Isolated(what[0], what[1], then[0].quarter, found[1], found[0])


class _Differences:
    """The integer programme over all groups that follow from two snapshots.

    Unknowns, in this order: whether each department is in the group (0 or 1), how often each shown
    figure of now and of then is added, and whether each kind of move crosses the group's border.
    """

    def __init__(
        self,
        now: Sequence[DepartmentFigures],
        then: Sequence[DepartmentFigures],
        shown: tuple[list[str], list[str]],
        changed: Mapping[tuple[str, str], int],
    ) -> None:
        self.codes = list(dict.fromkeys(one.code for one in (*now, *then)))
        self.place = {code: number for number, code in enumerate(self.codes)}
        self.changed = changed
        self.adding = len(self.codes)
        self.crossing = self.adding + len(shown[0]) + len(shown[1])
        self.unknowns = self.crossing + len(changed)
        self.rows: list[Floats] = []
        self.ends: list[tuple[float, float]] = []
        self._follow(now, shown[0], self.adding)
        self._follow(then, shown[1], self.adding + len(shown[0]))
        for number, pair in enumerate(changed):
            self._cross(self.crossing + number, [self.place[c] for c in pair if c in self.place])
        self._add(dict.fromkeys(range(self.crossing, self.unknowns), 1.0), 1, np.inf)

    def solve(self) -> tuple[int, tuple[str, ...]] | None:
        """Return how many people, and the group; None when no group that follows has changed."""
        cost = np.zeros(self.unknowns)
        cost[self.crossing :] = list(self.changed.values())
        whole = np.ones(self.unknowns)
        whole[self.adding : self.crossing] = 0
        solved = milp(
            cost,
            constraints=LinearConstraint(np.array(self.rows), *np.array(self.ends).T),
            bounds=Bounds(np.where(whole == 1, 0.0, -np.inf), np.where(whole == 1, 1.0, np.inf)),
            integrality=whole,
        )
        if solved.status == _INFEASIBLE:
            return None
        if solved.status != 0:
            raise ValueError(f"The solver gave up: {solved.message}")
        group = tuple(c for c in self.codes if solved.x[self.place[c]] > _HALF)
        return round(solved.fun), group

    def _follow(
        self, figures: Sequence[DepartmentFigures], shown: Sequence[str], start: int
    ) -> None:
        """Demand that the group's figure follows from the shown ones by adding and subtracting."""
        sums = _Sums(figures)
        for one in figures:
            column = sums.place[one.code]
            entries = {
                start + number: float(sums.inside[sums.place[code], column])
                for number, code in enumerate(shown)
            }
            self._add({**entries, self.place[one.code]: -1.0}, 0, 0)

    def _cross(self, crossing: int, ends: Sequence[int]) -> None:
        """Demand that a move crosses exactly when one of its ends is in the group."""
        if len(ends) == 1:
            self._add({crossing: 1.0, ends[0]: -1.0}, 0, 0)
            return
        one, other = ends
        self._add({crossing: 1.0, one: -1.0, other: 1.0}, 0, np.inf)
        self._add({crossing: 1.0, one: 1.0, other: -1.0}, 0, np.inf)
        self._add({crossing: 1.0, one: -1.0, other: -1.0}, -np.inf, 0)
        self._add({crossing: 1.0, one: 1.0, other: 1.0}, -np.inf, 2)

    def _add(self, entries: Mapping[int, float], low: float, high: float) -> None:
        row = np.zeros(self.unknowns)
        for at, value in entries.items():
            row[at] = value
        self.rows.append(row)
        self.ends.append((low, high))
