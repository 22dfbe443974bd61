"""The page of grading measurements, as Markdown."""

import statistics
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.bench.figures import percentile
from tests.bench.grading_exercises import EXERCISES, PANDAS, REGRESSION

if TYPE_CHECKING:
    from tests.bench.grading import Found

GRADERS = {
    "command": "`nbgrader autograde`",
    "otter": "`otter run`",
    "warm": "nbgrader's API, warm",
    "ours": "ours: worker, split mode, sandbox, result stored",
}
_METHOD = """
## How it was measured

- All graders take turns in one run, so that whatever else the machine does meets all of them.
  Ratios are the figures to quote; absolute times belong to this machine and this hour.
- Every environment was byte-compiled before, and `PYTHONDONTWRITEBYTECODE` is unset: without that
  nbgrader's command would need three times as long and the comparison would be false.
- **nbgrader, warm**: one process that has imported everything and calls `NbGraderAPI.autograde`.
  **Command**: a new process each time. **otter-grader**: `otter run` with the autograder that
  `otter assign` made, in an environment of its own.
- **Ours**: from sending the notebook to the worker's socket until the result stands in a SQLite
  table, in a transaction of its own. Two sandboxed processes for each submission. What the portal
  does around it is measured by `make bench`.
- **Queue**: so many submissions are handed to two workers one after the other; seconds for each.
- Each grader had to give all points to right answers, else the run stops.
"""


def text(found: "Found") -> str:
    """Write the page."""
    parts = [_head(found)]
    for exercise in EXERCISES:
        parts.append(f"\n## {exercise.title}\n\n{_table(found, exercise.name)}\n")
    parts.append(f"\n## Targets\n\n{_targets(found)}\n")
    rows = "\n".join(f"| {n:,} | {1000 * s:.0f} ms |" for n, s in found.queue.items())
    parts.append(f"\n## Queue\n\n| submissions | time for each |\n|---:|---:|\n{rows}\n")
    return "".join([*parts, _METHOD])


def missed(found: "Found") -> list[str]:
    """Names of targets that were not kept."""
    return [name for name, _, kept in _checked(found) if not kept]


def _head(found: "Found") -> str:
    from tests.bench.grading import machine

    day = datetime.now(tz=UTC).date().isoformat()
    load = f"{min(found.load):.1f} to {max(found.load):.1f}"
    words = f"{day}, {machine()}; load between {load}; otter-grader {found.otter}."
    return f"# Grading measurements\n\n`make bench-grading` wrote this page. {words}\n"


def _table(found: "Found", exercise: str) -> str:
    ours = statistics.median(found.seconds["ours", exercise])
    lines = [
        "| grader | median | 95th percentile | runs | ours is faster by |",
        "|---|--:|--:|--:|--:|",
    ]
    for name, words in GRADERS.items():
        times = found.seconds[name, exercise]
        middle, high = statistics.median(times), percentile(times, 0.95)
        factor = "" if name == "ours" else f"{middle / ours:.1f} times"
        times_words = f"{1000 * middle:,.0f} ms | {1000 * high:,.0f} ms | {len(times)}"
        lines.append(f"| {words} | {times_words} | {factor} |")
    return "\n".join(lines)


def _targets(found: "Found") -> str:
    lines = ["| target | measured | |", "|---|--:|---|"]
    for name, value, kept in _checked(found):
        lines.append(f"| {name} | {value} | {'kept' if kept else '**missed**'} |")
    return "\n".join(lines)


def _checked(found: "Found") -> list[tuple[str, str, bool]]:
    def middle(grader: str, exercise: str) -> float:
        return statistics.median(found.seconds[grader, exercise])

    p50, p95 = middle("ours", PANDAS.name), percentile(found.seconds["ours", PANDAS.name], 0.95)
    warm, command = middle("warm", PANDAS.name) / p50, middle("command", PANDAS.name) / p50
    second = middle("warm", REGRESSION.name) / middle("ours", REGRESSION.name)
    flow = found.throughput["ours"] / found.throughput["warm"]
    lengths = sorted(found.queue)
    growth = found.queue[lengths[-1]] / found.queue[lengths[0]]
    zygote, child = found.memory.zygote, found.memory.child
    rate = f"{flow:.1f} times ({found.throughput['ours']:.0f} a minute)"
    return [
        ("small pandas exercise, median at most 150 ms", f"{1000 * p50:.0f} ms", p50 <= 0.150),
        ("small pandas exercise, p95 at most 250 ms", f"{1000 * p95:.0f} ms", p95 <= 0.250),
        ("at least 10 times the warm API", f"{warm:.1f} times", warm >= 10),
        ("at least 25 times the command", f"{command:.1f} times", command >= 25),
        ("regression and plot, at least 8 times the warm API", f"{second:.1f} times", second >= 8),
        ("throughput of two workers, at least 10 times", rate, flow >= 10),
        ("idle zygote at most 300 MiB", f"{zygote:.0f} MiB", zygote <= 300),
        ("a child's private memory at most 40 MiB", f"{child:.0f} MiB", child <= 40),
        (f"queue of {lengths[-1]:,}: time as in one of 10", f"{growth:.2f} times", growth <= 1.25),
    ]
