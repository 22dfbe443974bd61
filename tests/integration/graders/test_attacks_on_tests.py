"""Attacks on what test cells work with: given data, the tests' own names, charts and models."""

import pytest

from graders.engine import Engine, Job
from tests.integration.graders import sources as make

TABLE = "import pandas as pd\ntable = pd.DataFrame({'a': [1, 2, 3], 'b': ['x', 'y', 'y']})"


def points(engine: Engine, source: bytes, **answers: str) -> dict[str, float | None]:
    """Points by check; the model answer must get all of them first, in split mode."""
    model = engine.grade(Job(source, source, "model"))
    assert (model.score, model.mode) == (model.max_score, "split"), model
    result = engine.grade(Job(source, make.submission(source, **answers), "attack"))
    return {name: cell.score for name, cell in result.cells.items()}


@pytest.mark.parametrize(
    "lie",
    [
        "table = table.head(0)\nrows = 0",
        "table.drop(table.index, inplace=True)\nrows = 0",
        "pd.DataFrame.__len__ = lambda self: 0\nrows = 0",
        "len = lambda value: 0\nrows = 0",
        "import builtins\nbuiltins.len = lambda value: 0\nrows = 0",
    ],
)
def test_given_data_cannot_be_made_to_fit(engine: Engine, lie: str) -> None:
    source = make.source(
        make.given(TABLE),
        make.answer("a", "rows = len(table)"),
        make.check("t", "assert rows == len(table)"),
    )

    assert points(engine, source, a=lie) == {"t": 0}
    assert points(engine, source, a="table = table.dropna()\nrows = 3") == {"t": 1}


def test_given_data_that_the_model_changes_is_the_learners(engine: Engine) -> None:
    source = make.source(
        make.given(TABLE),
        make.answer("a", "table['c'] = table['a'] * 2"),
        make.check("t", "assert table['c'].tolist() == [2, 4, 6]"),
    )

    assert points(engine, source, a="table['c'] = 2 * table.a") == {"t": 1}
    assert points(engine, source, a="table['c'] = 0") == {"t": 0}


def test_names_of_the_tests_are_never_taken_from_the_learner(engine: Engine) -> None:
    source = make.source(
        make.answer("a", "x = 1"),
        make.check("t", "assert x == 1\nexpected = 5"),
        make.answer("b", "y = 5"),
        make.check("u", "assert y == expected"),
    )

    assert points(engine, source, a="x = 0\nexpected = 7", b="y = 7") == {"t": 0, "u": 0}
    assert points(engine, source, b="y = expected = 7") == {"t": 1, "u": 0}


def test_names_inside_hidden_tests_never_reach_the_learner(engine: Engine) -> None:
    """The server of values is made to keep what it is asked, and the next cell to tell it."""
    source = make.source(
        make.answer("a", "x = 1"),
        make.hidden("t", "canary_77 = [x for other_canary_77 in (1,)]\nassert x == 1"),
        make.answer("b", "y = 1"),
        make.check("u", "assert y == 1"),
    )
    spy = (
        "import graders.zygote.wire as w\nseen, real = [], w.receive\n"
        "def receive(*a, **k):\n    m = real(*a, **k)\n    seen.append(repr(m))\n    return m\n"
        "w.receive = receive\nx = 1"
    )
    for given in (source, make.submission(source, a="pass", b="pass")):
        told = engine.grade(
            Job(given, make.submission(source, a=spy, b="raise ValueError(seen)"), "spy")
        )
        assert "canary_77" not in told.model_dump_json()


def test_function_cannot_change_the_data_that_it_is_compared_with(engine: Engine) -> None:
    source = make.source(
        make.given(TABLE),
        make.answer("a", "def total(t):\n    return int(t['a'].sum())"),
        make.hidden(
            "t",
            "unseen = pd.DataFrame({'a': [5, 6]})\nassert total(unseen) == unseen['a'].sum()\n"
            "numbers = {'a': [1]}\ntotal(unseen)\nassert total(unseen) == unseen['a'].sum()",
        ),
    )

    assert points(engine, source, a="def total(t):\n    t['a'] = 0\n    return 0") == {"t": 0}


def test_function_that_should_change_its_argument_may(engine: Engine) -> None:
    source = make.source(
        make.answer("a", "def add(items):\n    items.append(1)"),
        make.check("t", "mine = []\nadd(mine)\nassert mine == [1]"),
    )

    assert points(engine, source) == {"t": 1}
    assert points(engine, source, a="def add(items): pass") == {"t": 0}


