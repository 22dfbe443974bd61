"""Everything the grader knows of an exercise from its instructor notebook."""

import ast
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from graders.errors import GradersError
from graders.pipeline.instructor import InstructorCell, read_cells
from graders.pipeline.names import (
    FUNCTIONS,
    alias_name,
    bound_names,
    names_bound_by,
    names_read_by,
    parse_cell,
    program_for,
    shaping_statements,
)
from graders.releasing import MakeRelease

_BEGIN_HIDDEN, _END_HIDDEN = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
_NAMESPACE_CALLS = frozenset({"globals", "locals", "vars", "dir"})


class SourceError(GradersError):
    """The instructor notebook cannot be graded against."""


class CellRole(StrEnum):
    """What a cell of the source is for."""

    ANSWER = "answer"
    TEST = "test"
    MANUAL = "manual"
    TASK = "task"
    GIVEN = "given"


@dataclass(frozen=True)
class SourceCell:
    """One cell of the instructor notebook.

    Attributes:
        stub: What learners find in an answer cell.
        hidden: Line numbers (from 1) of tests that learners never see.
        mine: For a test cell, the names that earlier test cells defined and answers do not.
        own: For a test cell, names that our given cells above it make by themselves, each with
            the program that makes it (the name on its first line).
    """

    role: CellRole
    kind: str
    source: str
    grade_id: str | None
    points: float
    locked: bool
    stub: str = ""
    hidden: frozenset[int] = frozenset()
    mine: frozenset[str] = frozenset()
    own: tuple[tuple[str, str], ...] = ()

    @property
    def takes_answer(self) -> bool:
        """Whether the learner's text belongs here."""
        return self.role in (CellRole.ANSWER, CellRole.MANUAL)

    @property
    def graded(self) -> bool:
        """Whether it counts in the result."""
        return self.role in (CellRole.TEST, CellRole.MANUAL, CellRole.TASK)


@dataclass(frozen=True)
class Source:
    """The parsed instructor notebook.

    Attributes:
        given: Statements of ours that define a name for tests (imports, helpers, constants), so
            that tests never take them from the learner.
        answer_names: Names that answer cells define.
        visible_names: Names that any cell but the tests defines.
        looks_around: Whether a test asks that a name does not exist, which only the learner's own
            process can tell.
    """

    sha256: str
    cells: tuple[SourceCell, ...]
    given: dict[str, str]
    answer_names: frozenset[str]
    visible_names: frozenset[str]
    looks_around: bool = False

    @property
    def max_score(self) -> float:
        """All points together."""
        return sum(cell.points for cell in self.cells if cell.graded)

    def by_id(self) -> dict[str, SourceCell]:
        """Cells that carry a grade_id."""
        return {cell.grade_id: cell for cell in self.cells if cell.grade_id is not None}


def read_source(data: bytes, make_release: MakeRelease) -> Source:
    """Parse an instructor notebook.

    Args:
        data: The notebook's bytes.
        make_release: Makes the learner's notebook from it.

    Raises:
        SourceError: it is no notebook, or nbgrader's markers in it are wrong.
    """
    try:
        ours, theirs = read_cells(data), read_cells(make_release(data))
    except Exception as error:
        raise SourceError(f"The source notebook cannot be used: {error}") from error
    stubs = {cell.settings.get("grade_id"): cell.source for cell in theirs}
    read = [_read_cell(cell, stubs) for cell in ours]
    cells = tuple(_with_own(list(_with_mine(read))))
    if not any(cell.graded for cell in cells):
        raise SourceError("The source notebook holds no graded cell.")
    answers = (cell for cell in cells if cell.role is CellRole.ANSWER and cell.kind == "code")
    names = frozenset(name for cell in answers for name in bound_names(cell.source))
    others = (cell for cell in cells if cell.role is not CellRole.TEST and cell.kind == "code")
    visible = frozenset(name for cell in others for name in bound_names(cell.source))
    looks = any(_looks_around(cell.source) for cell in cells if cell.role is CellRole.TEST)
    return Source(hashlib.sha256(data).hexdigest(), cells, _given(cells), names, visible, looks)


def _read_cell(cell: InstructorCell, stubs: dict[Any, str]) -> SourceCell:
    settings = cell.settings
    grade_id = settings.get("grade_id")
    grade, solution = bool(settings.get("grade")), bool(settings.get("solution"))
    if grade and (solution or cell.kind != "code"):
        role = CellRole.MANUAL
    elif grade:
        role = CellRole.TEST
    elif settings.get("task"):
        role = CellRole.TASK
    else:
        role = CellRole.ANSWER if solution else CellRole.GIVEN
    return SourceCell(
        role=role,
        kind=cell.kind,
        source=cell.source,
        grade_id=None if grade_id is None else str(grade_id),
        points=float(settings.get("points") or 0) if grade or settings.get("task") else 0.0,
        locked=bool(settings.get("locked")),
        stub=stubs.get(grade_id, "") if grade_id is not None else "",
        hidden=_hidden_lines(cell.source) if role is CellRole.TEST else frozenset(),
    )


