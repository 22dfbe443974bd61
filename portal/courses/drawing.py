"""Drawing charts: an SVG made here, legible in light and dark, and a figure for the browser.

matplotlib and plotly are heavy, so only ``figures`` imports this module, and only when it draws.
"""

import io
import json
import re
from collections.abc import Mapping
from typing import Any

import matplotlib as mpl
import plotly.graph_objects as go
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas

from portal.courses.charts import ChartSpec

WIDTH, HEIGHT, DPI = 600, 360, 72
# Okabe and Ito's colours, told apart by colour-blind readers; dark variants for dark pages.
SERIES_LIGHT = ("#0072b2", "#d55e00", "#00795a", "#a3467f", "#6b5900", "#3a3a3a")
SERIES_DARK = ("#6cc4f5", "#ff9d57", "#4fd1ab", "#f0a3d0", "#f0e442", "#d0d0d0")
INK_LIGHT, INK_DARK = "#1d2730", "#e9eef2"
FAINT_LIGHT, FAINT_DARK = "#c3ccd4", "#46525d"
# Colours that occur nowhere else stand for themes while matplotlib draws.
_INK, _FAINT = "#010203", "#040506"
_SERIES = tuple(f"#0a0b{position:02x}" for position in range(len(SERIES_LIGHT)))
MARKERS = ("o", "s", "^", "D", "v", "P")
LINES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)))
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif"


def height_of(spec: ChartSpec) -> int:
    """Return the height in pixels: lying bars need a line each."""
    return max(220, 110 + 34 * len(spec.rows)) if spec.horizontal else HEIGHT


def draw(spec: ChartSpec) -> bytes:
    """Return the chart as SVG that follows the reader's light or dark setting."""
    settings: dict[Any, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": "academy",
        "font.family": "sans-serif",
        "font.size": 15,
        "text.color": _INK,
        "axes.labelcolor": _INK,
        "xtick.color": _INK,
        "ytick.color": _INK,
        "axes.edgecolor": _FAINT,
        "grid.color": _FAINT,
    }
    with mpl.rc_context(settings):
        canvas = Canvas(figsize=(WIDTH / DPI, height_of(spec) / DPI), dpi=DPI, layout="constrained")
        axes = canvas.add_subplot()
        _plot(axes, spec)
        _furnish(axes, spec)
        out = io.StringIO()
        canvas.set_canvas(FigureCanvasSVG(canvas))
        canvas.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return _themed(out.getvalue()).encode()


def _plot(axes: Any, spec: ChartSpec) -> None:
    for position, (name, values) in enumerate(spec.series):
        colour = _SERIES[position]
        numbers = [float("nan") if value is None else value for value in values]
        if spec.kind == "line":
            axes.plot(
                spec.x_values, numbers, color=colour, label=name, linewidth=2,
                linestyle=LINES[position], marker=MARKERS[position] if len(numbers) <= 30 else None,
            )  # fmt: skip
        elif spec.kind == "scatter":
            axes.scatter(spec.x_values, numbers, color=colour, label=name, marker=MARKERS[position])
        else:
            _bars(axes, spec, position, numbers, colour, name)


def _bars(
    axes: Any, spec: ChartSpec, position: int, numbers: list[float], colour: str, name: str
) -> None:
    thickness = 0.8 / len(spec.series)
    places = [place - 0.4 + thickness * (position + 0.5) for place in range(len(spec.x_values))]
    names = [str(value) for value in spec.x_values]
    if spec.horizontal:
        bars = axes.barh(places, numbers, height=thickness * 0.92, color=colour, label=name)
        axes.set_yticks(range(len(names)), names)
    else:
        bars = axes.bar(places, numbers, width=thickness * 0.92, color=colour, label=name)
        turned = max(map(len, names)) * len(names) > 60
        axes.set_xticks(
            range(len(names)),
            names,
            rotation=35 if turned else 0,
            ha="right" if turned else "center",
        )
    if len(spec.series) * len(names) <= 14:
        axes.bar_label(bars, fmt=_short, padding=3, fontsize=14)


