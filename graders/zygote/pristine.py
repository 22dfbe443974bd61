"""Library classes as they were before any learner code ran.

Tests read charts and models of the learner through methods of libraries. A learner can replace
these methods in their own process. Before a test reads such an object, the methods are put back,
and they are taken from the class, not from the object, which could hide them.
"""

import builtins
import sys
import types
from typing import Any

_MODULES = (
    "matplotlib.artist",
    "matplotlib.axes._axes",
    "matplotlib.axes._base",
    "matplotlib.axis",
    "matplotlib.collections",
    "matplotlib.container",
    "matplotlib.figure",
    "matplotlib.image",
    "matplotlib.legend",
    "matplotlib.lines",
    "matplotlib.patches",
    "matplotlib.text",
    "matplotlib.ticker",
    "plotly.basedatatypes",
    "plotly.graph_objs._figure",
    "plotly.graph_objs._layout",
    "statsmodels.base.model",
    "statsmodels.base.wrapper",
    "statsmodels.regression.linear_model",
    "statsmodels.discrete.discrete_model",
    "statsmodels.genmod.generalized_linear_model",
)
_METHODS = (types.FunctionType, property, classmethod, staticmethod)
_kept: list[tuple[type, dict[str, Any]]] = []
_builtins: dict[str, Any] = {}
_type_dict: Any = type.__dict__["__dict__"]


def remember() -> None:
    """Note the present methods of the classes that tests read; done once, before the fork."""
    _kept.clear()
    _builtins.update(vars(builtins))
    for name in _MODULES:
        module = sys.modules.get(name)
        for kind in vars(module).values() if module is not None else ():
            if isinstance(kind, type) and kind.__module__ == name:
                _kept.append((kind, dict(_type_dict.__get__(kind))))


def restore() -> None:
    """Put changed and removed methods back, and take away what was put before inherited ones."""
    for kind, before in _kept:
        now = _type_dict.__get__(kind)
        for name, value in before.items():
            if now.get(name, None) is not value and isinstance(value, _METHODS):
                type.__setattr__(kind, name, value)
        for name in set(now) - set(before):
            if any(name in _type_dict.__get__(base) for base in kind.__mro__[1:]):
                type.__delattr__(kind, name)


def restore_builtins() -> None:
    """Put Python's own functions back, which our side of the line needs as well."""
    now = vars(builtins)
    for name, value in _builtins.items():
        if now.get(name) is not value:
            now[name] = value


def read(target: Any, name: str) -> Any:
    """Read an attribute of a library's object, with methods from its class alone."""
    kind = type(target)
    if getattr(kind, "__getattribute__", None) is object.__getattribute__:
        for base in kind.__mro__:
            found = _type_dict.__get__(base).get(name)
            if isinstance(found, types.FunctionType):
                return types.MethodType(found, target)
    return getattr(target, name)
