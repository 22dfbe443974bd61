"""Every figure that lessons, charts and quizzes quote, computed anew from the data files.

Each course has its own files here, and every file may hold any of four tables: `CHARTS` (rows of
each chart, by the name of its file), `NUMBER_ANSWERS` (by quiz and item, as in
``share-of-what/compute-share``), `PHRASES` (by lesson) and `ALSO_TRUE` (numbers in the words of a
chart that stand in no cell of its table; each file that needs it says why). Here they are put
together; a name that is given twice is an error.
"""

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import Any

from tests.content.phrases import Phrases

Rows = list[list[Any]]


def _gathered(attribute: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for module in pkgutil.iter_modules(__path__):
        part = getattr(import_module(f"{__name__}.{module.name}"), attribute, {})
        twice = found.keys() & part.keys()
        if twice:
            raise ValueError(f"{attribute}: given twice: {', '.join(sorted(twice))}")
        found |= part
    return found


CHARTS: dict[str, Callable[[], Rows]] = _gathered("CHARTS")
NUMBER_ANSWERS: dict[str, Callable[[], float]] = _gathered("NUMBER_ANSWERS")
PHRASES: dict[str, Callable[[], Phrases]] = _gathered("PHRASES")
ALSO_TRUE: dict[str, set[str]] = _gathered("ALSO_TRUE")
