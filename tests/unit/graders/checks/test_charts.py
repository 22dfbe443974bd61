"""Charts of both libraries: what passes, the words for what does not, and patched methods."""

from collections.abc import Callable
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import pytest

from graders.checks import CheckFailed, check_chart, check_mentions
from graders.checks.charts import chart_facts

mpl.use("agg")
FRAME = pd.DataFrame({"name": ["a", "b", "c"], "v": [1.0, 2.0, 4.0], "w": [3.0, 1.0, 2.0]})


def bars() -> Any:
    return FRAME.plot.bar(x="name", y="v", title="Values by name", ylabel="Value")


def categories() -> Any:
    _, axes = plt.subplots()
    axes.bar(FRAME["name"], FRAME["v"])
    axes.set(title="Values by name", xlabel="name", ylabel="Value")
    return axes


def lying() -> Any:
    axes = FRAME.plot.barh(x="name", y="v", title="Values by name", xlabel="Value")
    axes.set(xlabel="name", ylabel="Value")
    return axes.figure


def plotly() -> Any:
    labels = {"v": "Value"}
    return px.bar(FRAME, x="name", y="v", title="Values by name", labels=labels)


def histogram() -> Any:
    _, axes = plt.subplots()
    axes.hist(np.arange(50))
    return axes


@pytest.mark.parametrize("make", [bars, categories, lying, plotly])
def test_bars_pass_however_they_were_drawn(make: Callable[[], Any]) -> None:
    check_chart(
        make(),
        kind="bar",
        title="values BY name",
        x_title=True,
        y_title="Value",
        x=["a", "b", "c"],
        y=FRAME["v"],
        series=1,
    )


@pytest.mark.parametrize("make", [bars, categories, plotly])
@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"kind": "line"}, "should show lines"),
        ({"title": "Other"}, "a title with other words"),
        ({"y": [1, 2, 5]}, "other values on its vertical axis"),
        ({"y": [1, 2]}, "a different number of values on its vertical axis"),
        ({"x": ["a", "b", "x"]}, "other values on its horizontal axis"),
        ({"series": 2}, "a different number of series"),
    ],
)
def test_what_differs_is_named(make: Callable[[], Any], wish: dict[str, Any], words: str) -> None:
    with pytest.raises(CheckFailed, match=words) as caught:
        check_chart(make(), message="Look again.", **wish)

    assert caught.value.words == "Look again."


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: FRAME.plot(x="v", y="w"), "line"),
        (lambda: FRAME.plot.scatter(x="v", y="w"), "scatter"),
        (lambda: plt.subplots()[1].plot([1, 2], "o")[0].axes, "scatter"),
        (histogram, "histogram"),
        (lambda: plt.subplots()[1].imshow([[1, 2], [3, 4]]).axes, "heatmap"),
        (lambda: px.line(FRAME, x="v", y="w"), "line"),
        (lambda: px.scatter(FRAME, x="v", y="w"), "scatter"),
        (lambda: px.histogram(FRAME, x="v"), "histogram"),
        (lambda: px.box(FRAME, y="v"), "box"),
        (lambda: px.imshow([[1, 2], [3, 4]]), "heatmap"),
    ],
)
def test_kind_is_known(make: Callable[[], Any], kind: str) -> None:
    check_chart(make(), kind=kind)


def test_pie_shows_shares() -> None:
    _, axes = plt.subplots()
    axes.pie([1, 3], labels=["a", "b"])
    for chart in (axes, px.pie(FRAME.head(2).assign(v=[10, 30]), names="name", values="v")):
        check_chart(chart, kind="pie", x=["a", "b"], y=[1, 3])
        with pytest.raises(CheckFailed):
            check_chart(chart, y=[1, 2])


def test_missing_titles_and_empty_charts_are_named() -> None:
    _, axes = plt.subplots()
    for empty in (axes, axes.figure, go.Figure(), plt.figure()):
        with pytest.raises(CheckFailed, match="empty"):
            check_chart(empty)
    axes.plot([1, 2])
    for part, words in (("title", "a title"), ("x_title", "horizontal"), ("y_title", "vertical")):
        wish: dict[str, Any] = {part: True}
        with pytest.raises(CheckFailed, match=words):
            check_chart(axes, **wish)
    with pytest.raises(CheckFailed, match="yours is text"):
        check_chart("a chart")
    with pytest.raises(ValueError, match="no kind of chart"):
        check_chart(axes, kind="bard")


def test_hidden_artists_do_not_count() -> None:
    _, axes = plt.subplots()
    (line,) = axes.plot([1, 2])
    title = axes.set_title("Title")
    title.set_visible(False)
    line.set_visible(False)

    facts = chart_facts(axes)

    assert facts is not None
    assert (facts["title"], facts["series"]) == ("", [])


def test_patched_methods_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    axes = bars()
    figure = plotly()
    for kind in (type(axes), type(figure)):
        for name in ("get_title", "to_dict", "get_lines", "get_children", "__eq__"):
            monkeypatch.setattr(kind, name, lambda *_a, **_k: True, raising=False)
    monkeypatch.setattr(type(figure), "layout", property(lambda _self: None), raising=False)
    for chart in (axes, figure):
        check_chart(chart, title="Values by name", y=[1, 2, 4])
        with pytest.raises(CheckFailed):
            check_chart(chart, title="Other")


def test_mentions_look_for_words_and_numbers() -> None:
    text = "Descent has 18,3 per cent, landing roll 5.6."

    check_mentions(text, ["descent", "Landing  Roll", 18.3, 5.6], least_words=5)
    for wanted, words in ((["climb"], "not name"), ([7.5], "not give all the numbers")):
        with pytest.raises(CheckFailed, match=words):
            check_mentions(text, wanted)
    with pytest.raises(CheckFailed, match="at least 50 words"):
        check_mentions(text, [], least_words=50)
    with pytest.raises(CheckFailed, match="Text is expected"):
        check_mentions(5, [])
