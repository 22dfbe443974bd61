"""Checks of charts, whichever of matplotlib and plotly drew them.

What a chart shows is read from its own state and not through the library's methods, which a
learner could have replaced.
"""

import base64
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from graders.checks.compare import values_agree
from graders.checks.failure import fail, kind_of

_KINDS = ("bar", "line", "scatter", "pie", "heatmap", "histogram", "box", "other")
_WORDS = {"bar": "bars", "line": "lines", "scatter": "points", "pie": "a pie"}
_PLOTLY = {"pie": "pie", "heatmap": "heatmap", "histogram": "histogram", "box": "box", "bar": "bar"}


def check_chart(
    chart: object,
    *,
    kind: str | None = None,
    title: bool | str = False,
    x_title: bool | str = False,
    y_title: bool | str = False,
    x: Iterable[object] | None = None,
    y: Iterable[object] | None = None,
    series: int | None = None,
    tolerance: float = 1e-6,
    message: str | None = None,
) -> None:
    """Pass when a matplotlib or plotly chart is of the right kind, labelled, and shows the data.

    Args:
        chart: The learner's figure, or its axes.
        kind: "bar", "line", "scatter", "pie", "heatmap", "histogram" or "box".
        title: True when there must be a title; a text when it must hold that text.
        x_title: The same for the title of the horizontal axis.
        y_title: The same for the title of the vertical axis.
        x: The positions or labels that one series must have, in order.
        y: The values that one series must have, in order; for a pie only their shares count.
            Bars that lie have their labels in `x` and their lengths in `y`, like standing ones.
        series: How many lines, groups of bars or clouds of points there must be.
        tolerance: Absolute tolerance for numbers.
        message: The author's words, shown on top.

    Raises:
        CheckFailed: names the first thing that is missing or differs.
    """
    facts = _facts(chart)
    if facts is None:
        fail(f"A chart is expected here; yours is {kind_of(chart)}.", words=message)
    shown: list[dict[str, Any]] = facts["series"]
    if not shown:
        fail("Your chart is empty.", words=message)
    _check_texts(facts, {"title": title, "x_title": x_title, "y_title": y_title}, message)
    if kind is not None:
        if kind not in _KINDS:
            raise ValueError(f"there is no kind of chart called {kind!r}")
        shown = [one for one in shown if one["kind"] == kind]
        if not shown:
            hint = f"Your chart should show {_WORDS.get(kind, f'a {kind}')}."
            fail(hint, words=message, expected=kind, got=facts["series"][0]["kind"])
    if series is not None and len(shown) != series:
        hint = "Your chart shows a different number of series."
        fail(hint, words=message, expected=series, got=len(shown))
    _check_data(shown, x, y, tolerance, message)


def _check_texts(
    facts: Mapping[str, Any], wanted: Mapping[str, bool | str], message: str | None
) -> None:
    names = {
        "title": "a title",
        "x_title": "a title for its horizontal axis",
        "y_title": "a title for its vertical axis",
    }
    for part, rule in wanted.items():
        text = str(facts[part]).strip()
        if rule and not text:
            fail(f"Your chart needs {names[part]}.", words=message)
        if isinstance(rule, str) and _plain(rule) not in _plain(text):
            hint = f"Your chart needs {names[part]} with other words."
            fail(hint, words=message, expected=rule, got=text)


def _check_data(
    shown: Sequence[Mapping[str, Any]],
    x: Iterable[object] | None,
    y: Iterable[object] | None,
    tolerance: float,
    message: str | None,
) -> None:
    wanted = {"x": None if x is None else list(x), "y": None if y is None else list(y)}
    if wanted["x"] is None and wanted["y"] is None:
        return
    if any(one["kind"] == "pie" for one in shown):
        shown = [{**one, "y": _shares(one["y"])} for one in shown]
        wanted["y"] = None if wanted["y"] is None else _shares(wanted["y"])
    near = max(shown, key=lambda one: _hits(one, wanted, tolerance))
    for part, values in wanted.items():
        if values is None or _same(near[part], values, tolerance):
            continue
        where = "horizontal" if part == "x" else "vertical"
        hint = f"Your chart shows other values on its {where} axis than expected."
        if len(near[part]) != len(values):
            hint = f"Your chart shows a different number of values on its {where} axis."
        fail(hint, words=message, expected=values, got=near[part])


