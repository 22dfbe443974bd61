"""Keeps of a child's answer only what has the right form; everything in it may be hostile."""

from typing import Any

_MAX_ITEMS = 20
_MAX_TEXT = 4000
_TEXTS = ("text", "values", "undefined")
_FLAGS = ("public", "literal", "unfit")
_CHECK_TEXTS = ("hint", "expected", "got", "words")


def text_of(value: object) -> str | None:
    """A text of bounded length that every program can write; None for anything else."""
    if type(value) is not str:
        return None
    return value[:_MAX_TEXT].encode("utf-8", "replace").decode("utf-8")


def error_of(value: object, depth: int = 0) -> dict[str, Any] | None:
    """A described error, with each part of the right kind or left out; None stays None."""
    if value is None:
        return None
    given = value if isinstance(value, dict) else {}
    error: dict[str, Any] = {
        "kinds": _texts(given.get("kinds")) or ["Exception"],
        "lines": _lines(given.get("lines")),
        "line": _whole(given.get("line")),
        "names": _texts(given.get("names")),
        **{name: given.get(name) is True for name in _FLAGS},
        **{name: text_of(given.get(name)) for name in _TEXTS},
    }
    error["text"] = error["text"] or ""
    check = given.get("check")
    if isinstance(check, dict):
        error["check"] = {
            **{name: text_of(check.get(name)) for name in _CHECK_TEXTS},
            **{name: check.get(name) is True for name in _FLAGS},
        }
    error["remote"] = error_of(given.get("remote"), depth + 1) if depth == 0 else None
    return error


def _texts(value: object) -> list[str]:
    items = value[:_MAX_ITEMS] if isinstance(value, list) else []
    return [text for text in map(text_of, items) if text is not None]


def _whole(value: object) -> int:
    return value if type(value) is int and 0 <= value < 2**31 else 0


def _lines(value: object) -> list[tuple[int, int]]:
    """Pairs of a cell's number and a line's number."""
    found = []
    for item in value[-_MAX_ITEMS:] if isinstance(value, list) else []:
        if not isinstance(item, list) or len(item) < 2:
            continue
        cell = str(item[0]) if isinstance(item[0], str | int) else ""
        line = _whole(item[1])
        if line and len(cell) < 9 and cell.isascii() and cell.isdigit():
            found.append((int(cell), line))
    return found
