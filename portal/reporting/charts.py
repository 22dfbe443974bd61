"""The chart of a department: the share at Working level or above, with its interval."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.reporting.figures import CompetencyFigures, DepartmentFigures
from portal.reporting.words import WORKING

_TRACK, _INTERVAL, _POINT = "#e4ebe9", "#93a3a0", "#0b5c5c"
_WIDTH = 480


@dataclass(frozen=True)
class Chart:
    """What the chart component takes."""

    title: str
    svg: SafeString
    alt: str
    figure: dict[str, Any]
    columns: list[str]
    rows: list[list[str]]


def working_chart(figures: DepartmentFigures) -> Chart | None:
    """Return the chart; None when no share at Working level is published."""
    shown = [c for c in figures.competencies if c.share(WORKING).is_shown]
    if not shown:
        return None
    return Chart(
        title=_("Share of the assessed at Working level or above, with 90 % interval"),
        svg=_picture(shown),
        alt=_alt(shown),
        figure=_figure(shown),
        columns=[_("Competency"), _("Share"), _("90 % interval"), _("Assessed")],
        rows=[
            [c.name, c.share(WORKING).text, c.share(WORKING).interval, str(c.assessed)]
            for c in shown
        ],
    )


def _alt(shown: list[CompetencyFigures]) -> str:
    return "; ".join(f"{c.name}: {c.share(WORKING).text}" for c in shown)


def _picture(shown: list[CompetencyFigures]) -> SafeString:
    return format_html_join(
        "",
        '<p class="academy-meta">{}: {} ({})</p>'
        '<svg viewBox="0 0 {} 14" focusable="false">'
        '<rect x="0" y="4" width="{}" height="6" fill="{}"/>'
        '<rect x="{}" y="4" width="{}" height="6" fill="{}"/>'
        '<circle cx="{}" cy="7" r="6" fill="{}"/></svg>',
        (_bar(competency) for competency in shown),
    )


def _bar(competency: CompetencyFigures) -> tuple[Any, ...]:
    share = competency.share(WORKING)
    scale = _WIDTH / 100
    percent, low, high = share.percent or 0, share.low or 0, share.high or 0
    return (
        competency.name,
        share.text,
        share.interval,
        _WIDTH,
        _WIDTH,
        _TRACK,
        f"{low * scale:.1f}",
        f"{max(high - low, 1) * scale:.1f}",
        _INTERVAL,
        f"{min(max(percent * scale, 6), _WIDTH - 6):.1f}",
        _POINT,
    )


def _figure(shown: list[CompetencyFigures]) -> dict[str, Any]:
    shares = [c.share(WORKING) for c in shown]
    percents = [share.percent or 0 for share in shares]
    names = [c.name for c in shown]
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "x": percents,
                "y": names,
                "text": [f"{share.text} ({share.interval})" for share in shares],
                "hovertemplate": "%{y}: %{text}<extra></extra>",
                "marker": {"color": _POINT, "size": 11},
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": [
                        max((s.high or 0) - p, 0) for s, p in zip(shares, percents, strict=True)
                    ],
                    "arrayminus": [
                        max(p - (s.low or 0), 0) for s, p in zip(shares, percents, strict=True)
                    ],
                    "color": _INTERVAL,
                    "thickness": 3,
                },
            }
        ],
        "layout": {
            "height": 120 + 34 * len(shown),
            "margin": {"l": 20, "r": 20, "t": 20, "b": 50},
            "xaxis": {"range": [0, 100], "ticksuffix": " %", "title": {"text": _("Share")}},
            "yaxis": {"autorange": "reversed", "automargin": True},
            "showlegend": False,
        },
    }