def _shares(values: Sequence[Any]) -> list[object]:
    total = sum(values)
    return [value / total for value in values] if total else list(values)


def _hits(one: Mapping[str, Any], wanted: Mapping[str, Any], tolerance: float) -> int:
    return sum(
        values is not None and _same(one[part], values, tolerance)
        for part, values in wanted.items()
    )


def _same(got: Sequence[object], wanted: Sequence[object], tolerance: float) -> bool:
    if len(got) != len(wanted):
        return False
    return all(
        values_agree(a, b, tolerance) or (isinstance(a, str) and a == str(b))
        for a, b in zip(got, wanted, strict=True)
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


# ------------------------------------------------------------------------ what a chart shows
def _facts(chart: object) -> dict[str, Any] | None:
    remote = getattr(type(chart), "__chart_facts__", None)
    if remote is None:
        return chart_facts(chart)
    found = remote(chart)
    return found if isinstance(found, dict) else None


def chart_facts(chart: object) -> dict[str, Any] | None:
    """What a chart shows, as plain data; None when it is no chart."""
    names = [kind.__name__ for kind in type(chart).__mro__]
    modules = {kind.__module__.partition(".")[0] for kind in type(chart).__mro__}
    state: dict[str, Any] = getattr(chart, "__dict__", {})
    if "matplotlib" in modules:
        from graders.checks.matplotlib_charts import axes_facts

        if "FigureBase" in names:
            drawn = [axes_facts(axes) for axes in state["_localaxes"]]
            return _joined(drawn, state.get("_suptitle"))
        return axes_facts(chart) if "_AxesBase" in names else None
    if "plotly" in modules and "BaseFigure" in names:
        return _plotly_facts(state)
    return None


def _joined(drawn: Sequence[dict[str, Any]], heading: Any) -> dict[str, Any]:
    """The facts of a figure: of its first axes, with the series of all."""
    if not drawn:
        return {"title": "", "x_title": "", "y_title": "", "series": []}
    facts = {**drawn[0], "series": [one for axes in drawn for one in axes["series"]]}
    text = heading.__dict__.get("_text", "") if heading is not None else ""
    facts["title"] = facts["title"] or str(text)
    return facts


def _plotly_facts(state: Mapping[str, Any]) -> dict[str, Any]:
    layout = state.get("_layout") or {}
    series = [_trace(trace) for trace in state.get("_data") or [] if trace.get("visible", True)]
    return {
        "title": _title(layout),
        "x_title": _title(layout.get("xaxis") or {}),
        "y_title": _title(layout.get("yaxis") or {}),
        "series": series,
    }


def _title(part: Mapping[str, Any]) -> str:
    title = part.get("title") or ""
    return str(title.get("text") or "") if isinstance(title, Mapping) else str(title)


def _trace(trace: Mapping[str, Any]) -> dict[str, Any]:
    kind = str(trace.get("type", "scatter"))
    if kind in ("scatter", "scattergl"):
        lines = "lines" in str(trace.get("mode", "lines"))
        found = "line" if lines else "scatter"
    else:
        found = _PLOTLY.get(kind, "other")
    across, up = {"pie": ("labels", "values"), "heatmap": ("x", "z")}.get(found, ("x", "y"))
    if trace.get("orientation") == "h":
        across, up = up, across
    return {"kind": found, "x": _values(trace.get(across)), "y": _values(trace.get(up))}


def _values(data: Any) -> list[object]:
    """The values of one part of a trace, also where plotly keeps them as packed bytes."""
    if data is None:
        return []
    if isinstance(data, Mapping):
        packed = base64.b64decode(str(data.get("bdata", "")))
        return list(np.frombuffer(packed, np.dtype(str(data.get("dtype", "f8")))).tolist())
    return list(np.asarray(data, dtype=object).ravel().tolist())
