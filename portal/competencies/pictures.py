"""Small SVG pictures of levels. They repeat words that stand beside them."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_WIDTH, _HEIGHT, _GAP = 240.0, 16.0, 2.0


def _place(theta: float, taus: Sequence[float]) -> float:
    """Return where an ability lies, 0 to 1, when every level takes an equal part of the width."""
    bounds = [taus[0] - 1.0, *taus, taus[-1] + 1.0]
    band = 1.0 / (len(bounds) - 1)
    for index, (start, end) in enumerate(pairwise(bounds)):
        if theta < end:
            return band * (index + max(theta - start, 0.0) / (end - start))
    return 1.0


def range_picture(low: float, high: float, mean: float, taus: Sequence[float]) -> SafeString:
    """Return the scale from below the first level to the last, with range and middle on it.

    Args:
        low: start of the range in logits.
        high: end of the range in logits.
        mean: middle of the range in logits.
        taus: the cuts, ascending.
    """
    band = _WIDTH / (len(taus) + 1)
    tracks = format_html_join(
        "",
        '<rect class="academy-level__track" x="{}" y="4" width="{}" height="8"/>',
        ((f"{band * i:.1f}", f"{band - _GAP:.1f}") for i in range(len(taus) + 1)),
    )
    start, end, middle = (_place(value, taus) * _WIDTH for value in (low, high, mean))
    return format_html(
        '<svg class="academy-level" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '{}<rect class="academy-level__range" x="{}" y="4" width="{}" height="8"/>'
        '<circle class="academy-level__point" cx="{}" cy="8" r="6"/></svg>',
        int(_WIDTH),
        int(_HEIGHT),
        tracks,
        f"{start:.1f}",
        f"{max(end - start, 1.0):.1f}",
        f"{min(max(middle, 6.0), _WIDTH - 6.0):.1f}",
    )


def steps_picture(levels: Sequence[int]) -> SafeString:
    """Return one column of four steps for each competency, filled up to its level."""
    cells = [
        (
            "academy-level__point" if step <= level else "academy-level__track",
            column * 22,
            (4 - step) * 8,
        )
        for column, level in enumerate(levels)
        for step in range(1, 5)
    ]
    return format_html(
        '<svg width="{}" height="32" viewBox="0 0 {} 32" aria-hidden="true" focusable="false">'
        "{}</svg>",
        len(levels) * 22,
        len(levels) * 22,
        format_html_join("", '<rect class="{}" x="{}" y="{}" width="18" height="6"/>', cells),
    )
