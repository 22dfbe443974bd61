"""Uploads that were changed, damaged or made up: only the learner's text counts."""

import json
from typing import Any

import pytest

from graders.build import BuiltExercise
from graders.contract import CellStatus, ResultStatus
from tests.integration.graders.submissions import (
    CANARY,
    Grade,
    Notebook,
    cell_of,
    changed,
    notebook,
    plain_cell,
)

TESTS = ("size_check", "size_final", "means_final", "share_check", "share_final")


def _drop_tests(parsed: Notebook) -> None:
    parsed["cells"] = [
        cell
        for cell in parsed["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") not in TESTS
    ]


def _duplicate_tests(parsed: Notebook) -> None:
    for name in TESTS:
        parsed["cells"].append({**cell_of(parsed, name), "source": "raise ValueError('mine')"})


def _empty_tests(parsed: Notebook) -> None:
    for name in TESTS:
        cell_of(parsed, name)["source"] = "assert True"


def _more_points(parsed: Notebook) -> None:
    for name in TESTS:
        cell_of(parsed, name)["metadata"]["nbgrader"]["points"] = 1000


def _skip_tags(parsed: Notebook) -> None:
    for cell in parsed["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception"]


def _forged_outputs(parsed: Notebook) -> None:
    for name in TESTS:
        cell_of(parsed, name)["outputs"] = [{"output_type": "error", "ename": "x"}]


def _reversed(parsed: Notebook) -> None:
    parsed["cells"] = [parsed["cells"][1], *reversed(parsed["cells"][2:]), parsed["cells"][0]]


def _swapped_kinds(parsed: Notebook) -> None:
    cell_of(parsed, "means")["cell_type"] = "markdown"
    cell_of(parsed, "means_final")["cell_type"] = "raw"


def _split_answer(parsed: Notebook) -> None:
    cell = cell_of(parsed, "means")
    cell["source"] = 'grouped = strikes.groupby("year")'
    second = {**cell, "source": 'means = grouped["days"].mean()', "id": "second"}
    parsed["cells"].insert(parsed["cells"].index(cell) + 1, second)


def _added_helper(parsed: Notebook) -> None:
    position = parsed["cells"].index(cell_of(parsed, "means"))
    parsed["cells"].insert(position, plain_cell("def helper(t):\n    return t['days'].mean()"))
    cell_of(parsed, "means")["source"] = 'means = strikes.groupby("year").apply(helper)'


def _list_sources(parsed: Notebook) -> None:
    for cell in parsed["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)


def _answers_into_tests(parsed: Notebook) -> None:
    """An answer cell that claims to be a test and a test that claims to be an answer."""
    cell_of(parsed, "means_final")["metadata"]["nbgrader"].update(solution=True, grade=False)
    cell_of(parsed, "means_final")["source"] = "means = None"


def _strange_metadata(parsed: Notebook) -> None:
    for cell in parsed["cells"]:
        cell["metadata"]["__proto__"] = {"deep": [[[[None]]]]}
    parsed["metadata"] = {"kernelspec": {"name": "bash", "argv": ["sh", "-c", "id"]}}
    parsed["nbformat_minor"] = 99


@pytest.mark.parametrize(
    "change",
    [
        _drop_tests,
        _duplicate_tests,
        _empty_tests,
        _more_points,
        _skip_tags,
        _forged_outputs,
        _reversed,
        _swapped_kinds,
        _split_answer,
        _added_helper,
        _list_sources,
        _answers_into_tests,
        _strange_metadata,
    ],
)
def test_right_answers_keep_their_points(grade: Grade, strikes: BuiltExercise, change: Any) -> None:
    result = grade(changed(strikes, change))

    assert result.status is ResultStatus.GRADED
    assert (result.score, result.max_score) == (10, 10)


def test_emptied_tests_do_not_make_wrong_answers_right(
    grade: Grade, strikes: BuiltExercise
) -> None:
    def change(parsed: Notebook) -> None:
        _empty_tests(parsed)
        _more_points(parsed)
        cell_of(parsed, "size")["source"] = "rows = 5"

    assert grade(changed(strikes, change)).score == 8


def test_cell_that_is_gone_scores_nothing(grade: Grade, strikes: BuiltExercise) -> None:
    def change(parsed: Notebook) -> None:
        parsed["cells"].remove(cell_of(parsed, "means"))

    result = grade(changed(strikes, change))

    assert result.score == 7
    assert "There is no `means` yet." in result.cells["means_final"].message


def _deep() -> bytes:
    return b"[" * 200_000 + b"]" * 200_000


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_notebook"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, "not_a_notebook"),
        (b"PK\x03\x04" + bytes(2000), "not_a_notebook"),
        (b'{"cells": [', "not_a_notebook"),
        (b"[]", "not_a_notebook"),
        (b'"notebook"', "not_a_notebook"),
        (b'{"cells": {}, "nbformat": 4}', "not_a_notebook"),
        (b'{"cells": [], "nbformat": true}', "not_a_notebook"),
        (b'{"cells": [], "nbformat": 3}', "wrong_format"),
        (b'{"cells": [], "nbformat": 4}', "other_notebook"),
        (b'{"cells": [7], "nbformat": 4}', "damaged_cell"),
        (b'{"cells": [{"cell_type": "shell", "source": ""}], "nbformat": 4}', "damaged_cell"),
        (b'{"cells": [{"cell_type": "code", "source": {}}], "nbformat": 4}', "damaged_cell"),
        (_deep(), "not_a_notebook"),
    ],
)
def test_damaged_upload_is_rejected_with_a_reason(grade: Grade, data: bytes, code: str) -> None:
    result = grade(data)

    assert result.status is ResultStatus.REJECTED
    assert result.reason_code == code
    assert result.reason
    assert result.reason.endswith(".")
    assert (result.score, result.max_score, result.cells) == (0, 10, {})


def test_oversize_upload_is_rejected(grade: Grade, strikes: BuiltExercise) -> None:
    def change(parsed: Notebook) -> None:
        parsed["cells"][0]["source"] = "x" * (10 * 1024 * 1024)

    result = grade(changed(strikes, change))

    assert (result.status, result.reason_code) == (ResultStatus.REJECTED, "too_large")


def test_too_many_cells_are_rejected(grade: Grade, strikes: BuiltExercise) -> None:
    def change(parsed: Notebook) -> None:
        parsed["cells"] += [plain_cell("pass")] * 1001

    assert grade(changed(strikes, change)).reason_code == "too_many_cells"


def test_notebook_without_our_cells_is_rejected(grade: Grade, strikes: BuiltExercise) -> None:
    def change(parsed: Notebook) -> None:
        for cell in parsed["cells"]:
            cell["metadata"] = {}

    assert grade(changed(strikes, change)).reason_code == "other_notebook"


def test_lone_surrogates_and_control_characters_do_no_harm(
    grade: Grade, strikes: BuiltExercise
) -> None:
    parsed = notebook(strikes)
    cell_of(parsed, "size")["source"] = "rows = '\udc80\x00\x1b[31m'"

    result = grade(json.dumps(parsed).encode())

    assert result.score == 7
    assert "\x1b" not in result.model_dump_json()


def test_blank_release_scores_nothing(grade: Grade, strikes: BuiltExercise) -> None:
    result = grade(strikes.release)

    assert result.score == 0
    assert all(cell.status is not CellStatus.PASSED for cell in result.cells.values())
    assert CANARY not in result.model_dump_json()
