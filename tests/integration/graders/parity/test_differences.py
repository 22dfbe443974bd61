"""The three deliberate differences from nbgrader, each with nbgrader's own score beside ours."""

import json
from pathlib import Path

import pytest
from nbgrader.utils import determine_grade

from graders.contract import CellStatus, Limits
from graders.engine import Engine, Job
from graders.notebooks import read_notebook
from tests.integration.graders import sources as make
from tests.integration.graders.parity.cases import Assignment, Case
from tests.integration.graders.parity.stock import grade

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

WARNS = make.source(
    make.answer("a", "def share(part, whole):\n    return part / whole"),
    make.check(
        "warned", "import warnings\nwarnings.warn('old spelling')\nassert share(1, 2) == 0.5", 2
    ),
    make.check("printed", "import sys\nprint('checked', file=sys.stderr)\nassert share(1, 4) < 1"),
    make.check("silent", "assert share(3, 4) == 0.75"),
)
LEARNER_WARNS = (
    "import warnings\ndef share(part, whole):\n    warnings.warn('slow')\n    return part / whole"
)


def test_warning_is_no_failure(engine: Engine, tmp_path: Path) -> None:
    cases = (
        Case("test_warns", "warnings", {"a": "share = lambda part, whole: part / whole"}),
        Case("learner_warns", "warnings", {"a": LEARNER_WARNS}),
    )
    warns = Assignment("warns", {"warns": WARNS}, cases)

    run = grade(warns, tmp_path / "course")

    theirs = {key: found.score for key, found in run.scores.items()}
    assert theirs["test_warns", "warns", "warned"] == 0
    assert theirs["test_warns", "warns", "printed"] == 0
    assert theirs["test_warns", "warns", "silent"] == 1
    assert theirs["learner_warns", "warns", "silent"] == 0
    for case in cases:
        submitted = warns.submitted(case, "warns", run.releases["warns"]) or b""
        cells = engine.grade(Job(WARNS, submitted, case.name)).cells
        assert [cell.score for cell in cells.values()] == [2, 1, 1]


STOPS = make.source(
    make.answer("a", "x = 1"),
    make.check("before", "assert x == 1"),
    make.answer("b", "y = 2"),
    make.check("after", "assert y == 2", 2),
)


def test_cell_that_never_ran_scores_nothing(engine: Engine) -> None:
    submitted = make.submission(STOPS, b="while True:\n    pass")
    limits = Limits(seconds=1.5, cell_seconds=1.5)

    cells = engine.grade(Job(STOPS, submitted, "stops", limits=limits)).cells

    assert cells["before"].score == 1
    assert (cells["after"].score, cells["after"].status) == (0, CellStatus.NOT_RUN)
    unexecuted = read_notebook(json.dumps(json.loads(submitted)).encode()).cells[-1]
    assert determine_grade(unexecuted) == (2.0, 2.0)


SHARE = make.source(make.answer("a", "share = 1.0"), make.check("t", "2 * share", 2))


def test_last_value_that_is_no_number_scores_nothing(engine: Engine, tmp_path: Path) -> None:
    cases = (
        Case("half", "partial credit", {"a": "share = 0.5"}),
        Case("missing", "partial credit", {"a": "share = float('nan')"}),
    )
    assignment = Assignment("share", {"share": SHARE}, cases)

    run = grade(assignment, tmp_path / "course")

    theirs = {name: run.scores[name, "share", "t"].score for name in ("half", "missing")}
    assert theirs == {"half": 1, "missing": 2}
    ours = {}
    for case in cases:
        submitted = assignment.submitted(case, "share", run.releases["share"]) or b""
        ours[case.name] = engine.grade(Job(SHARE, submitted, case.name)).cells["t"].score
    assert ours == {"half": 1, "missing": 0}
