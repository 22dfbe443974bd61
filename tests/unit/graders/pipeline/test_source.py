"""What is known of an exercise from its instructor notebook."""

import pytest

from graders.build import release_notebook
from graders.pipeline.source import CellRole, Source, SourceError
from graders.pipeline.source import read_source as read_with
from tests.integration.graders import sources as make


def read_source(data: bytes) -> Source:
    return read_with(data, release_notebook)


def test_roles_points_and_stubs() -> None:
    source = read_source(
        make.source(
            make.given("import math"),
            make.answer("a", "x = 1"),
            make.check("t", "assert x", 3),
            make.essay("e", "Words."),
            make.task("k", "Draw."),
        )
    )

    assert [cell.role for cell in source.cells] == [
        CellRole.GIVEN,
        CellRole.ANSWER,
        CellRole.TEST,
        CellRole.MANUAL,
        CellRole.TASK,
    ]
    assert source.max_score == 7
    assert "NotImplementedError" in source.by_id()["a"].stub
    assert source.by_id()["e"].stub == "YOUR ANSWER HERE"
    assert source.answer_names == {"x"}


def test_hidden_lines_are_known_by_number() -> None:
    text = "a = 1\n### BEGIN HIDDEN TESTS\nassert a\nassert b\n### END HIDDEN TESTS\nc = 1"

    source = read_source(make.source(make.check("t", text)))

    assert source.by_id()["t"].hidden == {3, 4}


def test_given_names_are_imports_helpers_and_fixed_constants() -> None:
    source = read_source(
        make.source(
            make.given(
                "import numpy as np, os.path\nfrom math import pi as number\nLIMIT = 3\nlow = 1\n"
                "def helper(a):\n    return a\n%matplotlib inline\ntable = open('x')"
            ),
            make.locked("fixed", "year = 2012"),
            make.answer("a", "import statistics\nx = 1\ndef mine(): pass"),
            make.check("t", "import this_is_the_tests_own"),
        )
    )

    assert source.given == {
        "np": "import numpy as np",
        "os": "import os.path",
        "number": "from math import pi as number",
        "LIMIT": "LIMIT = 3",
        "helper": "def helper(a):\n    return a",
        "year": "year = 2012",
        "statistics": "import statistics",
    }


def test_name_that_an_answer_binds_too_is_not_given() -> None:
    source = read_source(
        make.source(
            make.given("LIMIT = 3\ndef f(): pass"),
            make.answer("a", "LIMIT = 4\nfor f in []: pass"),
            make.check("t", "pass"),
        )
    )

    assert source.given == {}


def test_names_belong_to_tests_until_an_answer_binds_them() -> None:
    source = read_source(
        make.source(
            make.check("one", "x = y = 1"),
            make.answer("a", "x = 2"),
            make.check("two", "assert x"),
        )
    )

    assert source.by_id()["one"].mine == frozenset()
    assert source.by_id()["two"].mine == {"y"}


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"\xff", make.source(make.given("x = 1")), make.source()],
    ids=["empty", "no notebook", "no text", "nothing graded", "no cells"],
)
def test_source_that_cannot_be_used_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        read_source(data)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("assert 'x' not in globals()", True),
        ("if 'x' not in dir():\n    raise NameError", True),
        ("assert 'x' in globals()", False),
        ("assert 'rows' in dir(x)", False),
        ("assert vars(x) == {'a': 1}", False),
        ("assert x.globals() == 1", False),
    ],
)
def test_tests_that_ask_whether_a_name_is_absent_are_known(test: str, expected: bool) -> None:
    source = read_source(make.source(make.answer("a", "x = 1"), make.check("t", test)))

    assert source.looks_around is expected
