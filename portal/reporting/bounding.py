"""Between which limits every sum of a tree lies, for somebody who knows some of them. Pure.

In a tree of sums the limits follow exactly from two passes: upwards, a sum lies within the sum of
its parts' limits; downwards, a part lies within its sum less the other parts' limits.
"""

from collections.abc import Mapping, Sequence

Limits = tuple[float, float]
Pair = tuple[dict[str, Limits], dict[str, Limits]]
"""Limits of every sum, and of every department's own part."""
_ROUNDS = 3


def bound(
    top_down: Sequence[str],
    children: Mapping[str, Sequence[str]],
    whole: Mapping[str, Limits],
    own: Mapping[str, Limits],
) -> Pair:
    """Return the limits of every sum, and of every department's own part.

    Args:
        top_down: the departments, each after the one above it.
        children: those just below each.
        whole: what is known of a department with all below it.
        own: what is known of a department's own part.
    """
    sums = dict(whole)
    for code in reversed(top_down):
        parts = [own[code], *(sums[child] for child in children[code])]
        total = sum(low for low, _ in parts), sum(high for _, high in parts)
        sums[code] = both(sums[code], total)
    owns = dict(own)
    for code in top_down:
        below = children[code]
        parts = [own[code], *(sums[child] for child in below)]
        low = sum(one for one, _ in parts)
        high = sum(one for _, one in parts)
        limits = [
            both(part, (sums[code][0] - (high - part[1]), sums[code][1] - (low - part[0])))
            for part in parts
        ]
        owns[code] = limits[0]
        sums.update(zip(below, limits[1:], strict=True))
    return sums, owns


def bound_part(
    top_down: Sequence[str], children: Mapping[str, Sequence[str]], total: Pair, part: Pair
) -> Pair:
    """Return the limits of a part, which together with the others makes the total.

    Args:
        top_down: the departments, each after the one above it.
        children: those just below each.
        total: what is known of the total, of each sum and each own part.
        part: what is known of the part.
    """
    for _ in range(_ROUNDS):
        part = bound(top_down, children, *part)
        others = bound(top_down, children, *_less(total, part))
        part = _both_pairs(part, _less(total, others))
    return part


def _both_pairs(one: Pair, other: Pair) -> Pair:
    sums, owns = (
        {code: both(known, new[code]) for code, known in old.items()}
        for old, new in zip(one, other, strict=True)
    )
    return sums, owns


def _less(total: Pair, part: Pair) -> Pair:
    """Return the limits of what is left of the total without the part."""
    left = [
        {
            code: (max(low - has[code][1], 0.0), high - has[code][0])
            for code, (low, high) in of.items()
        }
        for of, has in zip(total, part, strict=True)
    ]
    return left[0], left[1]


def both(one: Limits, other: Limits) -> Limits:
    """Return the limits that keep both."""
    return max(one[0], other[0]), min(one[1], other[1])
