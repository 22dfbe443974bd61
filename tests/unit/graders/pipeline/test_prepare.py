"""Rebuilding an upload from our source."""

import json
from typing import Any

import pytest

from graders.build import release_notebook
from graders.errors import RejectedNotebookError
from graders.pipeline.prepare import SubmittedCell, parse_submission, prepare
from graders.pipeline.source import Source, read_source
from tests.integration.graders import sources as make

SOURCE = make.source(
    make.given("import math"),
    make.locked("setup", "limit = 3"),
    make.answer("a", "x = 1"),
    make.check("t", "assert x == 1"),
    make.answer("b", "y = 2"),
    make.check("u", "assert y == 2"),
)


@pytest.fixture(scope="module")
def source() -> Source:
    return read_source(SOURCE, release_notebook)


def upload(*cells: tuple[str | None, str]) -> list[SubmittedCell]:
    return [SubmittedCell("code", text, name) for name, text in cells]


def texts(source: Source, *cells: tuple[str | None, str]) -> list[str]:
    return [cell.source for cell in prepare(source, upload(*cells)).cells]


def test_tests_and_locked_cells_come_from_the_source(source: Source) -> None:
    found = texts(
        source, (None, "import math"), ("setup", "limit = 9"), ("a", "x = 5"), ("t", "pass")
    )

    assert found == ["import math", "limit = 3", "x = 5", "assert x == 1", "assert y == 2"]


def test_order_is_that_of_the_source(source: Source) -> None:
    found = texts(source, ("u", ""), ("b", "y = 0"), ("t", ""), ("a", "x = 0"))

    assert found == ["limit = 3", "x = 0", "assert x == 1", "y = 0", "assert y == 2"]


def test_added_cell_follows_the_cell_before_it(source: Source) -> None:
    found = texts(source, (None, "first"), ("a", "x"), (None, "added"), ("b", "y"), (None, "last"))

    assert found == [
        "first",
        "limit = 3",
        "x",
        "added",
        "assert x == 1",
        "y",
        "last",
        "assert y == 2",
    ]


def test_second_copy_of_an_answer_runs_too(source: Source) -> None:
    found = texts(source, ("a", "half"), ("a", "other half"), ("b", "y"))

    assert found[1:3] == ["half", "other half"]


def test_copies_of_tests_are_dropped(source: Source) -> None:
    assert "bad" not in texts(
        source, ("t", "bad"), ("t", "bad"), ("setup", "bad"), ("setup", "bad")
    )


def test_unknown_grade_id_is_an_added_cell(source: Source) -> None:
    assert texts(source, ("a", "x"), ("ghost", "boo"))[1:3] == ["x", "boo"]


def test_empty_and_text_cells_do_not_run(source: Source) -> None:
    cells = [*upload(("a", "  ")), SubmittedCell("markdown", "words", None)]

    assert [cell.source for cell in prepare(source, cells).cells] == [
        "limit = 3",
        "assert x == 1",
        "assert y == 2",
    ]


def test_notebook_of_another_exercise_is_rejected(source: Source) -> None:
    with pytest.raises(RejectedNotebookError) as caught:
        prepare(source, upload((None, "x = 1")))

    assert caught.value.code == "other_notebook"


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({}, None),
        ({"nbgrader": {"grade_id": "a"}}, "a"),
        ({"nbgrader": {"grade_id": 7}}, None),
        ({"nbgrader": []}, None),
        ([], None),
        (None, None),
    ],
)
def test_only_text_is_a_grade_id(metadata: Any, expected: str | None) -> None:
    cell = {"cell_type": "code", "source": ["a\n", "b"], "metadata": metadata, "outputs": 5}

    parsed = parse_submission(json.dumps({"nbformat": 4, "cells": [cell]}).encode())

    assert parsed == [SubmittedCell("code", "a\nb", expected)]
