"""The notebook that an instructor sees: the learner's texts, our tests, our words."""

import json
from typing import Any

import pytest

from graders.autograded import autograded_notebook
from graders.build import release_notebook
from graders.contract import CellResult, CellStatus
from graders.errors import RejectedNotebookError
from tests.integration.graders import sources as make

SOURCE = make.source(
    make.given("import math"),
    make.answer("a", "x = 1"),
    make.hidden("t", "assert x == 1", 2),
    make.essay("e", "The model's words."),
    make.task("k", "Draw."),
)
RELEASE = release_notebook(SOURCE)
RESULT = CellResult(
    score=0.0,
    max_score=2.0,
    message="Not the expected number.",
    status=CellStatus.FAILED,
    traceback="line 1: x = 2",
)


def shown(submission: bytes) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(
        autograded_notebook(SOURCE, submission, {"t": RESULT})
    )["cells"]
    return cells


def cell(cells: list[dict[str, Any]], grade_id: str) -> dict[str, Any]:
    return next(
        one for one in cells if one["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )


def test_answers_are_the_learners_and_tests_the_instructors() -> None:
    cells = shown(make.submission(RELEASE, a="x = 2", t="assert True", e="My words."))

    assert cell(cells, "a")["source"] == "x = 2"
    assert "assert x == 1" in cell(cells, "t")["source"]
    assert cell(cells, "e")["source"] == "```text\nMy words.\n```"
    assert cell(cells, "k")["source"] == "Draw."
    assert cells[0]["source"] == "import math"


def test_result_stands_under_its_check() -> None:
    output = cell(shown(RELEASE), "t")["outputs"][0]

    assert output["text"] == "0 of 2 points. Not the expected number.\nline 1: x = 2\n"
    assert cell(shown(RELEASE), "a")["outputs"] == []


def test_outputs_metadata_and_html_of_the_learner_are_left_behind() -> None:
    parsed = json.loads(RELEASE)
    parsed["cells"].append(
        {"cell_type": "markdown", "metadata": {"tags": ["x"]}, "source": "<script>1</script>\n````"}
    )
    parsed["cells"][1]["outputs"] = [
        {"output_type": "display_data", "data": {"text/html": "<script>2"}, "metadata": {}}
    ]
    parsed["metadata"]["widgets"] = {"state": {}}

    notebook = autograded_notebook(SOURCE, json.dumps(parsed).encode(), {})

    cells = json.loads(notebook)["cells"]
    assert cells[-1]["source"] == "`````text\n<script>1</script>\n````\n`````"
    assert b"<script>2" not in notebook
    assert b"widgets" not in notebook


def test_missing_answer_is_said() -> None:
    parsed = json.loads(RELEASE)
    parsed["cells"] = [one for one in parsed["cells"] if one["cell_type"] != "markdown"]

    assert "missing" in cell(shown(json.dumps(parsed).encode()), "e")["source"]


def test_what_is_no_notebook_is_refused() -> None:
    with pytest.raises(RejectedNotebookError):
        autograded_notebook(SOURCE, b"{}", {})
