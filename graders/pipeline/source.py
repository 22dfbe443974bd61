"""Everything the grader knows of an exercise from its instructor notebook."""

import ast
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager
from nbformat.notebooknode import NotebookNode

from graders.errors import GradersError
from graders.notebooks import nbgrader_settings, read_notebook
from graders.releasing import MakeRelease

_BEGIN_HIDDEN, _END_HIDDEN = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
_manager: Any = TransformerManager
_transform: Any = _manager().transform_cell
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


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
    """

    sha256: str
    cells: tuple[SourceCell, ...]
    given: dict[str, str]
    answer_names: frozenset[str]

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
        notebook, release = read_notebook(data), read_notebook(make_release(data))
    except Exception as error:
        raise SourceError(f"The source notebook cannot be used: {error}") from error
    stubs = {nbgrader_settings(cell).get("grade_id"): str(cell.source) for cell in release.cells}
    cells = tuple(_with_mine([_read_cell(cell, stubs) for cell in notebook.cells]))
    if not any(cell.graded for cell in cells):
        raise SourceError("The source notebook holds no graded cell.")
    answers = (cell for cell in cells if cell.role is CellRole.ANSWER and cell.kind == "code")
    names = frozenset(name for cell in answers for name in _bound(cell.source))
    return Source(hashlib.sha256(data).hexdigest(), cells, _given(cells), names)


def _read_cell(cell: NotebookNode, stubs: dict[Any, str]) -> SourceCell:
    settings = nbgrader_settings(cell)
    grade_id = settings.get("grade_id")
    grade, solution = bool(settings.get("grade")), bool(settings.get("solution"))
    if grade and (solution or cell.cell_type != "code"):
        role = CellRole.MANUAL
    elif grade:
        role = CellRole.TEST
    elif settings.get("task"):
        role = CellRole.TASK
    else:
        role = CellRole.ANSWER if solution else CellRole.GIVEN
    return SourceCell(
        role=role,
        kind=str(cell.cell_type),
        source=str(cell.source),
        grade_id=None if grade_id is None else str(grade_id),
        points=float(settings.get("points") or 0) if grade or settings.get("task") else 0.0,
        locked=bool(settings.get("locked")),
        stub=stubs.get(grade_id, "") if grade_id is not None else "",
        hidden=_hidden_lines(str(cell.source)) if role is CellRole.TEST else frozenset(),
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
            yield SourceCell(**{**vars(cell), "mine": mine})
        else:
            yield cell
        if cell.kind == "code":
            last.update(dict.fromkeys(_bound(cell.source), cell.role))


def _parse(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(str(_transform(source))).body
    except (SyntaxError, ValueError):
        return []


def _bound(source: str) -> list[str]:
    """Names that a cell binds at its top level."""
    return [name for statement in _parse(source) for name in _names_bound_by(statement)]


def _names_bound_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, _FUNCTIONS):
        yield node.name
        return
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from (_alias_name(node, alias) for alias in node.names)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    if isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return
    for child in ast.iter_child_nodes(node):
        yield from _names_bound_by(child)


def _alias_name(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> str:
    if alias.asname or isinstance(node, ast.ImportFrom):
        return alias.asname or alias.name
    return alias.name.partition(".")[0]


def _given(cells: Iterable[SourceCell]) -> dict[str, str]:
    """Names bound only by imports, or only by our helpers and fixed constants."""
    statements: dict[str, list[str]] = {}
    spoiled: set[str] = set()
    for cell in cells:
        if cell.kind != "code" or cell.role is CellRole.TEST:
            continue
        for statement in _parse(cell.source):
            offered = dict(_offers(statement, cell))
            for name in _names_bound_by(statement):
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
            yield _alias_name(statement, alias), ast.unparse(single)
    elif cell.role is not CellRole.GIVEN:
        return
    elif isinstance(statement, _FUNCTIONS):
        yield statement.name, ast.unparse(statement)
    elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        if isinstance(target, ast.Name) and isinstance(statement.value, ast.Constant):
            fixed = (cell.locked and cell.grade_id) or re.fullmatch(r"[A-Z][A-Z0-9_]*", target.id)
            if fixed:
                yield target.id, ast.unparse(statement)