def _hidden_lines(source: str) -> frozenset[int]:
    lines, inside = set(), False
    for number, line in enumerate(source.split("\n"), start=1):
        if _BEGIN_HIDDEN in line:
            inside = True
        elif _END_HIDDEN in line:
            inside = False
        elif inside:
            lines.add(number)
    return frozenset(lines)


def _with_mine(cells: Iterable[SourceCell]) -> Iterator[SourceCell]:
    """Note, for each test cell, which names were last defined by a test cell before it."""
    last: dict[str, CellRole] = {}
    for cell in cells:
        if cell.kind == "code" and cell.role is CellRole.TEST:
            mine = frozenset(name for name, role in last.items() if role is CellRole.TEST)
            yield replace(cell, mine=mine)
        else:
            yield cell
        if cell.kind == "code":
            last.update(dict.fromkeys(bound_names(cell.source), cell.role))


def _with_own(cells: Sequence[SourceCell]) -> Iterator[SourceCell]:
    """Note, for each test cell, the values that our given cells make without any answer.

    Tests take them from our own source where the model answer leaves them as they are, so that a
    learner who changes the data that was given changes nothing for the tests.
    """
    others = {
        name
        for cell in cells
        if cell.kind == "code" and cell.role is not CellRole.GIVEN
        for name in bound_names(cell.source)
    }
    above: list[ast.stmt] = []
    by_helpers: set[str] = set()
    for cell in cells:
        if cell.kind == "code" and cell.role is CellRole.GIVEN:
            above += shaping_statements(cell.source)
            for statement in above:
                if isinstance(statement, FUNCTIONS):
                    by_helpers |= names_read_by(statement)
        if cell.kind != "code" or cell.role is not CellRole.TEST:
            yield cell
            continue
        read = {name for statement in parse_cell(cell.source) for name in names_read_by(statement)}
        programs = {name: program_for(name, above) for name in sorted((read | by_helpers) - others)}
        own = [
            (name, found[0])
            for name, found in programs.items()
            if found is not None and not found[1] & others
        ]
        yield replace(cell, own=tuple(own))


def _looks_around(source: str) -> bool:
    """Whether a cell asks that a name is `not in globals()` or one of its kin."""
    return any(
        isinstance(part, ast.Compare)
        and any(isinstance(operator, ast.NotIn) for operator in part.ops)
        and any(_is_namespace(side) for side in part.comparators)
        for statement in parse_cell(source)
        for part in ast.walk(statement)
    )


def _is_namespace(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) and not node.args else None
    return isinstance(called, ast.Name) and called.id in _NAMESPACE_CALLS


def _given(cells: Iterable[SourceCell]) -> dict[str, str]:
    """Names bound only by imports, or only by our helpers and fixed constants."""
    statements: dict[str, list[str]] = {}
    spoiled: set[str] = set()
    for cell in cells:
        if cell.kind != "code" or cell.role is CellRole.TEST:
            continue
        for statement in parse_cell(cell.source):
            offered = dict(_offers(statement, cell))
            for name in names_bound_by(statement):
                if name in offered:
                    statements.setdefault(name, []).append(offered[name])
                else:
                    spoiled.add(name)
    return {
        name: "\n".join(dict.fromkeys(parts))
        for name, parts in statements.items()
        if name not in spoiled and name != "*"
    }


def _offers(statement: ast.stmt, cell: SourceCell) -> Iterator[tuple[str, str]]:
    if isinstance(statement, ast.Import | ast.ImportFrom):
        for alias in statement.names:
            single = (
                ast.Import([alias])
                if isinstance(statement, ast.Import)
                else ast.ImportFrom(statement.module, [alias], statement.level)
            )
            yield alias_name(statement, alias), ast.unparse(single)
    elif cell.role is not CellRole.GIVEN:
        return
    elif isinstance(statement, FUNCTIONS):
        yield statement.name, ast.unparse(statement)
    elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        if isinstance(target, ast.Name) and isinstance(statement.value, ast.Constant):
            fixed = (cell.locked and cell.grade_id) or re.fullmatch(r"[A-Z][A-Z0-9_]*", target.id)
            if fixed:
                yield target.id, ast.unparse(statement)
