"""The page of measurements, as Markdown: what was measured, how, and on what machine."""

import os
import platform
import statistics
from collections.abc import Mapping
from datetime import date

from tests.bench import pages
from tests.bench.figures import figure_table, percentile, ratio, spoken, table
from tests.bench.measuring import (
    LEARNERS,
    PAGE_ROUNDS,
    SUBMISSIONS,
    WARM_OPENINGS,
    Measured,
)

GIBIBYTE = 1024**3
BUSY_PERCENT = 15.0
INTRODUCTION = """# Measurements

`make bench` wrote this page. It starts one academy from nothing (database, courses, demo people),
measures it as a learner meets it, compares its lesson page with a bare Wagtail project in the same
run, and stops it again. No test depends on these times; run it on your own machine for yours.

"""
METHOD = f"""
## How it was measured

- **Opening the notebook**: {LEARNERS} new learners, each in a Chromium window with an empty cache.
  From the click on *Open in the notebook* until the first code cell can be seen: sign-on at the
  Hub, start of the sandboxed server, fetching the exercise, and JupyterLab itself. Then the same
  click {WARM_OPENINGS} more times for each learner, while the server runs.
- **Submitting**: {SUBMISSIONS} correct notebooks of two exercises, uploaded one after the other by
  the learners in Chromium and graded by the real grader in its sandbox, hidden tests included.
  From the click until the score can be read. The page asks every half second for the result, and
  that is part of the time.
- **Pages a second**: {pages.CLIENTS} clients at once ask each gunicorn over its unix socket for
  {pages.ROUND_SECONDS:g} s, in turn, {PAGE_ROUNDS} rounds. The bare project comes from
  `wagtail start`, serves the same HTML inside its own page, and runs under the portal's own
  gunicorn command and on SQLite. The lesson adds what a bare project lacks: menu, progress,
  outline, content policy.
- **Memory**: PSS, in which a page that several processes share counts once. Idle means: after
  everything above, with no learner's server running. It holds every process that was started,
  the supervisor included. A learner's memory is that of one server with its sandbox.
- **First view**: everything that Chromium fetches for a lesson with an empty cache, signed in;
  compressed, headers included, 1 KB = 1,000 bytes.

The 95th percentile is by nearest rank: always a time that was measured. With few samples it is the
slowest one.
"""


def machine() -> str:
    """Return the class of this machine in words; nothing that names it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIBIBYTE
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB of memory, {platform.machine()}, "
        f"Python {platform.python_version()}"
    )


def page_table(sites: list[pages.Site]) -> str:
    """Return pages a second of each site, and the first one's share of the others."""
    ours = sites[0]
    rows = []
    for site in sites:
        share = "" if site is ours else f"{ratio(ours.rates, site.rates):.2f}"
        spread = f"{min(site.rates):.0f} to {max(site.rates):.0f}"
        median = spoken(statistics.median(site.rates), "pages/s")
        rows.append([site.name, median, spread, str(len(site.rates)), share])
    headings = ["Site", "Median", "Lowest to highest", "Rounds", "Academy's rate over it"]
    return table(headings, rows)


def memory_table(found: Measured) -> str:
    """Return the idle system's memory by program, just started and after use."""
    names = sorted(found.idle, key=lambda name: -found.idle[name])
    rows = [[name, *_cells(name, found.fresh, found.idle)] for name in names]
    rows.append(["all", *(spoken(sum(side.values()), "MiB") for side in (found.fresh, found.idle))])
    return table(["Program", "Just started", "Idle, after all of this"], rows)


def _cells(name: str, *sides: Mapping[str, float]) -> list[str]:
    return [spoken(side.get(name, 0.0), "MiB") for side in sides]


def learner_table(found: Measured) -> str:
    """Return what one learner's server adds."""
    rows = [
        ["Server running, no notebook open", spoken(found.learner_idle, "MiB")],
        ["Notebook open, kernel with pandas and a table", spoken(found.learner_pandas, "MiB")],
    ]
    return table(["One learner", "Memory"], rows)


def weight_table(found: Measured) -> str:
    """Return the first view by kind of file."""
    kinds = sorted(found.weight.by_kind.items(), key=lambda item: -item[1])
    rows = [[kind, spoken(size, "KB")] for kind, size in kinds]
    rows.append([f"all, {found.weight.requests} requests", spoken(found.weight.total, "KB")])
    return table(["Kind of file", "On the line"], rows)


def conditions(found: Measured, day: date) -> str:
    """Say when and on what it was measured, and how quiet the machine was."""
    load = max(found.load)
    noise = (
        "The machine was quiet."
        if load <= BUSY_PERCENT
        else f"Other work used up to {load:.0f} % of the processors, so times may be too long."
    )
    return f"Measured on {day:%d %B %Y} on {machine()}. {noise}\n"


def text(found: Measured, day: date) -> str:
    """Return the whole page."""
    scores = [percentile(found.scores, share) for share in (0.5, 0.95)]
    return "\n".join(
        [
            INTRODUCTION + conditions(found, day),
            figure_table(found.figures()),
            "",
            f"Submit to score: p50 {scores[0]:.2f} s, p95 {scores[1]:.2f} s.",
            "\n## Pages a second\n",
            page_table(found.sites),
            "\nNo target is set; the ratio is what to watch.",
            "\n## Memory\n",
            memory_table(found),
            "",
            learner_table(found),
            "\n## First view of a lesson\n",
            weight_table(found),
            METHOD,
        ]
    )
