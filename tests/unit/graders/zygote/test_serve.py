"""The learner's side of the split."""

import itertools
import sys

import pandas as pd
import pytest

from graders.zygote import plain
from graders.zygote.serve import Server, drain


def _never(value: object, _depth: int) -> plain.Encoded:
    raise AssertionError(f"{value!r} should be plain")


@pytest.mark.parametrize("broken", [None, object()])
def test_tables_reach_a_function_although_the_learner_broke_the_libraries(
    monkeypatch: pytest.MonkeyPatch, broken: object
) -> None:
    table = pd.DataFrame({"days": [1, 5, 3], "name": ["a", "b", "c"]})
    server = Server({})
    server.objects.append(len)
    request = {"op": "call", "object": 0, "args": [plain.encode(table, _never)]}
    monkeypatch.setitem(sys.modules, "pandas", broken)
    monkeypatch.setitem(sys.modules, "numpy", broken)

    answer = server._answer(request, {})

    assert plain.decode(answer, lambda data: pytest.fail(str(data))) == 3
    assert sys.modules["pandas"] is broken
    assert sys.modules["numpy"] is broken


def test_drained_iterator_arrives_as_an_iterator() -> None:
    data = drain((number * 2 for number in range(3)), _never)

    arrived = plain.decode(data, lambda item: pytest.fail(str(item)))

    assert next(arrived) == 0
    assert list(arrived) == [2, 4]


def test_iterator_without_end_is_no_data() -> None:
    with pytest.raises(plain.NotPlainError, match="no end"):
        drain(itertools.count(), _never)
