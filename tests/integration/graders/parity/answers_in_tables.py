"""pandas, charts, regressions and the academy's own checks."""

from tests.integration.graders import sources as make
from tests.integration.graders.parity.cases import Assignment, Case, insert

PERMITS = "district,month,permits,fee\n" + "".join(
    f"{district},2025-{month:02d}-01,{permits},{fee}\n"
    for district, month, permits, fee in (
        ("Harbour", 1, 12, 40.0), ("Harbour", 2, 15, 40.0), ("Harbour", 3, 9, 42.5),
        ("Hill", 1, 3, 35.0), ("Hill", 2, 4, 35.0), ("Hill", 3, 8, ""),
        ("Lake", 1, 20, 50.0), ("Lake", 2, 18, 50.0), ("Lake", 3, 25, 55.0),
    )
)  # fmt: skip
TABLES_RIGHT = {
    "load": "permits = pd.read_csv('data/permits.csv')",
    "means": "means = permits.groupby('district')['permits'].mean()",
    "top": "top = permits.sort_values('permits', ascending=False).head(3)",
    "missing": "missing = permits['fee'].isna().sum()",
    "wide": "wide = permits.pivot(index='district', columns='month', values='permits')",
    "share": "def share_of(table, district):\n"
    "    return table.loc[table['district'] == district, 'permits'].sum() / table['permits'].sum()",
}
TABLES = make.source(
    make.given("import pandas as pd\nimport numpy as np"),
    make.answer("load", TABLES_RIGHT["load"]),
    make.check("load_check", "assert len(permits) == 9\nassert 'fee' in permits.columns"),
    make.answer("means", TABLES_RIGHT["means"]),
    make.check("means_kind", "assert isinstance(means, pd.Series)"),
    make.hidden(
        "means_values",
        "assert np.isclose(means['Lake'], 21)\nassert means.index[0] == 'Harbour'",
        2,
    ),
    make.answer("top", TABLES_RIGHT["top"]),
    make.check("top_check", "assert top['permits'].tolist() == [25, 20, 18]", 2),
    make.hidden("top_index", "assert list(top.index) == [8, 6, 7]"),
    make.answer("missing", TABLES_RIGHT["missing"]),
    make.check("missing_check", "assert missing == 1"),
    make.answer("wide", TABLES_RIGHT["wide"]),
    make.check("wide_check", "assert wide.shape == (3, 3)\nassert wide.loc['Hill'].sum() == 15", 2),
    make.answer("share", TABLES_RIGHT["share"]),
    make.hidden(
        "share_check",
        "other = pd.DataFrame({'district': ['A', 'B'], 'permits': [1, 3]})\n"
        "assert share_of(other, 'B') == 0.75\n"
        "assert np.isclose(share_of(permits, 'Lake'), 63 / 114)",
        3,
    ),
)


def tables(name: str, kind: str, **answers: str) -> Case:
    """Right answers except for these."""
    return Case(name, kind, {**TABLES_RIGHT, **answers})


tables_assignment = Assignment(
    "tables",
    {"tables": TABLES},
    (
        tables("all_right", "right"),
        Case("untouched", "nothing answered"),
        tables(
            "means_frame",
            "partly right",
            means="means = permits.groupby('district')[['permits']].mean()",
        ),
        tables(
            "means_no_index",
            "partly right",
            means="means = permits.groupby('district', as_index=False)['permits'].mean()",
        ),
        tables(
            "means_dict",
            "partly right",
            means="means = {'Harbour': 12.0, 'Hill': 5.0, 'Lake': 21.0}",
        ),
        tables(
            "top_reset",
            "partly right",
            top="top = permits.nlargest(3, 'permits').reset_index(drop=True)",
        ),
        tables("top_nlargest", "right another way", top="top = permits.nlargest(3, 'permits')"),
        tables(
            "missing_python",
            "right another way",
            missing="missing = int(permits.fee.isnull().sum())",
        ),
        tables("missing_series", "wrong", missing="missing = permits.isna().sum()"),
        tables("missing_method", "wrong", missing="missing = permits['fee'].isna().sum"),
        tables(
            "wide_pivot_table",
            "right another way",
            wide="wide = permits.pivot_table(index='district', columns='month', values='permits')",
        ),
        tables(
            "wide_unstack",
            "right another way",
            wide="wide = permits.set_index(['district', 'month'])['permits'].unstack()",
        ),
        tables(
            "load_dates",
            "right another way",
            load="permits = pd.read_csv('data/permits.csv', parse_dates=['month'],\n"
            "                      dtype={'district': 'category'})",
        ),
        tables("load_wrong_path", "raising", load="permits = pd.read_csv('permits.csv')"),
        tables(
            "mutates",
            "partly right",
            means="permits = permits.dropna()\n"
            "means = permits.groupby('district')['permits'].mean()",
        ),
        tables(
            "share_of_rows",
            "wrong",
            share="def share_of(table, district):\n"
            "    return (table['district'] == district).mean()",
        ),
        tables(
            "share_fixed_table",
            "wrong",
            share="def share_of(table, district):\n"
            "    return permits.loc[permits['district'] == district, 'permits'].sum() / "
            "permits['permits'].sum()",
        ),
        tables(
            "chained_warning",
            "warnings",
            means="part = permits[permits['permits'] > 0]\npart['double'] = part['permits'] * 2\n"
            "import warnings\nwarnings.warn('my own', FutureWarning)\n"
            "means = permits.groupby('district')['permits'].mean()",
        ),
        Case(
            "looks_around",
            "extra cells",
            TABLES_RIGHT,
            insert("means", "permits.head()\npermits.info()"),
        ),
        Case(
            "own_chart",
            "plots",
            TABLES_RIGHT,
            insert(
                "means",
                "import matplotlib.pyplot as plt\npermits['permits'].plot.hist()\nplt.show()",
            ),
        ),
    ),
    {"data/permits.csv": PERMITS},
)

