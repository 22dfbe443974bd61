"""Runs one test cell here and tells how it went, in a form that shows nothing of its source."""

import ast
import builtins
import io
import sys
import tokenize
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.inputtransformer2 import TransformerManager
from IPython.lib.pretty import pretty

from graders.checks.failure import CheckFailed, PublicWords, show
from graders.zygote.output import OUTPUT
from graders.zygote.trace import describe_error

_LOOKS = frozenset({"globals", "locals", "dir", "vars", "eval"})
_manager: Any = TransformerManager
_transform: Any = _manager().transform_cell
_pretty: Any = pretty
_hook: Any = DisplayHook


def transformed(source: str) -> str:
    """Plain Python for a cell that may hold magics."""
    return str(_transform(source))


def run_test(source: str, cell: int, names: dict[str, Any]) -> dict[str, Any]:
    """Execute a test cell in a namespace.

    Returns:
        `ok`; `value`, the printed form of a last expression for partial credit; and for a
        failure `error` with its kinds and text, whether the text is `public`, and a `check` part
        when one of our checks speaks.
    """
    mark = f"<test {cell}>"
    quiet = io.StringIO()
    try:
        tree = ast.parse(transformed(source), filename=mark)
        body, last = _split_last(tree, source)
        with redirect_stdout(quiet), redirect_stderr(quiet):
            exec(compile(body, mark, "exec"), names)  # noqa: S102 - what this program is for
            value = None
            if last is not None:
                value = eval(compile(last, mark, "eval"), names)  # noqa: S307 - as above
            shown = None if value is None else str(_pretty(value))[:1000]
    except BaseException as error:
        return {"ok": False, "value": None, "error": _describe(error, tree_or_none(source), mark)}
    return {"ok": True, "value": shown, "error": None}


def tree_or_none(source: str) -> ast.Module | None:
    """The parsed cell, or None when it is no Python."""
    try:
        return ast.parse(transformed(source))
    except (SyntaxError, ValueError):
        return None


def wanted_names(
    source: str, visible: frozenset[str] = frozenset(), answers: frozenset[str] = frozenset()
) -> list[str]:
    """Names that a test cell reads and does not make itself, in a stable order.

    Args:
        source: The test cell, or a helper that it uses.
        visible: Names that cells which the learner sees define: wanted even if the test cell makes
            them too. Other names of the test's own making are never told to the learner's process.
        answers: Names that answers define: wanted even if they are names of built-ins, or stand
            in a text while the test looks into its own namespace.
    """
    tree = tree_or_none(source)
    if tree is None:
        return []
    nodes = list(ast.walk(tree))
    read = {node.id for node in nodes if isinstance(node, ast.Name)}
    made = {node.id for node in nodes if isinstance(node, ast.Name) and _is_stored(node)}
    made |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    made |= {node.name for node in nodes if isinstance(node, ast.ExceptHandler) and node.name}
    if read & _LOOKS:
        texts = {node.value for node in nodes if isinstance(node, ast.Constant)}
        read |= {name for name in answers if name in texts}
    return sorted(
        name
        for name in read
        if (name not in made or name in visible)
        and (name in answers or not hasattr(builtins, name))
    )


def _is_stored(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _split_last(tree: ast.Module, source: str) -> tuple[ast.Module, ast.Expression | None]:
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or _is_quiet(source):
        return tree, None
    del tree.body[-1]
    return tree, ast.Expression(last.value)


def _is_quiet(source: str) -> bool:
    """Whether a notebook would not show the last value, because a semicolon ends the cell."""
    try:
        return bool(_hook.semicolon_at_end_of_expression(source))
    except (SyntaxError, tokenize.TokenError):
        return source.rstrip().endswith(";")


def _describe(error: BaseException, tree: ast.Module | None, mark: str) -> dict[str, Any]:
    line = _line_of(error, mark)
    told = describe_error(error)
    told["lines"] = []
    told["line"] = line
    told["public"] = bool(error.args) and type(error.args[0]) is PublicWords
    told["names"] = _names_at(tree, line)
    told["literal"] = _is_written(tree, told["text"])
    told["undefined"] = error.name if isinstance(error, NameError) else None
    if isinstance(error, CheckFailed):
        told["check"] = {
            "hint": error.hint,
            "expected": error.expected,
            "got": error.got,
            "words": error.words,
            "public": type(error.words) is PublicWords,
            "literal": _is_written(tree, error.words),
        }
    return told


def _line_of(error: BaseException, mark: str) -> int:
    line, frame = 0, error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == mark:
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


def _is_written(tree: ast.Module | None, text: str | None) -> bool:
    """Whether a text stands in the cell as it is, so that it holds no value of the learner."""
    if tree is None or not text:
        return False
    return any(isinstance(node, ast.Constant) and node.value == text for node in ast.walk(tree))


def _names_at(tree: ast.Module | None, line: int) -> list[str]:
    """Names that the failing statement reads."""
    if tree is None:
        return []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and node.lineno <= line <= (node.end_lineno or node.lineno):
            inner = [part.id for part in ast.walk(node.test) if isinstance(part, ast.Name)]
            return list(dict.fromkeys(inner))
    return []


def shown_values(wanted: list[str], values: dict[str, Any]) -> str | None:
    """`name = value` for the learner's plain values among the names, on one short line."""
    parts = [f"{name} = {show(values[name])}" for name in wanted if name in values][:3]
    return "; ".join(parts) or None


def quiet_streams() -> None:
    """Send whatever is printed from now on to nowhere; how much it is gets counted."""
    sys.stdout = sys.stderr = OUTPUT.stream
