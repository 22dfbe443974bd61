"""What matplotlib axes show, read from their state and not through methods."""

import functools
import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np

Facts = dict[str, Any]


def axes_facts(axes: Any) -> Facts:
    """Titles and series of one pair of axes."""
    state = axes.__dict__
    titles = (state.get(name) for name in ("title", "_left_title", "_right_title"))
    return {
        "title": next((text for text in map(_text, titles) if text), ""),
        "x_title": _text(_part(state, "xaxis", "label")),
        "y_title": _text(_part(state, "yaxis", "label")),
        "series": _series(state),
    }


def _part(state: Mapping[str, Any], *path: str) -> Any:
    found: Any = state.get(path[0])
    for name in path[1:]:
        found = None if found is None else found.__dict__.get(name)
    return found


def _text(label: Any) -> str:
    state = {} if label is None else label.__dict__
    return str(state.get("_text", "")) if state.get("_visible", True) else ""


def _series(state: Mapping[str, Any]) -> list[Facts]:
    found: list[Facts] = []
    for container in state.get("containers", []):
        if type(container).__name__ == "BarContainer":
            found.append(_bars(container, state))
    for artist in state.get("_children", []):
        if not artist.__dict__.get("_visible", True):
            continue
        one = _one_artist(artist, state)
        if one is not None:
            found.append(one)
    slices = [a for a in state.get("_children", []) if type(a).__name__ == "Wedge"]
    if slices:
        found.append(_pie(slices))
    return found


def _one_artist(artist: Any, state: Mapping[str, Any]) -> Facts | None:
    names = {kind.__name__ for kind in type(artist).__mro__}
    inner = artist.__dict__
    if "Line2D" in names:
        style = str(inner.get("_linestyle", "-"))
        kind = "scatter" if style in ("None", "none", " ", "") else "line"
        labels = _labels(state, "xaxis")
        places = _named(inner.get("_xorig"), labels)
        return {"kind": kind, "x": places, "y": _listed(inner.get("_yorig"))}
    if "PathCollection" in names:
        points = np.asarray(inner.get("_offsets"), dtype=float).reshape(-1, 2)
        labels = _labels(state, "xaxis")
        return {"kind": "scatter", "x": _named(points[:, 0], labels), "y": points[:, 1].tolist()}
    if "AxesImage" in names or "QuadMesh" in names:
        return {"kind": "heatmap", "x": [], "y": _listed(inner.get("_A"))}
    return None


def _bars(container: Any, state: Mapping[str, Any]) -> Facts:
    """Bars stand on x; for horizontal ones the labels count as x and the lengths as y."""
    patches = [patch.__dict__ for patch in container.__dict__["patches"]]
    patches = [patch for patch in patches if patch.get("_visible", True)]
    flat = container.__dict__.get("orientation") == "horizontal"
    start, size, long = ("_y0", "_height", "_width") if flat else ("_x0", "_width", "_height")
    middles = [float(patch[start]) + float(patch[size]) / 2 for patch in patches]
    labels = _labels(state, "yaxis" if flat else "xaxis")
    touching = len(patches) > 1 and all(
        abs(float(a[start]) + float(a[size]) - float(b[start])) < 1e-9
        for a, b in itertools.pairwise(patches)
    )
    return {
        "kind": "histogram" if touching and not labels else "bar",
        "x": _named(middles, labels),
        "y": [float(patch[long]) for patch in patches],
    }


def _pie(slices: list[Any]) -> Facts:
    parts = [(wedge.__dict__["theta1"], wedge.__dict__["theta2"]) for wedge in slices]
    labels = [str(wedge.__dict__.get("_label", "")) for wedge in slices]
    return {"kind": "pie", "x": labels, "y": [abs(float(b - a)) / 360 for a, b in parts]}


def _labels(state: Mapping[str, Any], axis: str) -> dict[float, str]:
    """Words by position on an axis, from categories or from fixed tick labels."""
    units = _part(state, axis, "units")
    mapping = {} if units is None else getattr(units, "__dict__", {}).get("_mapping", {})
    if mapping:
        return {float(position): str(name) for name, position in mapping.items()}
    ticker = _part(state, axis, "major")
    inner = {} if ticker is None else ticker.__dict__
    places = getattr(inner.get("_locator"), "__dict__", {}).get("locs")
    writer = getattr(inner.get("_formatter"), "__dict__", {})
    words = writer.get("seq")
    if isinstance(writer.get("func"), functools.partial):  # labels that were set for fixed places
        given = [part for part in writer["func"].args if isinstance(part, dict)]
        return {float(place): str(word) for part in given for place, word in part.items()}
    if places is None or words is None:
        return {}
    return {float(p): str(getattr(w, "_text", w)) for p, w in zip(places, words, strict=False)}


def _named(values: Any, labels: Mapping[float, str]) -> list[Any]:
    listed = _listed(values)
    if not labels:
        return listed
    return [
        labels.get(round(value, 6), value) if isinstance(value, int | float) else value
        for value in listed
    ]


def _listed(values: Any) -> list[Any]:
    return [] if values is None else list(np.asarray(values).ravel().tolist())
