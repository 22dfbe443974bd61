"""The tests' process looks at the learner's objects: reads and calls travel, comparisons do not."""

import inspect
import socket
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest

from graders.zygote import wire
from graders.zygote.proxy import Link, NotExpectedKindError, Policy, Proxy, RemoteError, tag_of
from graders.zygote.serve import Server


class Stack:
    """A class such as a learner writes."""

    def __init__(self) -> None:
        self.items: list[Any] = []

    def push(self, item: Any) -> "Stack":
        self.items.append(item)
        return self

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, position: int) -> Any:
        return self.items[position]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = object.__hash__

    def __str__(self) -> str:
        return f"Stack of {len(self)}"

    def __sub__(self, other: object) -> int:
        return 0


def double(numbers: list[int], by: int = 2) -> list[int]:
    numbers[:] = [number * by for number in numbers]
    return numbers


def letters(word: str) -> Iterator[str]:
    yield from word


def fail() -> None:
    raise KeyError("year")


def fail_oddly() -> None:
    class OddError(BaseException):
        pass

    raise OddError("odd")


SHARED = [1, 2]
NAMES = {
    "stack": Stack(),
    "Stack": Stack,
    "double": double,
    "letters": letters,
    "row": SHARED,
    "same_row": SHARED,
    "squares": (number**2 for number in range(4)),
    "fail": fail,
    "fail_oddly": fail_oddly,
    "frame": pd.DataFrame({"a": [1, 2]}),
    "np": np,
    "sqrt": np.sqrt,
    "length": len,
}


@pytest.fixture
def link() -> Iterator[Link]:
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=Server(dict(NAMES)).run, args=(theirs,))
    thread.start()
    link = Link(ours, Policy(record=True))
    yield link
    link.stop()
    thread.join(5)
    ours.close()
    theirs.close()


def fetch(link: Link, name: str) -> Any:
    return link.decode(link.names([name])[name], "name")


def test_data_comes_as_data(link: Link) -> None:
    frame = fetch(link, "frame")

    assert type(frame) is pd.DataFrame
    assert frame["a"].tolist() == [1, 2]


def test_library_objects_come_as_our_own(link: Link) -> None:
    assert fetch(link, "np") is np
    assert fetch(link, "sqrt") is np.sqrt
    assert fetch(link, "length") is len


def test_absent_names_are_left_out(link: Link) -> None:
    assert list(link.names(["stack", "ghost"])) == ["stack"]


def test_objects_can_be_read_and_called(link: Link) -> None:
    stack = fetch(link, "stack")

    assert type(stack) is Proxy
    stack.push(1).push("two")
    assert (len(stack), stack[1], list(stack), str(stack)) == (2, "two", [1, "two"], "Stack of 2")
    assert 1 in stack
    assert 3 not in stack
    assert stack.items == [1, "two"]
    assert repr(stack) == "<Stack>"


def test_comparison_with_our_values_never_travels(link: Link) -> None:
    stack = fetch(link, "stack")

    assert stack != 5
    assert stack != [1, 2]
    assert stack == fetch(link, "stack")
    with pytest.raises(TypeError):
        stack - 5
    with pytest.raises(TypeError):
        float(stack)
    with pytest.raises(TypeError):
        assert stack < 5
    with pytest.raises(AttributeError):
        stack.items = []


def test_instances_of_learners_classes_are_known(link: Link) -> None:
    kind = fetch(link, "Stack")

    made = kind()

    assert isinstance(made, kind)
    assert not isinstance(5, kind)


def test_changes_to_our_arguments_come_back(link: Link) -> None:
    numbers = [1, 2]

    assert fetch(link, "double")(numbers, by=3) == [3, 6]
    assert numbers == [3, 6]


def test_signature_of_a_function_can_be_read(link: Link) -> None:
    function = fetch(link, "double")

    assert list(inspect.signature(function).parameters) == ["numbers", "by"]
    assert function.__name__ == "double"


def test_errors_come_as_built_in_errors(link: Link) -> None:
    with pytest.raises(KeyError, match="year"):
        fetch(link, "fail")()
    with pytest.raises(RemoteError, match="odd"):
        fetch(link, "fail_oddly")()
    assert link.error is not None
    assert link.error["kinds"][0] == "OddError"


def test_only_arguments_count_as_use(link: Link) -> None:
    stack = fetch(link, "stack")
    assert stack.items is not None
    assert not link.used

    stack.push(1)

    assert link.used


def test_our_functions_cannot_be_handed_over(link: Link) -> None:
    with pytest.raises(TypeError, match="cannot be handed over"):
        fetch(link, "stack").push(lambda: 1)


def test_policy_refuses_what_the_model_never_gave(link: Link) -> None:
    link.policy = Policy(tags=frozenset({"name:callable"}))

    function = fetch(link, "double")
    assert function([1]) == [2]
    with pytest.raises(NotExpectedKindError):
        fetch(link, "stack")


def test_iterators_are_used_up_where_the_model_gives_data(link: Link) -> None:
    assert type(fetch(link, "letters")("ab")) is Proxy
    link.policy = Policy(tags=frozenset({"name:callable"}))

    assert list(fetch(link, "letters")("ab")) == ["a", "b"]
    data = link.names(["squares"], ["squares"])["squares"]
    assert list(link.decode(data, "name")) == [0, 1, 4, 9]


def test_iterators_stay_objects_where_the_model_gives_one(link: Link) -> None:
    link.policy = Policy(tags=frozenset({"name:callable", "call:object"}))

    assert type(fetch(link, "letters")("ab")) is Proxy


def test_second_name_of_one_object_says_so(link: Link) -> None:
    found = link.names(["row", "same_row"])

    assert found["same_row"] == ["alias", "row"]
    assert link.decode(found["row"], "name") == [1, 2]


def test_charts_of_one_library_are_of_one_kind() -> None:
    bars = tag_of("item", "object", ["matplotlib.patches", "Rectangle"])

    assert bars == tag_of("item", "object", ["matplotlib.lines", "Line2D"])
    assert bars != tag_of("item", "object", ["plotly.graph_objs", "Bar"])
    assert bars != tag_of("name", "object", ["matplotlib.patches", "Rectangle"])


def test_without_a_model_only_functions_and_library_objects_are_accepted(link: Link) -> None:
    link.policy = Policy()

    fetch(link, "double")
    with pytest.raises(NotExpectedKindError):
        fetch(link, "stack")


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"value": 5},
        {"value": ["proxy"]},
        {"value": {"x": ["proxy", "no number", "object", None, "x"]}},
        {"value": {"x": ["proxy", 0, "object", ["os", "system"], "x"]}},
        {"value": {"x": ["library", "builtins", "eval"]}},
        {"value": {"x": ["library", "os", "system"]}},
        {"value": {"x": ["module", "os"]}},
        {"value": {"unasked": 1}},
        {"error": {"kinds": ["SystemExit"], "text": "x"}},
        {"error": {"kinds": ["UnicodeDecodeError"], "text": "x"}},
        {"error": {"kinds": 5}},
    ],
)
def test_hostile_answers_never_give_us_code(answer: dict[str, Any]) -> None:
    ours, theirs = socket.socketpair()
    link = Link(ours, Policy())
    wire.send(theirs, {"number": 1, **answer})

    with ours, theirs:
        try:
            values = [link.decode(item, "name") for item in link.names(["x"]).values()]
        except Exception:
            values = []

    assert all(value is None for value in values)
