"""Honest work of every kind that nbgrader knows, in both modes."""

import pytest

from graders.build import BuiltExercise
from graders.contract import CellStatus, Limits, Mode
from graders.engine import Engine, Job
from tests.integration.graders import sources as make
from tests.integration.graders.submissions import CANARY, Grade

MODES = (Mode.SPLIT, Mode.INPROCESS)


def score(engine: Engine, source: bytes, mode: Mode = Mode.SPLIT, **answers: str) -> float:
    job = Job(source=source, submission=make.submission(source, **answers), name="x", mode=mode)
    result = engine.grade(job)
    assert result.mode is mode
    return result.score


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("attempt", "expected"),
    [("model", 10), ("blank", 0), ("common_mistake_percent", 6), ("raises", 4)],
)
def test_attempt_gets_its_score(
    engine: Engine, strikes: BuiltExercise, attempt: str, expected: float, mode: Mode
) -> None:
    result = engine.grade(Job(strikes.source, strikes.attempts[attempt], attempt, mode=mode))

    assert result.score == expected
    assert result.mode is mode
    assert CANARY not in result.model_dump_json()


def test_same_submission_gets_the_same_result_every_time(
    engine: Engine,
) -> None:
    source = make.source(
        make.given("import random\nimport numpy as np"),
        make.answer(
            "a", "x = [random.random(), np.random.rand(), np.random.default_rng().random()]"
        ),
        make.check("t", 'assert 0, f\'{x} {hash("text")} {list({"a", "b", "c"})}\''),
    )

    results = {
        engine.grade(Job(source, source, "x")).cells["t"].model_dump_json() for _ in range(20)
    }

    assert len(results) == 1


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("last", "points"),
    [("0.5", 0.5), ("2", 2), ("0", 0), ("'text'", 2), ("-1", 2), ("None", 2), ("7", 0), ("1;", 2)],
)
def test_number_as_last_value_is_partial_credit(
    engine: Engine, last: str, points: float, mode: Mode
) -> None:
    source = make.source(make.answer("a", "x = 1"), make.check("t", f"assert x == 1\n{last}", 2))

    assert score(engine, source, mode) == points


def test_manual_and_task_cells_wait_for_a_person(engine: Engine) -> None:
    source = make.source(
        make.essay("words", "The model answer."),
        make.essay("code", "print(1)", kind="code"),
        make.task("task", "Draw a chart."),
        make.answer("a", "x = 1"),
        make.check("t", "assert x == 1"),
    )

    job = Job(source, make.submission(source, words="My words.", code="YOUR CODE"), "x")
    cells = engine.grade(job).cells

    assert [cells[name].score for name in ("words", "code", "task")] == [None, None, None]
    assert cells["words"].status is CellStatus.MANUAL
    assert cells["t"].score == 1


def test_untouched_manual_answer_scores_nothing(engine: Engine) -> None:
    source = make.source(make.essay("words", "The model answer."))

    cells = engine.grade(Job(source, make.submission(source, words="YOUR ANSWER HERE"), "x")).cells

    assert (cells["words"].score, cells["words"].message) == (0, "No answer yet.")


@pytest.mark.parametrize("mode", MODES)
def test_warnings_and_stderr_are_no_failure(engine: Engine, mode: Mode) -> None:
    source = make.source(
        make.answer(
            "a", "import warnings, sys\nwarnings.warn('x')\nprint('x', file=sys.stderr)\nx = 1"
        ),
        make.check("t", "import sys\nprint('x', file=sys.stderr)\nassert x == 1"),
    )

    assert score(engine, source, mode) == 1


@pytest.mark.parametrize("mode", MODES)
def test_cell_that_never_ran_scores_nothing(engine: Engine, mode: Mode) -> None:
    source = make.source(
        make.answer("a", "x = 1"), make.check("t", "assert x"), make.check("u", "pass")
    )

    job = Job(source, make.submission(source, a="import os; os._exit(0)"), "x", mode=mode)
    cells = engine.grade(job).cells

    assert [cells["t"].score, cells["u"].score] == [0, 0]
    assert cells["u"].status is CellStatus.NOT_RUN


@pytest.mark.parametrize("mode", MODES)
def test_model_of_statsmodels_and_charts_can_be_tested(engine: Engine, mode: Mode) -> None:
    source = make.source(
        make.given(
            "import numpy as np\nimport pandas as pd\nimport matplotlib.pyplot as plt\n"
            "import plotly.express as px\nimport statsmodels.formula.api as smf\n"
            "frame = pd.DataFrame({'x': np.arange(20.0), 'y': 3 * np.arange(20.0) + 1})"
        ),
        make.answer("a", "model = smf.ols('y ~ x', frame).fit()"),
        make.check(
            "t",
            "assert abs(model.params['x'] - 3) < 1e-6\nassert model.rsquared > 0.99\n"
            "assert np.allclose(model.predict(pd.DataFrame({'x': [2.0]})), [7.0])",
        ),
        make.answer("b", "fig, ax = plt.subplots()\nax.bar(['a', 'b'], [1, 2])\nax.set_title('T')"),
        make.check("u", "assert ax.get_title() == 'T'\nassert ax.patches[1].get_height() == 2"),
        make.answer("c", "figure = px.bar(frame, x='x', y='y', title='T')"),
        make.check(
            "v", "assert figure.layout.title.text == 'T'\nassert len(figure.data[0].x) == 20"
        ),
    )

    assert score(engine, source, mode) == 3
    assert score(engine, source, mode, a="model = smf.ols('x ~ y', frame).fit()") == 2
    assert score(engine, source, mode, c="figure = px.bar(frame, x='x', y='y')") == 2


