"""Medians, ratios and the table that they are printed in."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured line: a name, the samples in their unit, and what they are compared with."""

    name: str
    unit: str
    samples: Sequence[float]
    peer: str = ""
    peer_samples: Sequence[float] = ()
    target: str = ""

    @property
    def median(self) -> float:
        """Return the middle sample."""
        return statistics.median(self.samples)

    @property
    def p95(self) -> float:
        """Return the 95th percentile by nearest rank."""
        ordered = sorted(self.samples)
        return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]

    @property
    def ratio(self) -> str:
        """Return own median over the peer's, or nothing without a peer."""
        if not self.peer_samples:
            return ""
        return f"{self.median / statistics.median(self.peer_samples):.2f}"

    def row(self) -> str:
        """Return a Markdown table row."""
        peer = ""
        if self.peer_samples:
            peer = f"{self.peer}: {statistics.median(self.peer_samples):.3g} {self.unit}"
        cells = [
            self.name,
            f"{self.median:.3g} {self.unit}",
            f"{self.p95:.3g} {self.unit}",
            str(len(self.samples)),
            peer,
            self.ratio,
            self.target,
        ]
        return "| " + " | ".join(cells) + " |"


HEADER = (
    "| what | median | p95 | n | peer, same run | ratio | target |\n|---|---|---|---|---|---|---|"
)


def table(figures: Sequence[Figure]) -> str:
    """Return all figures as a Markdown table."""
    return "\n".join([HEADER, *(figure.row() for figure in figures)])
