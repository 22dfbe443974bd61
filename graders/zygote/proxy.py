"""Guarded stand-ins, in the tests' process, for the learner's functions, models and charts.

Reads and calls travel to the learner's process; comparisons and arithmetic with the tests' own
values never do, so an object that claims to equal everything equals nothing here.
"""

import socket
import sys
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from graders.zygote import plain, references, wire

_READABLE = frozenset(
    """__name__ __doc__ __dict__ __annotations__ __qualname__ __code__ __defaults__ __kwdefaults__
    __signature__ __wrapped__ __self__ __func__""".split()  # noqa: SIM905 - easier to read
)
_CALLABLE_KINDS = frozenset({"function", "callable", "class"})
_CHANGES = "changes"
_UNKNOWN_REFUSED = ("pandas", "numpy", "builtins")
_MAX_TEXT = 2000


class NotExpectedKindError(TypeError):
    """The learner's value is of a kind that the model answer never is."""


class RemoteError(Exception):
    """The learner's code raised something that is no built-in exception, or its process ended."""


@dataclass
class Policy:
    """Which kinds of proxies a test cell accepts.

    Attributes:
        tags: What the model answer needed (see `tag_of`); None where no model answer is known,
            then only functions and objects of library classes are accepted.
        record: Accept everything and note its tag; used once, to run the model answer.
    """

    tags: frozenset[str] | None = None
    record: bool = False
    seen: set[str] = field(default_factory=set)

    def admit(self, where: str, kind: str, library_class: list[str] | None) -> None:
        """Accept or refuse a proxy that the learner's process offers.

        Raises:
            NotExpectedKindError: the model answer never gave such a thing in such a place.
        """
        tag = tag_of(where, kind, library_class)
        if self.record:
            self.seen.add(tag)
            return
        if self.tags is None:
            known = (
                library_class is not None
                and library_class[0].partition(".")[0] not in _UNKNOWN_REFUSED
            )
            accepted = known or kind == "function" or (where == "attribute" and kind != "object")
        else:
            accepted = tag in self.tags
        if not accepted:
            raise NotExpectedKindError("this value is of another kind than the check expects")

    def admit_changes(self, value: Any) -> bool:
        """Whether a function may change the tests' own arguments.

        Only where the model answer does; where none is known, only a function that gives nothing
        back. Otherwise a function could make the tests' data fit its wrong result.
        """
        if self.record:
            self.seen.add(_CHANGES)
            return True
        return value is None if self.tags is None else _CHANGES in self.tags

    def wants_data(self, where: str) -> bool:
        """Whether the model answer never gave an object of its own in such a place."""
        known = self.tags is not None and not self.record
        return known and tag_of(where, "object", None) not in (self.tags or ())


def tag_of(where: str, kind: str, library_class: list[str] | None) -> str:
    """One word for how a proxy came (by name, from a call…) and what it stands for.

    Of a library's object only the library counts: bars drawn another way are still a chart.
    """
    if kind in _CALLABLE_KINDS:
        return f"{where}:callable"
    package = library_class[0].partition(".")[0] if library_class else "object"
    return f"{where}:{package}"


@dataclass
class Link:
    """The line to the learner's process."""

    channel: socket.socket
    policy: Policy = field(default_factory=Policy)
    used: bool = False
    error: dict[str, Any] | None = None
    number: int = 0

    def names(
        self, wanted: list[str], data_only: Sequence[str] = (), made: Sequence[str] = ()
    ) -> dict[str, plain.Encoded]:
        """Fetch variables by name, still encoded; those that do not exist are left out.

        Args:
            wanted: Names of variables.
            data_only: Those among them that the model answer defines as data.
            made: Further names, whose values we make ourselves; a second name of such an object
                is told as one.
        """
        answer = self._ask(
            {"op": "names", "names": wanted, "plain": list(data_only), "made": list(made)}
        )
        value = answer.get("value")
        if not isinstance(value, dict):
            return {}
        return {name: item for name, item in value.items() if name in wanted}

    def stop(self) -> None:
        """Let the learner's process go on with its own cells."""
        wire.send(self.channel, {"op": "stop"})

    def request(
        self,
        operation: str,
        number: int,
        arguments: tuple[Any, ...] = (),
        named: dict[str, Any] | None = None,
    ) -> Any:
        """Perform an operation on one of the learner's objects and bring the result here."""
        self.used = self.used or (operation != "attribute" and bool(arguments or named))
        answer = self._ask(
            {
                "op": operation,
                "object": number,
                "args": [encode(item) for item in arguments],
                "named": {name: encode(item) for name, item in (named or {}).items()},
                "plain": self.policy.wants_data(operation),
            }
        )
        value = self.decode(answer.get("value"), operation)
        changed = answer.get("changed") or {}
        if changed and self.policy.admit_changes(value):
            for position, data in changed.items():
                _copy_back(arguments[int(position)], self.decode(data, operation))
        return value

    def decode(self, data: plain.Encoded, where: str) -> Any:
        """Build a value that came over the line; proxies pass the policy first."""
        if plain.is_hollow(data):
            self.policy.admit(where, "hollow", ["numpy", "hollow"])

        def other(item: plain.Encoded) -> Any:
            if item[0] == "proxy":
                return self._proxy(item, where)
            if item[0] == "module" and references.is_library(item[1]):
                return sys.modules.get(item[1])
            if item[0] == "library":
                return references.resolve(item[1], item[2])
            raise plain.NotPlainError("no value")

        return plain.decode(data, other)

    def _ask(self, request: wire.Message) -> wire.Message:
        self.number += 1
        wire.send(self.channel, {**request, "number": self.number})
        answer = wire.receive(self.channel)
        while answer.get("number") != self.number:  # left from a call that was broken off
            answer = wire.receive(self.channel)
        printed = answer.get("printed")
        if type(printed) is str and printed:
            sys.stdout.write(printed)
        error = answer.get("error")
        if isinstance(error, dict):
            self.error = _shortened(error)
            raise _exception(self.error)
        return answer

    def _proxy(self, item: plain.Encoded, where: str) -> "Proxy":
        _, number, kind, library_class, shown = item
        real = references.resolve(*library_class) if library_class else None
        if not isinstance(real, type):
            library_class = None
        self.policy.admit(where, str(kind), library_class)
        if kind == "function":
            real = types.FunctionType
        return Proxy(self, int(number), real if isinstance(real, type) else None, str(shown))