def test_helpers_and_constants_of_the_source_cannot_be_replaced(engine: Engine) -> None:
    source = make.source(
        make.given(
            "import math\nTOLERANCE = 0.01\ndef close(a, b):\n    return abs(a - b) < TOLERANCE"
        ),
        make.answer("a", "x = math.pi"),
        make.check("t", "assert close(x, math.pi)"),
    )

    assert score(engine, source) == 1
    assert score(engine, source, a="x = 3\nTOLERANCE = 9\ndef close(a, b): return True") == 0
    assert score(engine, source, a="x = 3\nimport math\nmath.pi = 3") == 0


def test_names_of_earlier_test_cells_stay_with_the_tests(engine: Engine) -> None:
    source = make.source(
        make.check("first", "expected = 5\n"),
        make.answer("a", "x = 5"),
        make.check("t", "assert x == expected"),
    )

    assert score(engine, source) == 2
    assert score(engine, source, a="x = expected = 7") == 1


def test_exercise_that_cannot_be_split_falls_back_and_says_so(engine: Engine) -> None:
    source = make.source(
        make.answer("a", "open('mine.txt', 'w').write('x')"),
        make.hidden("t", f"assert open('mine.txt').read() == 'x', '{CANARY}'"),
    )

    right = engine.grade(Job(source, source, "x"))
    wrong = engine.grade(Job(source, make.submission(source, a="pass"), "x"))

    assert (right.mode, right.score) == (Mode.INPROCESS, 1)
    assert (wrong.mode, wrong.score) == (Mode.INPROCESS, 0)
    assert CANARY not in wrong.model_dump_json()


def test_inprocess_never_tells_what_learner_code_could_have_read(engine: Engine) -> None:
    source = make.source(
        make.answer("a", "def f(n):\n    return n"),
        make.hidden("t", f"secret = '{CANARY}'\nassert f(secret) == secret"),
        make.answer("b", "x = 1"),
        make.check("u", "assert x == 1, x"),
    )
    spy = "def f(n):\n    globals()['x'] = n\n    raise ValueError(n)"

    result = engine.grade(
        Job(
            source,
            make.submission(source, a=spy, b="raise ValueError(x)"),
            "x",
            mode=Mode.INPROCESS,
        )
    )

    assert result.score == 0
    assert CANARY not in result.model_dump_json()


def test_short_time_limit_does_not_spoil_what_is_known_of_the_model(engine: Engine) -> None:
    source = make.source(
        make.answer("a", "import time\ntime.sleep(0.7)\nx = 1"), make.check("t", "assert x == 1")
    )
    limits = Limits(seconds=0.3, cell_seconds=0.3)

    short = engine.grade(Job(source, source, "x", limits=limits))

    assert (short.mode, short.score) == (Mode.SPLIT, 0)
    assert engine.grade(Job(source, source, "x")).score == 1


def test_source_without_answers_still_grades(engine: Engine, strikes: BuiltExercise) -> None:
    """A release as source holds no model answer, so nothing is known of what tests may take."""
    answers = {
        "size": "rows = 6",
        "share": "def share_longer(t, l):\n    return (t.days > l).mean()",
    }
    submission = make.submission(strikes.release, **answers)

    result = engine.grade(Job(strikes.release, submission, "x"))

    assert result.cells["size_check"].score == 1
    assert result.cells["share_check"].score == 1


def test_feedback_names_the_value_but_no_hidden_expectation(grade: Grade) -> None:
    cell = grade({"size": "rows = 5"}).cells["size_final"]

    assert cell.message == "The number of rows counts every strike once."
    assert (cell.got, cell.expected) == ("rows = 5", None)


def test_feedback_explains_a_mistake_in_python(grade: Grade) -> None:
    cell = grade({"means": "means = strikes.groupby('yaer')"}).cells["means_final"]

    assert "Your code stopped with KeyError." in cell.message
    assert cell.traceback == "line 1: means = strikes.groupby('yaer')\nKeyError: 'yaer'"
    assert cell.error_help
    assert cell.error_help.startswith("There is no column")


def test_a_run_to_the_first_failure_ends_there(engine: Engine) -> None:
    source = make.source(
        make.answer("a", "x = 1"),
        make.check("ungraded", "assert x == 1", points=0),
        make.check("first", "assert x == 1"),
        make.answer("b", "y = 1"),
        make.check("second", "assert y == 1"),
    )
    wrong = make.submission(source, a="x = 2", b="y = 1")

    whole = engine.grade(Job(source, wrong, "x", mode=Mode.INPROCESS))
    short = engine.grade(Job(source, wrong, "x", mode=Mode.INPROCESS, to_first_failure=True))
    right = engine.grade(Job(source, source, "x", mode=Mode.INPROCESS, to_first_failure=True))

    assert [whole.cells[name].status for name in ("first", "second")] == [
        CellStatus.FAILED,
        CellStatus.PASSED,
    ]
    assert [short.cells[name].status for name in ("first", "second")] == [
        CellStatus.FAILED,
        CellStatus.NOT_RUN,
    ]
    assert short.score == 0 < whole.score
    assert right.score == right.max_score
