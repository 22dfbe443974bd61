"""Reduces an exception to what may be told: its kinds, its text, and the cell's own lines."""

import traceback
from typing import Any

MAX_TEXT = 2000
MAX_FRAMES = 6


def describe_error(error: BaseException, mark: str = "<cell ") -> dict[str, Any]:
    """Describe an exception raised by notebook code.

    Only frames whose file name begins with `mark` are told, with the cell's number, the line's
    number and the line itself; library frames and ours are left out.
    """
    lines: list[list[Any]] = []
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(mark):
            lines.append([frame.filename[len(mark) : -1], frame.lineno or 0, frame.line or ""])
    if isinstance(error, SyntaxError) and (error.filename or "").startswith(mark):
        cell = str(error.filename)[len(mark) : -1]
        lines.append([cell, error.lineno or 0, (error.text or "").rstrip()[:200]])
    return {
        "kinds": [kind.__name__ for kind in type(error).__mro__][:10],
        "text": text_of(error),
        "lines": lines[-MAX_FRAMES:],
    }


def text_of(error: BaseException) -> str:
    """The exception's own text; never raises."""
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
        return str(text)[:MAX_TEXT]
    except BaseException:
        return ""
