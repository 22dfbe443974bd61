"""`python -m portal assess_dataset`: could a person be recognised in this file?"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.datasets.assessment import SMALLEST_ACCEPTED_L, Result, Rules, assess
from portal.datasets.disclosure import SMALLEST_ACCEPTED_K, Disclosure
from portal.datasets.loading import csv_rows


class Command(BaseCommand):
    """Measures a CSV file and fails when it may not be published."""

    help = "Measure k, uniques, l, t and direct identifiers of a person-level CSV file."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command's options."""
        parser.add_argument("file", type=Path, help="CSV file with a header, one row a person")
        parser.add_argument(
            "--quasi-identifiers",
            type=_names,
            required=True,
            metavar="A,B",
            help="columns that somebody who knows a person may know",
        )
        parser.add_argument(
            "--sensitive", type=_names, default=[], metavar="C,D", help="columns to keep secret"
        )
        parser.add_argument("--min-k", type=int, default=SMALLEST_ACCEPTED_K)
        parser.add_argument("--min-l", type=int, default=SMALLEST_ACCEPTED_L)
        parser.add_argument("--max-t", type=float, help="none is asked for unless given")
        parser.add_argument(
            "--not-identifying",
            type=_names,
            default=[],
            metavar="A,B",
            help="columns that look like identifiers and are none",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, print, and fail when the file fails."""
        rules = Rules(
            quasi_identifiers=options["quasi_identifiers"],
            sensitive=options["sensitive"],
            min_k=options["min_k"],
            min_l=options["min_l"],
            max_t=options["max_t"],
            not_identifying=dict.fromkeys(options["not_identifying"], "said on the command line"),
        )
        try:
            rows = csv_rows(options["file"].read_bytes())
            result = assess(rows, rules=rules)
        except (OSError, ValueError) as error:
            raise CommandError(f"{options['file']}: {error}") from None
        if options["json"]:
            record = {"passes": result.passes, **asdict(result)}
            self.stdout.write(json.dumps(record, indent=2, ensure_ascii=False))
        else:
            for line in _report(result, rules):
                self.stdout.write(line)
        if not result.passes:
            raise CommandError(f"{options['file'].name} fails: {'; '.join(result.failures)}")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _report(result: Result, rules: Rules) -> Iterator[str]:
    if result.figures is not None:
        yield from _figures(result.figures, rules)
    yield "direct identifiers: " + (
        "; ".join(f"{f.column} ({f.sign}, {f.values} values)" for f in result.findings)
        or "none found"
    )
    yield "PASSES" if result.passes else "FAILS"


def _figures(figures: Disclosure, rules: Rules) -> Iterator[str]:
    yield f"rows: {figures.rows}"
    yield f"groups by {', '.join(rules.quasi_identifiers)}: {figures.groups}"
    yield f"k: {figures.k} (at least {rules.min_k})"
    yield f"sample uniques: {figures.unique} ({figures.unique_share:.1%})"
    share = figures.suppress / figures.rows if figures.rows else 0
    yield f"suppression needed: {figures.suppress} rows ({share:.1%})"
    for column in figures.sensitive:
        bound = "" if rules.max_t is None else f" (at most {rules.max_t:g})"
        yield (
            f"{column.column}: l = {column.least_distinct} (at least {rules.min_l}), "
            f"t = {column.closeness:.3f}{bound}, largest share {column.largest_share:.1%}"
        )