def encode(value: Any) -> plain.Encoded:
    """Encode a value of the tests for the learner's process."""

    def other(item: Any, _depth: int) -> plain.Encoded:
        if type(item) is Proxy:
            return ["reference", object.__getattribute__(item, "_number")]
        described = references.describe(item)
        if described is None:
            raise plain.NotPlainError(f"a {type(item).__name__} cannot be handed over")
        return described

    return plain.encode(value, other)


def _shortened(error: dict[str, Any]) -> dict[str, Any]:
    """The parts of a described error, small enough to be handed on."""
    kinds, lines, text = error.get("kinds"), error.get("lines"), error.get("text")
    return {
        "kinds": [str(kind)[:100] for kind in kinds[:10]] if isinstance(kinds, list) else [],
        "lines": [line for line in lines[-6:] if len(str(line)) < 500]
        if isinstance(lines, list)
        else [],
        "text": text[:_MAX_TEXT] if isinstance(text, str) else "",
    }


def _exception(error: dict[str, Any]) -> Exception:
    text = error["text"]
    for name in error["kinds"]:
        kind = references.exception_class(name)
        if kind is not None:
            try:
                return kind(text)
            except TypeError:
                continue  # such as UnicodeDecodeError, which wants more than a text
    return RemoteError(text)


def _copy_back(target: Any, value: Any) -> None:
    """Give the tests' own argument the changes that the learner's function made to its copy."""
    if type(target) is not type(value):
        return
    if isinstance(target, list):
        target[:] = value
    elif isinstance(target, dict | set):
        target.clear()
        target.update(value)
    elif isinstance(target, np.ndarray):
        if target.shape == value.shape:
            target[...] = value
    elif isinstance(target, pd.DataFrame | pd.Series):
        frame: Any = target
        frame._update_inplace(value)


class Proxy:
    """Stands for one object of the learner; only reading and calling it is possible."""

    __slots__ = ("_kind", "_link", "_number", "_shown")

    _link: Link
    _number: int
    _kind: type | None
    _shown: str

    def __init__(self, link: Link, number: int, kind: type | None, shown: str) -> None:
        """Remember the line, the object's number there, and the class to appear as."""
        object.__setattr__(self, "_link", link)
        object.__setattr__(self, "_number", number)
        object.__setattr__(self, "_kind", kind)
        object.__setattr__(self, "_shown", shown)

    def __getattribute__(self, name: str) -> Any:
        """Read an attribute of the learner's object."""
        if name == "__class__":
            return object.__getattribute__(self, "_kind") or Proxy
        if name.startswith("__") and name.endswith("__") and name not in _READABLE:
            return object.__getattribute__(self, name)
        return _perform(self, "attribute", name)

    def __setattr__(self, name: str, value: Any) -> None:
        """Refuse: tests look, they do not change."""
        raise AttributeError("the learner's objects are read-only in tests")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the learner's object."""
        link: Link = object.__getattribute__(self, "_link")
        return link.request("call", object.__getattribute__(self, "_number"), args, kwargs)

    def __getitem__(self, key: Any) -> Any:
        """Read an item of the learner's object."""
        return _perform(self, "item", key)

    def __len__(self) -> int:
        """Length as the learner's object tells it."""
        length = _perform(self, "length")
        if type(length) is not int:
            raise TypeError("the length is no whole number")
        return length

    def __iter__(self) -> Iterator[Any]:
        """Walk through the learner's object, whose items come all at once."""
        return iter(_perform(self, "iterate"))

    def __contains__(self, item: Any) -> bool:
        """Look for an item among the values that came over, comparing here."""
        return any(item is found or item == found for found in self)

    def __instancecheck__(self, instance: Any) -> bool:
        """Whether one learner's object is an instance of a learner's class."""
        return type(instance) is Proxy and _perform(self, "instance", instance) is True

    def __eq__(self, other: object) -> bool:
        """Compare two of the learner's objects there; anything else is not equal."""
        return type(other) is Proxy and _perform(self, "same", other) is True

    def __ne__(self, other: object) -> bool:
        """The opposite of equality."""
        return not self == other

    def __hash__(self) -> int:
        """Each proxy is its own key."""
        return id(self)

    def __bool__(self) -> bool:
        """An object exists, whatever it says of itself."""
        return True

    def __chart_facts__(self) -> Any:
        """What the learner's chart shows, for the checks of charts."""
        return _perform(self, "chart")

    def __str__(self) -> str:
        """Text as the learner's object gives it."""
        return str(_perform(self, "text"))

    def __repr__(self) -> str:
        """Never asks the learner's object: used in messages."""
        return f"<{object.__getattribute__(self, '_shown')}>"


def _perform(proxy: Proxy, operation: str, *arguments: Any) -> Any:
    link: Link = object.__getattribute__(proxy, "_link")
    return link.request(operation, object.__getattribute__(proxy, "_number"), arguments)