def _short(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.4g}"


def _furnish(axes: Any, spec: ChartSpec) -> None:
    across, up = (spec.y, spec.x) if spec.horizontal else (spec.x, spec.y)
    axes.set_xlabel(across.words)
    axes.set_ylabel(up.words)
    if spec.horizontal:
        axes.invert_yaxis()
    if spec.kind == "bar":
        axes.margins(**({"x": 0.1} if spec.horizontal else {"y": 0.1}))
    axes.grid(axis="x" if spec.horizontal else "y", linewidth=0.7)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    _plain_numbers(axes, spec)
    if len(spec.series) > 1:
        axes.legend(frameon=False, loc="best", labelcolor=_INK)


def _plain_numbers(axes: Any, spec: ChartSpec) -> None:
    value_axis = axes.xaxis if spec.horizontal else axes.yaxis
    value_axis.set_major_formatter(lambda value, _position: _short(value))
    if spec.kind != "bar" and all(isinstance(value, int) for value in spec.x_values):
        axes.xaxis.get_major_locator().set_params(integer=True)


def _themed(svg: str) -> str:
    """Replace stand-in colours by variables, so that one file serves light and dark pages."""
    names = {_INK: "ink", _FAINT: "faint"} | {c: f"s{n}" for n, c in enumerate(_SERIES)}
    for colour, name in names.items():
        svg = svg.replace(colour, f"var(--{name})")
    light = {"ink": INK_LIGHT, "faint": FAINT_LIGHT}
    dark = {"ink": INK_DARK, "faint": FAINT_DARK}
    light |= {f"s{n}": c for n, c in enumerate(SERIES_LIGHT)}
    dark |= {f"s{n}": c for n, c in enumerate(SERIES_DARK)}
    style = (
        f"<style>svg{{{_variables(light)}}} text{{font-family:{FONT} !important}}"
        f"@media (prefers-color-scheme: dark){{svg{{{_variables(dark)}}}}}</style>"
    )
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    # The page's background shows through.
    svg = re.sub(r'<g id="patch_[12]">\s*<path[^>]*style="fill: #ffffff"/>\s*</g>', "", svg)
    svg = re.sub(r"(<svg[^>]*>)", lambda match: match[1] + style, svg, count=1)
    return re.sub(r"\n\s*", "\n", svg)


def _variables(colours: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


def interactive(spec: ChartSpec) -> str:
    """Return the chart as a plotly figure in JSON, ready to stand inside a script element."""
    figure = go.Figure(
        layout={"template": None, "hovermode": "closest", "font": {"family": FONT, "size": 14}}
    )
    for position, (name, values) in enumerate(spec.series):
        figure.add_trace(_trace(spec, position, name, values))
    across, up = (spec.y, spec.x) if spec.horizontal else (spec.x, spec.y)
    figure.update_layout(
        barmode="group",
        showlegend=len(spec.series) > 1,
        margin={"l": 60, "r": 16, "t": 16, "b": 56},
        xaxis={"title": {"text": across.words}, "automargin": True},
        yaxis={"title": {"text": up.words}, "automargin": True},
    )
    if spec.horizontal:
        figure.update_yaxes(autorange="reversed")
    made = figure.to_plotly_json()
    made["layout"].pop("template", None)
    data = json.dumps(made, separators=(",", ":"), default=list)
    return data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _trace(spec: ChartSpec, position: int, name: str, values: list[float | None]) -> Any:
    colour = SERIES_LIGHT[position]
    if spec.kind == "bar":
        names = [str(value) for value in spec.x_values]
        across, up = (values, names) if spec.horizontal else (names, values)
        return go.Bar(
            x=across,
            y=up,
            name=name,
            orientation="h" if spec.horizontal else "v",
            marker={"color": colour},
        )
    mode = "lines+markers" if spec.kind == "line" else "markers"
    return go.Scatter(
        x=spec.x_values, y=values, name=name, mode=mode, line={"color": colour}, marker={"size": 8}
    )
