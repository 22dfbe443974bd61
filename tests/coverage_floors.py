"""Compare what the last measured run covered with the floors, and name every file that is below.

Run it with `make coverage`. Arithmetic and permissions that people depend on are covered wholly.
"""

import json
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from coverage import Coverage

PORTAL_FLOOR = 95.0
WHOLE = (
    "portal/competencies/levels.py",
    "portal/reporting/suppression.py",
    "graders/pipeline/score.py",
    "portal/*/policies.py",
)


def portal_share(files: Mapping[str, Any]) -> float:
    """Return the share of the portal's lines and branches that ran, in per cent."""
    counted = [entry["summary"] for name, entry in files.items() if name.startswith("portal/")]
    there = sum(one["num_statements"] + one["num_branches"] for one in counted)
    ran = sum(one["covered_lines"] + one["covered_branches"] for one in counted)
    return 100.0 * ran / there if there else 0.0


def below(files: Mapping[str, Any]) -> Iterable[str]:
    """Yield a sentence for every floor that is not reached."""
    for pattern in WHOLE:
        names = [name for name in files if Path(name).match(pattern)]
        if not names:
            yield f"{pattern}: nothing was measured"
        for name in names:
            share = files[name]["summary"]["percent_covered"]
            if share < 100:
                lines = files[name]["missing_lines"] or files[name]["missing_branches"]
                yield f"{name}: {share:.1f} % of 100 %, missing {lines}"
    share = portal_share(files)
    if share < PORTAL_FLOOR:
        yield f"portal: {share:.1f} % of {PORTAL_FLOOR:g} %"


def main() -> int:
    """Read .coverage, print what is below its floor, and answer 1 if anything is."""
    measured = Coverage()
    measured.load()
    with tempfile.NamedTemporaryFile(suffix=".json") as target:
        measured.json_report(outfile=target.name)
        with open(target.name, encoding="utf-8") as report:
            files = json.load(report)["files"]
    problems = list(below(files))
    for problem in problems:
        print(problem)
    if not problems:
        print(f"Every floor is reached; portal: {portal_share(files):.1f} %.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
