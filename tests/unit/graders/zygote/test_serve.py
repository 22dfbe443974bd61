"""The learner's side of the split."""

import sys

import pandas as pd
import pytest

from graders.zygote import plain
from graders.zygote.serve import Server


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
