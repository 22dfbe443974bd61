"""The chart of a domain in a department: how the assessed spread over the levels.

The server draws stacked bars; the interactive chart, loaded on request, adds the intervals. Both
repeat the table that stands beside them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.reporting.figures import LEVELS, CompetencyFigures, ShareFigure, level_names

_WIDTH, _BAR, _ROW, _GAP = 480, 12, 26, 1.5
_STEPS = ("academy-step-0", "academy-step-1", "academy-step-2", "academy-step-3")
"""Classes of the stylesheet, lowest level first: their colours follow the reader's setting."""
_MERGED = "academy-step-merged"
_COLOURS = ("#d3dddb", "#8fc1bc", "#3d8d88", "#0b4a4a")
_EDGE = "#6f7f7c"
"""Seen on white and on dark pages alike, at more than 3:1."""
_FONT = {"family": "system-ui, sans-serif", "size": 14}


@dataclass(frozen=True)
class Chart:
    """What the chart's template takes."""

    title: str
    legend: SafeString
    svg: SafeString
    alt: str
    figure: dict[str, Any]


def domain_chart(domain: str, competencies: Sequence[CompetencyFigures]) -> Chart | None:
    """Return the chart of a domain; None when no share in it is published."""
    shown = [competency for competency in competencies if competency.is_shown]
    if not shown:
        return None
    return Chart(
        title=_("How the assessed spread over the levels: %(domain)s") % {"domain": domain},
        legend=_legend(shown),
        svg=format_html_join("", "{}", ((_row(competency),) for competency in shown)),
        alt=". ".join(_in_words(competency) for competency in shown),
        figure=_figure(shown),
    )


def _shown_shares(competency: CompetencyFigures) -> list[ShareFigure]:
    return [share for share in competency.shares if share.is_shown]


def _in_words(competency: CompetencyFigures) -> str:
    shares = ", ".join(
        _("%(share)s at %(level)s or above") % {"share": s.text, "level": s.level_name}
        for s in _shown_shares(competency)
    )
    return f"{competency.name}: {shares}"


def _segments(competency: CompetencyFigures) -> Iterator[tuple[float, float, str]]:
    """Yield start and end in percent and class of each stretch of the bar, lowest level first.

    Where a level in between is not published, its stretch is one with its neighbour's.
    """
    edges = [(0, 100), *((s.level, s.percent or 0) for s in _shown_shares(competency))]
    ends = [*edges[1:], (max(LEVELS) + 1, 0)]
    for (level, share), (next_level, next_share) in zip(edges, ends, strict=True):
        step = _STEPS[level] if next_level == level + 1 else _MERGED
        if share > next_share:
            yield 100 - share, 100 - next_share, step


def _row(competency: CompetencyFigures) -> SafeString:
    scale = _WIDTH / 100
    stretches = format_html_join(
        "",
        '<rect class="{}" x="{}" y="1" width="{}" height="{}"/>',
        (
            (step, f"{start * scale:.1f}", f"{max((end - start) * scale - _GAP, 1):.1f}", _BAR)
            for start, end, step in _segments(competency)
        ),
    )
    return format_html(
        '<p class="academy-meta">{}</p><svg viewBox="0 0 {} {}" focusable="false">{}</svg>',
        competency.name,
        _WIDTH,
        _ROW,
        stretches,
    )


def _legend(shown: Sequence[CompetencyFigures]) -> SafeString:
    names = [_("below %(level)s") % {"level": level_names()[0]}, *level_names()]
    entries = list(zip(_STEPS, names, strict=True))
    if any(step == _MERGED for c in shown for *_ends, step in _segments(c)):
        entries.append((_MERGED, _("levels not shown apart")))
    return format_html(
        '<p class="academy-meta">{}</p>',
        format_html_join(
            " ",
            '<span class="academy-nowrap"><svg width="14" height="14" '
            'viewBox="0 0 14 14" focusable="false">'
            '<rect class="{}" x="1" y="1" width="12" height="12"/></svg>'
            " {}</span>",
            entries,
        ),
    )


def _figure(shown: Sequence[CompetencyFigures]) -> dict[str, Any]:
    return {
        "data": [_trace(level, shown) for level in LEVELS],
        "layout": {
            "font": _FONT,
            "margin": {"l": 20, "r": 20, "t": 40, "b": 60},
            "xaxis": {
                "range": [0, 100],
                "ticksuffix": " %",
                "title": {"text": _("Share of the assessed, with 90 % interval")},
            },
            "yaxis": {"autorange": "reversed", "automargin": True},
            "scattermode": "group",
            "legend": {"orientation": "h", "y": 1.12},
        },
    }


def _trace(level: int, shown: Sequence[CompetencyFigures]) -> dict[str, Any]:
    pairs = [(c, c.share(level)) for c in shown if c.share(level).is_shown]
    percents = [share.percent or 0 for _c, share in pairs]
    name = level_names()[LEVELS.index(level)]
    return {
        "type": "scatter",
        "mode": "markers",
        "orientation": "h",
        "name": _("%(level)s or above") % {"level": name},
        "x": percents,
        "y": [competency.name for competency, _s in pairs],
        "text": [f"{share.text} ({share.interval})" for _c, share in pairs],
        "hovertemplate": "%{y}: %{text}",
        "marker": {
            "color": _COLOURS[level],
            "size": 11,
            "line": {"width": 1.5, "color": _EDGE},
            "symbol": ("circle", "diamond", "square")[LEVELS.index(level)],
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [
                max((s.high or 0) - p, 0) for (_c, s), p in zip(pairs, percents, strict=True)
            ],
            "arrayminus": [
                max(p - (s.low or 0), 0) for (_c, s), p in zip(pairs, percents, strict=True)
            ],
            "color": _EDGE,
        },
    }
