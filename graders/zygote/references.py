"""Names of library objects that both processes may mention to each other."""

import builtins
import sys
import types
from typing import Any

import numpy as np

LIBRARIES = frozenset(
    """IPython abc builtins calendar collections copy csv dataclasses datetime decimal fractions
    functools io itertools json math matplotlib mpl_toolkits numbers numpy operator pandas pathlib
    patsy plotly random re scipy statistics statsmodels string textwrap time types typing
    warnings""".split()  # noqa: SIM905 - a list of words is easier to read and to extend
)
_REFUSED_BUILTINS = frozenset(
    """__import__ breakpoint compile delattr eval exec exit globals input locals open quit setattr
    vars""".split()  # noqa: SIM905 - as above
)
_NAMED_KINDS = (type, types.FunctionType, types.BuiltinFunctionType, np.ufunc)


def is_library(module: object) -> bool:
    """Whether a module's name belongs to a library that the zygote offers."""
    return isinstance(module, str) and module.partition(".")[0] in LIBRARIES


def resolve(module: object, name: object) -> Any:
    """Find a library object by name among what is loaded already; None when there is none.

    Never imports: the other side's word must not run code.
    """
    if not is_library(module) or not isinstance(name, str):
        return None
    if module == "builtins" and name in _REFUSED_BUILTINS:
        return None
    if any(part.startswith("_") and not part.startswith("__") for part in name.split(".")):
        return None
    found = _look_up(str(module), name)
    if not isinstance(found, _NAMED_KINDS):
        return None
    home = getattr(found, "__module__", None)
    return found if home is None or is_library(home) else None


def _look_up(module: str, name: str) -> Any:
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = vars(found).get(part) if isinstance(found, types.ModuleType | type) else None
    return found


def describe(value: Any) -> list[str] | None:
    """Name a library module, class or function; None for everything that is the learner's."""
    if isinstance(value, types.ModuleType):
        known = is_library(value.__name__) and sys.modules.get(value.__name__) is value
        return ["module", value.__name__] if known else None
    if not isinstance(value, _NAMED_KINDS):
        return None
    module = getattr(value, "__module__", None) or ("numpy" if type(value) is np.ufunc else None)
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", None)
    if isinstance(module, str) and isinstance(name, str) and resolve(module, name) is value:
        return ["library", module, name]
    return None


def class_of(value: Any) -> list[str] | None:
    """The nearest public library class of a value, by name.

    None for an object of a class that the learner made, even on top of a library's class: its
    methods are the learner's.
    """
    for kind in type(value).__mro__:
        if kind.__module__ == "builtins" or not is_library(kind.__module__):
            return None
        if resolve(kind.__module__, kind.__qualname__) is kind:
            return [kind.__module__, kind.__qualname__]
        if _look_up(kind.__module__, kind.__qualname__) is not kind:
            return None
    return None


def exception_class(name: object) -> type[Exception] | None:
    """The built-in exception of that name."""
    found = getattr(builtins, name, None) if isinstance(name, str) else None
    if isinstance(found, type) and issubclass(found, Exception):
        return found
    return None
