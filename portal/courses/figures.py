"""The drawings of charts, kept by the hash of what they show.

Drawing takes a tenth of a second, so it is done when content is loaded, previewed or published,
never while a learner waits.
"""

from collections.abc import Iterable, Sequence

from portal.core import files
from portal.courses.charts import ChartSpec
from portal.courses.records import Figure


def lookup(specs: Iterable[ChartSpec]) -> dict[str, Figure]:
    """Return the drawings that exist, by fingerprint."""
    wanted = [spec.fingerprint() for spec in specs]
    if not wanted:
        return {}
    return {f.fingerprint: f for f in Figure.objects.filter(fingerprint__in=wanted)}


def ensure(specs: Sequence[ChartSpec]) -> dict[str, Figure]:
    """Return all drawings by fingerprint, drawing those that do not exist or lost their file."""
    known = lookup(specs)
    for spec in specs:
        fingerprint = spec.fingerprint()
        figure = known.get(fingerprint)
        if figure is None or not files.path(figure.svg_sha256).is_file():
            known[fingerprint] = _draw_and_keep(spec, fingerprint)
    return known


def _draw_and_keep(spec: ChartSpec, fingerprint: str) -> Figure:
    # Imported when needed: matplotlib and plotly cost every process 60 MB, and few ever draw.
    from portal.courses import drawing

    figure, _created = Figure.objects.update_or_create(
        fingerprint=fingerprint,
        defaults={
            "svg_sha256": files.put(drawing.draw(spec)),
            "width": drawing.WIDTH,
            "height": drawing.height_of(spec),
            "interactive": drawing.interactive(spec),
        },
    )
    return figure
