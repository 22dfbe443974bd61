"""Writes docs/reference/nbgrader-parity.md from the suite, so that the page cannot go stale."""

from collections import Counter
from pathlib import Path

from tests.integration.graders.parity.assignments import ASSIGNMENTS

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "nbgrader-parity.md"
_TEXT = """\
# Scores beside nbgrader's

This page is made by `python -m tests.integration.graders.parity.reference_page`; a test compares
it with the suite.

The academy runs notebooks with an engine of its own, for speed and safety. Notebooks, metadata and
releases are nbgrader's (0.9.6), and honest work gets the same score in every cell. The suite in
`tests/integration/graders/parity/` shows it: {cases} submissions of {assignments} assignments are
released, submitted and graded with the real nbgrader, then graded with ours, and each cell is
compared, also those that wait for a person. Run it with
`python -m pytest tests/integration/graders/parity`.

| kind of work | submissions |
|---|---|
{rows}

## Three deliberate differences

| what happens | nbgrader | the academy | why |
|---|---|---|---|
| a test cell is never executed, because the notebook ended or ran out of time before it | \
all points, where the notebook is graded at all | 0 | what was not checked has not been shown |
| a test cell writes to stderr, for example a warning | 0 | no influence | a warning is no mistake |
| a test's last value is NaN, which a missing value of the learner's can cause | all points | 0 | \
what is no number is no share of the points; a wrong answer would be worth more than a nearly \
right one |

`test_differences.py` holds a test of each, with nbgrader's own score beside ours.

## Where a notebook was taken apart

Releases protect their cells, so this needs some effort. Every test runs as it stands in the
source, in the order of the source.

- **A deleted test cell is put back**, as nbgrader does with its option
  `OverwriteCells.add_missing_cells`, which the suite switches on. Without it, nbgrader leaves the
  cell to a person. A deleted read-only cell is put back as well.
- **A deleted written answer** waits for a person, as in nbgrader.
- **A copied answer cell**: both copies run. A written answer waits for a person if any copy was
  changed; nbgrader looks at the last copy only.
- **Moved cells** run where the source has them; nbgrader runs them where they were moved to.
- **Tests use the data that the notebook gives**, as our source makes it: a learner who changes it
  in place changes nothing for the tests, where nbgrader's tests see the change.
- **Tests use their own imports and helpers.** Giving `math` or a helper of the notebook another
  meaning, or deleting it, changes nothing for the tests; nbgrader's tests meet the change.

## What nbgrader cannot grade at all

A test whose last value is a number above the cell's points ends nbgrader's run; here the cell
scores 0 and its message says that the trainer has to look. A notebook that ends its kernel or never
stops ends nbgrader's run too; here it keeps the points of the tests that passed before.
"""


def page() -> str:
    """The page as it should be."""
    kinds = Counter(case.kind for assignment in ASSIGNMENTS for case in assignment.cases)
    rows = "\n".join(f"| {kind} | {count} |" for kind, count in sorted(kinds.items()))
    return _TEXT.format(cases=kinds.total(), assignments=len(ASSIGNMENTS), rows=rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
