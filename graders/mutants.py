"""Small changes to a model solution that good tests should notice. Pure.

A mutant changes one place of one solution cell: a comparison, a sum, a constant, a method, a
condition, an argument. Which mutants are tried is the same every time: cells take turns, and within
a cell the order follows the hash of the change, so that no kind of change is favoured.
"""

import ast
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

_COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_METHODS = {
    "mean": "median", "median": "mean", "sum": "mean", "min": "max", "max": "min",
    "count": "nunique", "nunique": "count", "size": "nunique", "first": "last", "last": "first",
    "head": "tail", "tail": "head", "any": "all", "all": "any", "std": "var", "var": "std",
    "isna": "notna", "notna": "isna", "idxmax": "idxmin", "idxmin": "idxmax", "lower": "upper",
    "upper": "lower", "nlargest": "nsmallest", "nsmallest": "nlargest", "floor": "ceil",
    "ceil": "floor", "cumsum": "cumprod", "startswith": "endswith", "endswith": "startswith",
}  # fmt: skip


_LABEL_WORDS = 3


@dataclass(frozen=True)
class Mutant:
    """One change.

    Attributes:
        grade_id: the solution cell.
        line: line of the change, counted in the cell's solution.
        change: the change in words, as exercise.yaml declares it: ``before → after``.
        source: the whole cell with the change.
    """

    grade_id: str
    line: int
    change: str
    source: str


def choose(
    cells: Mapping[str, str], *, most: int, without: frozenset[tuple[str, str]]
) -> list[Mutant]:
    """Return the mutants to try, at most ``most``, the same for the same cells.

    Args:
        cells: the model's solution cells by grade_id; one that is no plain Python gives none.
        most: how many are tried at most.
        without: (grade_id, change) of mutants that are declared to change nothing.
    """
    queues = [
        [m for m in sorted(mutants_of(name, text), key=_rank) if (name, m.change) not in without]
        for name, text in cells.items()
    ]
    turns = zip_longest(*queues)
    return [mutant for turn in turns for mutant in turn if mutant is not None][:most]


def _rank(mutant: Mutant) -> str:
    return hashlib.sha256(f"{mutant.line} {mutant.change}".encode()).hexdigest()


def mutants_of(grade_id: str, text: str) -> list[Mutant]:
    """Return every mutant of one cell, each once."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return []
    _drop_docstrings(tree)
    original = ast.unparse(tree)
    found: dict[str, Mutant] = {}
    for parent in ast.walk(tree):
        for field, place in _places(parent):
            node = place[field]
            for after in _changes(node, parent):
                before = ast.unparse(node)
                place[field] = after
                source = _source(tree)
                place[field] = node
                if source is not None and source != original:
                    change = f"{before} → {ast.unparse(after)}"
                    line = getattr(node, "lineno", 1)
                    found.setdefault(source, Mutant(grade_id, line, change, source))
    return list(found.values())


def _places(parent: ast.AST) -> Iterator[tuple[Any, Any]]:
    """Return (key, container) of every child, so that the child can be put out and back."""
    for name, value in ast.iter_fields(parent):
        if isinstance(value, ast.AST):
            yield name, parent.__dict__
        elif isinstance(value, list):
            yield from (
                (number, value) for number, item in enumerate(value) if isinstance(item, ast.AST)
            )


def _source(tree: ast.Module) -> str | None:
    """Return the tree as source, or None when it is no Python."""
    try:
        source = ast.unparse(ast.fix_missing_locations(tree))
        compile(source, "mutant", "exec")
    except (SyntaxError, ValueError):
        return None
    return source


def _drop_docstrings(tree: ast.AST) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]


def _changes(node: ast.AST, parent: ast.AST) -> Iterator[ast.AST]:
    if _proves_nothing(node, parent):
        return
    for kind, changes in _KINDS:
        if isinstance(node, kind):
            yield from changes(node)
    is_test = isinstance(parent, ast.If | ast.IfExp | ast.While) and node is parent.test
    if is_test and isinstance(node, ast.expr) and not isinstance(node, ast.Compare):
        yield ast.UnaryOp(ast.Not(), node)


def _proves_nothing(node: ast.AST, parent: ast.AST) -> bool:
    """Say whether this is text that names a column or the like, or prose.

    Everything notices a misspelt column, and no test should notice a misspelt sentence.
    """
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    names = ast.Subscript | ast.List | ast.Tuple | ast.Call | ast.JoinedStr
    return isinstance(parent, names) or len(node.value.split()) > _LABEL_WORDS


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    for other in _COMPARE.get(type(node.ops[0]), ()):
        yield ast.Compare(node.left, [other(), *node.ops[1:]], node.comparators)


def _arithmetic(node: ast.BinOp) -> Iterator[ast.AST]:
    other = _ARITHMETIC.get(type(node.op))
    if other is not None:
        yield ast.BinOp(node.left, other(), node.right)


def _logic(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)


def _unary(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and value:
        yield ast.Constant(value + "x")


def _call(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS:
        func = ast.Attribute(node.func.value, _METHODS[node.func.attr], node.func.ctx)
        yield ast.Call(func, node.args, node.keywords)
    for position in range(len(node.keywords)):
        kept = node.keywords[:position] + node.keywords[position + 1 :]
        yield ast.Call(node.func, node.args, kept)
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Call):
        yield node.func.value


def _several(node: ast.List | ast.Tuple) -> Iterator[ast.AST]:
    if len(node.elts) > 1 and isinstance(node.ctx, ast.Load):
        for position in range(len(node.elts)):
            kept = node.elts[:position] + node.elts[position + 1 :]
            yield ast.List(kept, node.ctx)


def _return(node: ast.Return) -> Iterator[ast.AST]:
    if node.value is not None and not isinstance(node.value, ast.Constant):
        yield ast.Return(ast.Constant(None))


def _augmented(node: ast.AugAssign) -> Iterator[ast.AST]:
    other = _ARITHMETIC.get(type(node.op))
    if other is not None:
        yield ast.AugAssign(node.target, other(), node.value)


_KINDS: Sequence[tuple[type[ast.AST], Callable[..., Iterator[ast.AST]]]] = (
    (ast.Compare, _compare),
    (ast.BinOp, _arithmetic),
    (ast.BoolOp, _logic),
    (ast.UnaryOp, _unary),
    (ast.Constant, _constant),
    (ast.Call, _call),
    (ast.List, _several),
    (ast.Tuple, _several),
    (ast.Return, _return),
    (ast.AugAssign, _augmented),
)