@pytest.mark.parametrize(
    "lie",
    [
        "fig, ax = plt.subplots()\nax.plot([1])\nax.get_title = lambda: 'T'",
        "fig, ax = plt.subplots()\ntype(ax).get_title = lambda self: 'T'",
        "import matplotlib.axes\nmatplotlib.axes.Axes.get_title = lambda self, *a: 'T'\n"
        "fig, ax = plt.subplots()",
        "class A(matplotlib.axes.Axes):\n    def get_title(self): return 'T'\n"
        "ax = A(plt.figure(), (0, 0, 1, 1))",
        "class A:\n    def get_title(self): return 'T'\nax = A()",
    ],
)
def test_chart_cannot_lie_about_its_title(engine: Engine, lie: str) -> None:
    source = make.source(
        make.given("import matplotlib.axes\nimport matplotlib.pyplot as plt"),
        make.answer("a", "fig, ax = plt.subplots()\nax.plot([1, 2])\nax.set_title('T')"),
        make.check("t", "assert ax.get_title() == 'T'"),
        make.check("u", "from academy_checks import check_chart\ncheck_chart(ax, title='T')"),
    )

    assert points(engine, source, a=lie) == {"t": 0, "u": 0}


@pytest.mark.parametrize(
    "lie",
    [
        "fig = go.Figure()\ngo.Figure.layout = property(lambda s: go.Layout(title='T'))",
        "class F(go.Figure):\n    @property\n    def layout(self): return go.Layout(title='T')\n"
        "fig = F()",
        "import types\nfig = types.SimpleNamespace(layout=go.Layout(title='T'))",
    ],
)
def test_plotly_chart_cannot_lie_about_its_title(engine: Engine, lie: str) -> None:
    source = make.source(
        make.given("import plotly.graph_objects as go"),
        make.answer("a", "fig = go.Figure(go.Bar(x=['a'], y=[1]), layout={'title': 'T'})"),
        make.check("t", "assert fig.layout.title.text == 'T'"),
        make.check(
            "u", "from academy_checks import check_chart\ncheck_chart(fig, title='T', y=[1])"
        ),
    )

    assert points(engine, source, a=lie) == {"t": 0, "u": 0}


@pytest.mark.parametrize(
    "lie",
    [
        "class M:\n    params = {'x': 2.0}\n    rsquared = 1.0\nmodel = M()",
        "from statsmodels.regression.linear_model import RegressionResultsWrapper as R\n"
        "class M(R):\n    def __init__(self): pass\n    params = {'x': 2.0}\n    rsquared = 1.0\n"
        "model = M()",
        "class E(float):\n    def __eq__(s, o): return True\n    def __rsub__(s, o): return 0\n"
        "model = smf.ols('x ~ y', frame).fit()\nmodel.params['x'] = E(9)",
    ],
)
def test_model_that_only_pretends_is_refused(engine: Engine, lie: str) -> None:
    source = make.source(
        make.given(
            "import pandas as pd\nimport statsmodels.formula.api as smf\n"
            "frame = pd.DataFrame({'x': [1.0, 2, 3], 'y': [2.0, 4, 6]})"
        ),
        make.answer("a", "model = smf.ols('y ~ x', frame).fit()"),
        make.check("t", "assert abs(model.params['x'] - 2) < 1e-6\nassert model.rsquared > 0.9"),
    )

    assert points(engine, source, a=lie) == {"t": 0}


def test_printed_words_reach_the_tests(engine: Engine) -> None:
    source = make.source(
        make.answer("a", "def greet():\n    print('Good day')"),
        make.check(
            "t",
            "import io, contextlib\nout = io.StringIO()\n"
            "with contextlib.redirect_stdout(out):\n    greet()\n"
            "assert out.getvalue() == 'Good day\\n'",
        ),
    )

    assert points(engine, source, a="def greet():\n    print('Hello')") == {"t": 0}


def test_answer_with_the_name_of_a_builtin_is_the_learners(engine: Engine) -> None:
    source = make.source(
        make.answer("a", "max = 5"), make.check("t", "assert 'max' in globals()\nassert max == 5")
    )

    assert points(engine, source, a="max = 4") == {"t": 0}
    assert points(engine, source, a="pass") == {"t": 0}


def test_number_that_is_none_gives_no_partial_credit(engine: Engine) -> None:
    source = make.source(make.answer("a", "x = 1.0"), make.check("t", "2 * x", points=2))

    assert points(engine, source, a="x = 0.5") == {"t": 1}
    assert points(engine, source, a="x = float('nan')") == {"t": 0}