CHARTS_RIGHT = {
    "bars": "fig, ax = plt.subplots()\nax.bar(names, values)\nax.set_title('Permits by district')\n"
    "ax.set_ylabel('permits')",
    "line": "def draw(table):\n    figure, axes = plt.subplots()\n"
    "    axes.plot(table['x'], table['y'])\n"
    "    axes.set_xlabel('x')\n    return axes",
    "plotly": "figure = px.bar(x=names, y=values, title='Permits')",
    "model": "model = smf.ols('y ~ x', frame).fit()",
    "slope": "slope = model.params['x']",
}
CHARTS = make.source(
    make.given(
        "import matplotlib.pyplot as plt\nimport numpy as np\nimport pandas as pd\n"
        "import plotly.express as px\nimport plotly.graph_objects as go\n"
        "import statsmodels.api as sm\n"
        "import statsmodels.formula.api as smf"
    ),
    make.locked(
        "values",
        "names = ['Harbour', 'Hill', 'Lake']\nvalues = [12, 5, 21]\n"
        "frame = pd.DataFrame({'x': np.arange(12.0)})\n"
        "frame['y'] = 2 * frame['x'] + 1 + (frame['x'] % 3)",
    ),
    make.answer("bars", CHARTS_RIGHT["bars"]),
    make.check("bars_title", "assert ax.get_title() != ''\nassert ax.get_ylabel() == 'permits'"),
    make.check(
        "bars_heights",
        "assert len(ax.patches) == 3\n"
        "assert [bar.get_height() for bar in ax.patches] == [12, 5, 21]",
        2,
    ),
    make.answer("line", CHARTS_RIGHT["line"]),
    make.hidden(
        "line_check",
        "drawn = draw(pd.DataFrame({'x': [1, 2], 'y': [3, 5]}))\nassert len(drawn.lines) == 1\n"
        "assert list(drawn.lines[0].get_ydata()) == [3, 5]\nassert drawn.get_xlabel() == 'x'",
        2,
    ),
    make.answer("plotly", CHARTS_RIGHT["plotly"]),
    make.check(
        "plotly_check",
        "assert figure.layout.title.text == 'Permits'\n"
        "assert list(figure.data[0].y) == [12, 5, 21]",
        2,
    ),
    make.answer("model", CHARTS_RIGHT["model"]),
    make.check("model_check", "assert model.nobs == 12\nassert model.rsquared > 0.9", 2),
    make.hidden("model_params", "assert abs(model.params['x'] - 2.0349) < 0.01", 2),
    make.answer("slope", CHARTS_RIGHT["slope"]),
    make.check("slope_check", "assert round(slope, 2) == 2.03"),
)


def charts(name: str, kind: str, **answers: str) -> Case:
    """Right answers except for these."""
    return Case(name, kind, {**CHARTS_RIGHT, **answers})


