"""The learner's process answers the tests' process: values by name, attribute reads, calls."""

import contextlib
import io
import itertools
import socket
import sys
import types
from collections import deque
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from graders.checks.charts import chart_facts
from graders.zygote import plain, pristine, references, wire
from graders.zygote.trace import describe_error

_MAX_ITEMS = 1_000_000
_MAX_PRINTED = 100_000
MAX_DRAINED = 100_000
"""So many items of an iterator travel; one that gives more is no data."""
_CHANGEABLE = (list, dict, set, deque, np.ndarray, pd.DataFrame, pd.Series)
_LIBRARIES = {"numpy": np, "pandas": pd}


@contextlib.contextmanager
def _own_libraries() -> Iterator[None]:
    """Have numpy and pandas importable for a moment, whatever the learner put in their place.

    pandas imports numpy late while it makes a table. A learner who broke these names keeps the
    points of functions that do not need them, so our own work must not need them either.
    """
    absent = object()
    theirs = {name: sys.modules.get(name, absent) for name in _LIBRARIES}
    sys.modules.update(_LIBRARIES)
    try:
        yield
    finally:
        for name, module in theirs.items():
            if module is absent:
                del sys.modules[name]
            else:
                sys.modules[name] = module  # type: ignore[assignment]  # None means "not importable"


def drain(value: Iterator[Any], other: plain.Encode, depth: int = 0) -> plain.Encoded:
    """Use an iterator up and turn what it gives into data, which arrives as an iterator again.

    Raises:
        NotPlainError: it gives too much.
    """
    values = list(itertools.islice(value, MAX_DRAINED + 1))
    if len(values) > MAX_DRAINED:
        raise plain.NotPlainError("the iterator has no end in sight")
    return ["iterator", [plain.encode(item, other, depth + 1) for item in values]]


class Server:
    """Keeps the learner's objects that the tests hold proxies of."""

    def __init__(self, names: dict[str, Any]) -> None:
        """Answer from this namespace."""
        self.names = names
        self.objects: list[Any] = []
        self._restored = False

    def run(self, channel: socket.socket) -> None:
        """Answer until the tests say stop; whatever goes wrong becomes an answer."""
        pristine.restore_builtins()
        while True:
            request = wire.receive(channel)
            if request["op"] == "stop":
                return
            answer: wire.Message = {"number": request["number"]}
            printed = io.StringIO()
            try:
                with (
                    contextlib.redirect_stdout(printed),
                    contextlib.redirect_stderr(io.StringIO()),
                ):
                    answer["value"] = self._answer(request, answer)
                answer["printed"] = printed.getvalue()[:_MAX_PRINTED]
            except BaseException as error:
                answer["error"] = describe_error(error)
            try:
                wire.send(channel, answer)
            except (
                ValueError,
                TypeError,
                OverflowError,
                RecursionError,
                MemoryError,
                wire.TooLargeError,
            ):
                unusable = {"kinds": ["TypeError"], "text": "unusable value"}
                wire.send(channel, {"number": request["number"], "error": unusable})

    def _answer(self, request: wire.Message, answer: wire.Message) -> plain.Encoded:
        operation = request["op"]
        if operation == "names":
            return self._named(request["names"], frozenset(request["plain"]), request["made"])
        target = self.objects[request["object"]]
        from_library = references.class_of(target) is not None
        if from_library and not self._restored:
            pristine.restore()
            self._restored = True
        arguments, named = self._decode(request)
        is_plain = request.get("plain") is True
        if operation == "call":
            try:
                return self.encode(target(*arguments, **named), is_plain)
            finally:
                answer["changed"] = self._changes(arguments, request["args"])
        if operation == "chart":
            return self.encode(chart_facts(target))
        if operation == "attribute" and from_library:
            return self.encode(pristine.read(target, arguments[0]), is_plain)
        return self.encode(_read(operation, target, arguments), is_plain)

    def _decode(self, request: wire.Message) -> tuple[list[Any], dict[str, Any]]:
        with _own_libraries():
            arguments = [plain.decode(item, self._refer) for item in request.get("args", [])]
            given = request.get("named", {}).items()
            return arguments, {name: plain.decode(item, self._refer) for name, item in given}

    def encode(self, value: Any, is_plain: bool = False) -> plain.Encoded:
        """A value as data where possible, else a library name, else a reference to the object.

        Args:
            value: Any of the learner's values.
            is_plain: The model answer gives data here, so an iterator (a generator, `map`, `zip`)
                is used up and travels as what it gives.
        """
        return plain.encode(value, partial(self._other, is_plain=is_plain))

    def _named(
        self, names: list[str], plain_names: frozenset[str], made: list[str]
    ) -> plain.Encoded:
        """Variables by name; the second name of one changeable object only says so."""
        found: dict[str, plain.Encoded] = {}
        first_names = {id(self.names[name]): name for name in made if name in self.names}
        for name in names:
            if name not in self.names:
                continue
            value = self.names[name]
            if isinstance(value, _CHANGEABLE):
                first = first_names.setdefault(id(value), name)
                if first != name:
                    found[name] = ["alias", first]
                    continue
            try:
                found[name] = self.encode(value, name in plain_names)
            except Exception:  # whatever the learner's class does: it stays here
                found[name] = self._proxy(value)
        return found

    def _other(self, value: Any, depth: int, is_plain: bool = False) -> plain.Encoded:
        if is_plain and isinstance(value, Iterator) and not isinstance(value, io.IOBase):
            return drain(value, self._other, depth)
        return references.describe(value) or self._proxy(value)

    def _proxy(self, value: Any) -> plain.Encoded:
        self.objects.append(value)
        is_function = isinstance(value, types.FunctionType | types.MethodType)
        kind = "function" if is_function else "class" if isinstance(value, type) else "object"
        if kind == "object" and callable(value):
            kind = "callable"
        number = len(self.objects) - 1
        name = getattr(value, "__name__", None) if kind != "object" else None
        shown = name if isinstance(name, str) else type(value).__name__
        return ["proxy", number, kind, references.class_of(value), shown]

    def _refer(self, data: plain.Encoded) -> Any:
        if data[0] == "reference":
            return self.objects[data[1]]
        if data[0] == "module":
            return sys.modules[data[1]]
        if data[0] == "library":
            return references.resolve(data[1], data[2])
        raise plain.NotPlainError("no value")

    def _changes(self, arguments: list[Any], sent: list[plain.Encoded]) -> dict[int, plain.Encoded]:
        changed = {}
        for position, argument in enumerate(arguments):
            if isinstance(argument, _CHANGEABLE):
                now = self.encode(argument)
                if now != sent[position]:
                    changed[position] = now
        return changed


def _read(operation: str, target: Any, arguments: list[Any]) -> Any:
    if operation == "attribute":
        return getattr(target, arguments[0])
    if operation == "item":
        return target[arguments[0]]
    if operation == "length":
        return len(target)
    if operation == "contains":
        return bool(arguments[0] in target)
    if operation == "iterate":
        return list(itertools.islice(iter(target), _MAX_ITEMS))
    if operation == "same":
        return bool(target == arguments[0])
    if operation == "text":
        return str(target)
    if operation == "repr":
        return repr(target)
    if operation == "instance":
        return isinstance(arguments[0], target)
    raise ValueError("no such operation")
