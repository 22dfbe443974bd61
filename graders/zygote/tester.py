"""The tests' process: fetches the learner's values, runs test cells, reports in few words."""

import contextlib
import copy
import io
import os
import signal
import socket
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from typing import Any

from graders.zygote import execute, figures, plain, wire
from graders.zygote.proxy import Link, NotExpectedKindError, Policy, Proxy, RemoteError
from graders.zygote.shell import fix_chance

_VALUE, _NUMBER, _EMPTY, _HOLLOW, _OWN = "value", "number", "empty", "hollow", "own"
_PLAIN = frozenset({_VALUE, _NUMBER, _EMPTY, _HOLLOW})


@dataclass
class Tester:
    """State of the tests' process over one submission."""

    link: Link
    names: dict[str, Any]
    own: set[str] = field(default_factory=set)
    plain_values: dict[str, Any] = field(default_factory=dict)
    made: dict[str, Any] = field(default_factory=dict)

    def make(self, program: str) -> Any:
        """Run a program of our source that makes one value; the same program runs only once."""
        if program not in self.made:
            fix_chance()
            space: dict[str, Any] = {"__name__": "__main__"}
            name, _, text = program.partition("\n")
            try:
                with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                    exec(compile(text, "<given>", "exec"), space)  # noqa: S102 - our own source
            finally:
                figures.close_all()
            self.made[program] = space[name]
        return copy.deepcopy(self.made[program])

    def prepare(self, programs: list[str]) -> None:
        """Make values before they are needed, while the learner's cells run."""
        for program in programs:
            try:
                self.make(program)
            except Exception:  # it will fail again where it is needed, and count there
                return

    def test(self, message: wire.Message) -> wire.Message:
        """Run one test cell and describe the outcome; never raises for the learner's doing."""
        profile = message.get("profile")
        policy = Policy(
            tags=None if profile is None else frozenset(profile["tags"]),
            record=bool(message.get("record")),
        )
        self.link.policy, self.link.used, self.link.error = policy, False, None
        kinds: dict[str, str] = {}
        fetched: dict[str, Any] = {}
        try:
            fetched = self._fetch(message, profile, kinds)
        except KeyboardInterrupt:
            outcome = _failure("KeyboardInterrupt", "the values took too long")
        except (wire.WireError, RemoteError):
            outcome = _failure("RemoteError", "the process of the notebook has ended")
        except NotExpectedKindError as error:
            outcome = _failure("TypeError", str(error))
            outcome["error"]["unfit"] = True
        except Exception:
            outcome = _failure("TypeError", "a value cannot be handed over to the check")
        else:
            outcome = execute.run_test(message["source"], message["cell"], self.names)
        self._complete(outcome, fetched, message["answers"])
        if policy.record:
            outcome["record"] = {"names": kinds, "tags": sorted(policy.seen)}
        return outcome

    def _complete(self, outcome: wire.Message, fetched: dict[str, Any], answers: list[str]) -> None:
        error = outcome.get("error")
        if error is not None:
            error["values"] = execute.shown_values(
                [name for name in error.get("names", []) if name in answers], self.plain_values
            )
            error["remote"] = self.link.error
        outcome["used"] = self.link.used
        for name, value in fetched.items():
            if self.names.get(name) is value:  # a test cell may have made the name its own
                del self.names[name]
        self.plain_values.clear()

    def _fetch(self, message: wire.Message, profile: Any, kinds: dict[str, str]) -> dict[str, Any]:
        """Put everything that the cell reads into the namespace; returns what must go again."""
        wanted = self._provide(message)
        if profile is not None:
            wanted = [name for name in wanted if name in profile["names"]]
        own: dict[str, str] = message["own"]
        fetched: dict[str, Any] = {}
        for name in wanted:
            if profile is not None and profile["names"][name] == _OWN:
                self.names[name] = fetched[name] = self.make(own[name])
                kinds[name] = _OWN
        for name, data in self._in_order(wanted, fetched, profile):
            if _is_alias(data):
                kinds[name], fetched[name] = _first_of(name, data, kinds, fetched)
                self.names[name] = fetched[name]
                continue
            kind = _kind_of(data)
            kinds[name] = kind
            if message.get("record") and self._makes(own.get(name), data):
                kinds[name] = _OWN
            if profile is not None and not _fits(profile["names"][name], kind):
                raise _unfit(name)
            try:
                self.names[name] = self.link.decode(data, "name")
            except Exception:
                raise _unfit(name) from None
            fetched[name] = self.names[name]
            if kind in _PLAIN and not _holds_proxy(self.names[name]):
                self.plain_values[name] = self.names[name]
        return fetched

    def _makes(self, program: str | None, data: plain.Encoded) -> bool:
        """Whether our own source makes the very value that the model answer left."""
        if program is None:
            return False
        try:
            mine = plain.encode(self.make(program), _nothing_else)
            return wire.pack({"value": mine}) == wire.pack({"value": data})
        except Exception:
            return False

    def _in_order(
        self, wanted: list[str], made: dict[str, Any], profile: Any
    ) -> list[tuple[str, plain.Encoded]]:
        """The learner's variables; second names of one object come after the first."""
        known = {} if profile is None else profile["names"]
        asked = [name for name in wanted if name not in made]
        if not asked:
            return []
        plain_names = [name for name in asked if known.get(name) in _PLAIN]
        found = self.link.names(asked, plain_names, list(made)).items()
        return sorted(found, key=lambda pair: _is_alias(pair[1]))

    def _provide(self, message: wire.Message) -> list[str]:
        """Define what our own source gives (imports, helpers); returns names still wanted.

        Helpers are defined from the source and not taken from the learner, who could change them.
        """
        given: dict[str, str] = message["given"]
        mine = set(message["mine"])
        visible, answers = frozenset(message["visible"]), frozenset(message["answers"])
        pending = execute.wanted_names(message["source"], visible, answers)
        wanted: list[str] = []
        helpers: list[str] = []
        handled: set[str] = set()
        while pending:
            name = pending.pop(0)
            if name in handled or (name in mine and name in self.names):
                continue
            handled.add(name)
            if name in given:
                helpers.append(name)
                pending += execute.wanted_names(given[name], visible, answers)
            elif name not in self.own and name not in mine:
                wanted.append(name)
        return wanted + self._define_all(helpers, given)

    def _define_all(self, helpers: list[str], given: dict[str, str]) -> list[str]:
        """Define helpers, what they need first; returns names that could not be defined."""
        return [
            name
            for name in reversed(helpers)
            if name not in self.own and not self._define(name, given[name])
        ]

    def _define(self, name: str, statement: str) -> bool:
        try:
            exec(compile(statement, "<given>", "exec"), self.names)  # noqa: S102 - our own source
        except Exception:
            return False
        self.own.add(name)
        return True