charts_assignment = Assignment(
    "charts",
    {"charts": CHARTS},
    (
        charts("all_right", "right"),
        Case("untouched", "nothing answered"),
        charts(
            "bars_pandas",
            "plots",
            bars="ax = pd.Series(values, index=names).plot.bar(title='Permits', ylabel='permits')",
        ),
        charts(
            "bars_gca",
            "plots",
            bars="plt.bar(names, values)\nplt.title('Permits')\nplt.ylabel('permits')\n"
            "ax = plt.gca()\nplt.show()",
        ),
        charts("bars_no_label", "plots", bars="fig, ax = plt.subplots()\nax.bar(names, values)"),
        charts(
            "bars_horizontal",
            "plots",
            bars="fig, ax = plt.subplots()\nax.barh(names, values)\nax.set_title('T')\n"
            "ax.set_ylabel('permits')",
        ),
        charts(
            "bars_annotated",
            "plots",
            bars=CHARTS_RIGHT["bars"] + "\nax.bar_label(ax.containers[0])\nax.legend(['permits'])"
            "\nax.axhline(10)",
        ),
        charts("bars_figure", "plots", bars="ax = plt.figure()"),
        charts(
            "line_pandas", "plots", line="def draw(table):\n    return table.plot(x='x', y='y')"
        ),
        charts(
            "line_scatter",
            "plots",
            line="def draw(table):\n    return table.plot.scatter(x='x', y='y')",
        ),
        charts(
            "line_returns_line",
            "plots",
            line="def draw(table):\n    return plt.plot(table['x'], table['y'])",
        ),
        charts(
            "line_seaborn_like",
            "plots",
            line="def draw(table):\n    figure, axes = plt.subplots(1, 2)\n"
            "    axes[0].plot(table['x'], table['y'], 'o-', label='y')\n"
            "    axes[0].set(xlabel='x')\n"
            "    figure.tight_layout()\n    return axes[0]",
        ),
        charts(
            "plotly_objects",
            "plots",
            plotly="figure = go.Figure(go.Bar(x=names, y=values), "
            "layout_title_text='Permits')\nfigure",
        ),
        charts(
            "plotly_scatter",
            "plots",
            plotly="figure = go.Figure(data=go.Scatter(x=names, y=values))\n"
            "figure.update_layout(title='Permits')",
        ),
        charts(
            "plotly_dict",
            "plots",
            plotly="figure = {'data': [{'y': values}], 'layout': {'title': 'Permits'}}",
        ),
        charts(
            "model_api",
            "statsmodels",
            model="model = sm.OLS(frame['y'], sm.add_constant(frame[['x']])).fit()",
        ),
        charts("model_glm", "statsmodels", model="model = smf.glm('y ~ x', frame).fit()"),
        charts(
            "model_robust",
            "statsmodels",
            model="model = smf.ols('y ~ x', frame).fit(cov_type='HC1')\nprint(model.summary())",
        ),
        charts("model_swapped", "statsmodels", model="model = smf.ols('x ~ y', frame).fit()"),
        charts("model_not_fitted", "statsmodels", model="model = smf.ols('y ~ x', frame)"),
        charts(
            "slope_scipy",
            "statsmodels",
            slope="from scipy import stats\nslope = stats.linregress(frame['x'], frame['y']).slope",
        ),
        charts(
            "slope_numpy", "statsmodels", slope="slope = np.polyfit(frame['x'], frame['y'], 1)[0]"
        ),
        charts("slope_series", "statsmodels", slope="slope = model.params[['x']]"),
    ),
)

CHECKED_RIGHT = {
    "rate": "rate = 100 * 3 / 8",
    "word": "word = 'Median'",
    "table": "table = pd.DataFrame({'group': ['a', 'b'], 'n': [3, 5]})",
    "f": "def double(x):\n    return 2 * x",
}
CHECKED = make.source(
    make.given("import pandas as pd\nfrom academy_checks import *"),
    make.answer("rate", CHECKED_RIGHT["rate"]),
    make.check("rate_check", "check_number(rate, 37.5, tolerance=0.01, message='In per cent.')", 2),
    make.answer("word", CHECKED_RIGHT["word"]),
    make.hidden("word_check", "check_text(word, 'median')"),
    make.answer("table", CHECKED_RIGHT["table"]),
    make.check(
        "table_check",
        "check_frame(table, pd.DataFrame({'group': ['a', 'b'], 'n': [3, 5]}), order=False)",
        2,
    ),
    make.answer("f", CHECKED_RIGHT["f"]),
    make.hidden("f_check", "check_function(double, [((2,), 4), ((-1.5,), -3)])", 2),
)


def checked(name: str, kind: str, **answers: str) -> Case:
    """Right answers except for these."""
    return Case(name, kind, {**CHECKED_RIGHT, **answers})


checked_assignment = Assignment(
    "checked",
    {"checked": CHECKED},
    (
        checked("all_right", "right"),
        checked("share", "wrong", rate="rate = 3 / 8"),
        checked("word_spaced", "right another way", word="word = ' MEDIAN '"),
        checked(
            "rows_swapped",
            "right another way",
            table="table = pd.DataFrame({'n': [5, 3], 'group': ['b', 'a']})",
        ),
        checked("column_missing", "wrong", table="table = pd.DataFrame({'group': ['a', 'b']})"),
        checked("no_return", "wrong", f="def double(x):\n    2 * x"),
        checked("raises", "raising", f="def double(x):\n    return x.double()"),
    ),
)
