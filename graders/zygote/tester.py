"""The tests' process: fetches the learner's values, runs test cells, reports in few words."""

import os
import socket
from dataclasses import dataclass, field
from typing import Any

from graders.zygote import execute, plain, wire
from graders.zygote.proxy import Link, NotExpectedKindError, Policy, Proxy, RemoteError

_VALUE = "value"


@dataclass
class Tester:
    """State of the tests' process over one submission."""

    link: Link
    names: dict[str, Any]
    own: set[str] = field(default_factory=set)
    plain_values: dict[str, Any] = field(default_factory=dict)

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
        except (wire.WireError, RemoteError):
            outcome = _failure("RemoteError", "the process of the notebook has ended")
        except NotExpectedKindError as error:
            outcome = _failure("TypeError", str(error))
            outcome["error"]["unfit"] = True
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
        if not wanted:
            return {}
        fetched = {}
        for name, data in self.link.names(wanted).items():
            kind = _kind_of(data)
            kinds[name] = kind
            if profile is not None and profile["names"][name] == _VALUE and kind == "proxy":
                raise _unfit(name)
            try:
                self.names[name] = self.link.decode(data, "name")
            except Exception:
                raise _unfit(name) from None
            fetched[name] = self.names[name]
            if kind == _VALUE and not _holds_proxy(self.names[name]):
                self.plain_values[name] = self.names[name]
        return fetched

    def _provide(self, message: wire.Message) -> list[str]:
        """Define what our own source gives (imports, helpers); returns names still wanted.

        Helpers are defined from the source and not taken from the learner, who could change them.
        """
        given: dict[str, str] = message["given"]
        mine = set(message["mine"])
        pending = execute.wanted_names(message["source"])
        wanted: list[str] = []
        handled: set[str] = set()
        while pending:
            name = pending.pop(0)
            if name in handled or (name in mine and name in self.names):
                continue
            handled.add(name)
            if name in given and name not in self.own:
                if self._define(name, given[name]):
                    pending += execute.wanted_names(given[name])
                else:
                    wanted.append(name)
            elif name not in self.own:
                wanted.append(name)
        return wanted

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
    tester = Tester(Link(peer), names, own=set(names))
    while True:
        try:
            message = wire.receive(channel)
        except wire.WireError:
            os._exit(0)
        outcome = tester.test(message)
        try:
            tester.link.stop()
        except wire.WireError:
            outcome["gone"] = True
        wire.send(channel, {"done": message["cell"], **outcome})


def _failure(kind: str, text: str) -> wire.Message:
    error = {"kinds": [kind], "text": text, "lines": [], "line": 0, "public": False, "names": []}
    return {"ok": False, "value": None, "error": error}


def _unfit(name: str) -> NotExpectedKindError:
    return NotExpectedKindError(f"`{name}` is not of the kind that is asked for")


def _kind_of(data: plain.Encoded) -> str:
    if type(data) is list and data and data[0] in ("proxy", "module", "library"):
        return str(data[0])
    return _VALUE


def _holds_proxy(value: Any) -> bool:
    if isinstance(value, list | tuple | set | frozenset):
        return any(type(item) is Proxy for item in value)
    if type(value) is dict:
        return any(type(item) is Proxy for item in value.values())
    return type(value) is Proxy
