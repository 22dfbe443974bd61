"""Medians, percentiles, ratios, and the table rows that they become."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


def percentile(samples: Sequence[float], share: float) -> float:
    """Return the smallest sample that at least ``share`` of all samples do not exceed.

    Nearest rank: the answer is always a value that was measured, never one between two.

    Raises:
        ValueError: there are no samples, or the share is not above 0 and at most 1.
    """
    if not samples:
        raise ValueError("A percentile needs at least one sample.")
    if not 0 < share <= 1:
        raise ValueError(f"A share lies above 0 and at most at 1, not at {share}.")
    # 0.95 * 20 is a little above 19 in binary; without rounding it would count as 20.
    rank = math.ceil(round(share * len(samples), 9))
    return sorted(samples)[rank - 1]


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return our median over theirs.

    Raises:
        ValueError: one side has no samples, or their median is 0.
    """
    if not ours or not theirs:
        raise ValueError("A ratio needs samples on both sides.")
    below = statistics.median(theirs)
    if below == 0:
        raise ValueError("Nothing can be compared with a median of 0.")
    return statistics.median(ours) / below


def spoken(value: float, unit: str) -> str:
    """Return a value with its unit, with as many digits as the measurement deserves."""
    if unit in {"MiB", "KB", "pages/s"} or abs(value) >= 100:
        return f"{value:,.0f} {unit}".strip()
    return f"{value:.2f} {unit}".strip()


@dataclass(frozen=True)
class Target:
    """What a figure has to keep to: at most ``limit`` in the figure's own unit."""

    limit: float
    unit: str

    def verdict(self, value: float) -> str:
        """Return the target and whether the value keeps it."""
        words = "kept" if value <= self.limit else "missed"
        return f"at most {self.limit:g} {self.unit}: {words}"


@dataclass(frozen=True)
class Figure:
    """One measured line: its samples in one unit, and what their median must keep to."""

    name: str
    unit: str
    samples: Sequence[float]
    target: Target | None = None

    @property
    def median(self) -> float:
        """Return the middle sample."""
        return statistics.median(self.samples)

    @property
    def missed(self) -> bool:
        """Answer whether the median lies above the target."""
        return self.target is not None and self.median > self.target.limit

    def cells(self) -> list[str]:
        """Return name, median, 95th percentile, spread, number of samples and target."""
        spread = f"{spoken(min(self.samples), '')} to {spoken(max(self.samples), self.unit)}"
        target = self.target.verdict(self.median) if self.target else "none set"
        if len(self.samples) == 1:
            return [self.name, spoken(self.median, self.unit), "", "", "1", target]
        return [
            self.name,
            spoken(self.median, self.unit),
            spoken(percentile(self.samples, 0.95), self.unit),
            spread,
            str(len(self.samples)),
            target,
        ]


HEADINGS = ("What", "Median", "95th percentile", "Lowest to highest", "Samples", "Target")


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose columns line up in plain text too."""
    widths = [max(len(cell) for cell in column) for column in zip(headings, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        return f"| {' | '.join(padded)} |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([line(headings), rule, *(line(row) for row in rows)])


def figure_table(figures: Sequence[Figure]) -> str:
    """Return all figures as one Markdown table."""
    return table(HEADINGS, [figure.cells() for figure in figures])