def serve_tests(channel: socket.socket, peer: socket.socket, names: dict[str, Any]) -> None:
    """Answer the grading program until it is done; ends the process."""
    execute.quiet_streams()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    tester = Tester(Link(peer), names, own=set(names))
    while True:
        try:
            message = wire.receive(channel)
            if message["op"] == "prepare":
                tester.prepare(message["programs"])
                continue
            _serve_one(channel, tester, message)
        except wire.WireError:
            os._exit(0)
        except KeyboardInterrupt:
            continue  # an interrupt that came too late for the test it was meant for


def _serve_one(channel: socket.socket, tester: Tester, message: wire.Message) -> None:
    outcome = tester.test(message)
    with contextlib.suppress(wire.WireError):
        tester.link.stop()
    wire.send(channel, {"done": message["cell"], **outcome})


def _failure(kind: str, text: str) -> wire.Message:
    error = {"kinds": [kind], "text": text, "lines": [], "line": 0, "public": False, "names": []}
    return {"ok": False, "value": None, "error": error}


def _unfit(name: str) -> NotExpectedKindError:
    return NotExpectedKindError(f"`{name}` is not of the kind that is asked for")


def _nothing_else(value: Any, _depth: int) -> plain.Encoded:
    raise plain.NotPlainError(f"a {type(value).__name__} is no plain value")


def _is_alias(data: plain.Encoded) -> bool:
    return type(data) is list and data[:1] == ["alias"]


def _first_of(
    name: str, data: list[Any], kinds: dict[str, str], fetched: dict[str, Any]
) -> tuple[str, Any]:
    """Kind and value of the object that has a second name."""
    if len(data) != 2 or type(data[1]) is not str or data[1] not in fetched:
        raise _unfit(name)
    return kinds.get(data[1], _VALUE), fetched[data[1]]


def _kind_of(data: plain.Encoded) -> str:
    if type(data) is not list:
        return _NUMBER if type(data) in (int, float) else _VALUE
    if data[0] in ("proxy", "module", "library"):
        return str(data[0])
    if data[0] in ("int", "scalar", "decimal"):
        return _NUMBER
    if plain.is_hollow(data):
        return _HOLLOW
    if data[0] in ("list", "tuple", "set", "dict") and not data[1]:
        return _EMPTY
    return _EMPTY if data[0] == "array" and 0 in data[2] else _VALUE


def _fits(expected: str, kind: str) -> bool:
    """Whether a value's kind can stand where the model answer has a value of the expected kind.

    An empty list fits to every number, and an empty table of numbers to every size, in too many
    comparisons.
    """
    if expected == _NUMBER and kind in (_EMPTY, _HOLLOW):
        return False
    if kind == _HOLLOW:
        return expected == _HOLLOW
    return not (expected in _PLAIN and kind == "proxy")


def _holds_proxy(value: Any) -> bool:
    if isinstance(value, list | tuple | set | frozenset):
        return any(type(item) is Proxy for item in value)
    if type(value) is dict:
        return any(type(item) is Proxy for item in value.values())
    return type(value) is Proxy
