"""Which names the cells of a source bind, and which statements make a name's value."""

import ast
from collections.abc import Iterator, Sequence
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

_manager: Any = TransformerManager
_transform: Any = _manager().transform_cell
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_INNER = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def parse_cell(source: str) -> list[ast.stmt]:
    """The statements of a cell, magics turned into Python; none when it is no Python."""
    try:
        return ast.parse(str(_transform(source))).body
    except (SyntaxError, ValueError):
        return []


def bound_names(source: str) -> list[str]:
    """Names that a cell binds at its top level."""
    return [name for statement in parse_cell(source) for name in names_bound_by(statement)]


def names_bound_by(node: ast.AST) -> Iterator[str]:
    """Names that one statement binds in the namespace of the notebook."""
    if isinstance(node, FUNCTIONS):
        yield node.name
        return
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias_name(node, alias) for alias in node.names)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    if isinstance(node, _INNER):
        return
    for child in ast.iter_child_nodes(node):
        yield from names_bound_by(child)


def alias_name(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> str:
    """The name that one part of an import binds."""
    if alias.asname or isinstance(node, ast.ImportFrom):
        return alias.asname or alias.name
    return alias.name.partition(".")[0]


def names_read_by(node: ast.AST) -> set[str]:
    """Every name that stands anywhere in a statement."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def shaping_statements(source: str) -> list[ast.stmt]:
    """A cell's statements without a last line that only shows something."""
    statements = parse_cell(source)
    if statements and isinstance(statements[-1], ast.Expr) and "inplace" not in source:
        del statements[-1]
    return statements


def program_for(name: str, statements: Sequence[ast.stmt]) -> tuple[str, frozenset[str]] | None:
    """The statements that make a name's value, as a program whose first line is the name.

    Returns:
        The program and every name that it reads; None when no statement binds the name.
    """
    wanted, chosen, bound = {name}, [], False
    for statement in reversed(statements):
        made = set(names_bound_by(statement))
        if (made | _changed_by(statement)) & wanted:
            chosen.append(ast.unparse(statement))
            wanted |= names_read_by(statement)
            bound = bound or name in made
    if not bound:
        return None
    return "\n".join([name, *reversed(chosen)]), frozenset(wanted)


def _changed_by(statement: ast.stmt) -> set[str]:
    """Names whose value a statement may change without binding them."""
    if isinstance(statement, ast.Expr):
        return names_read_by(statement)
    return {
        inner.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load)
        for inner in ast.walk(node.value)
        if isinstance(inner, ast.Name)
    }
