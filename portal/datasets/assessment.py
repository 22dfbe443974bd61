"""Whether a file may be published: figures and findings, held against rules. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from portal.datasets import identifiers
from portal.datasets.disclosure import SMALLEST_ACCEPTED_K, Disclosure, measure
from portal.datasets.identifiers import ALWAYS_REFUSED, Finding

SMALLEST_ACCEPTED_L = 2


@dataclass(frozen=True)
class Rules:
    """What a file must keep to.

    Attributes:
        quasi_identifiers: columns that somebody who knows a person may know.
        sensitive: columns that nobody should learn about a person.
        min_k: smallest number of persons who share a combination.
        min_l: fewest different sensitive values in a group.
        max_t: largest distance of a group from the whole file; None where none is promised.
        persons: whether a row is a person.
        not_identifying: columns that look like identifiers and are none, with the reason.
    """

    quasi_identifiers: Sequence[str] = ()
    sensitive: Sequence[str] = ()
    min_k: int = SMALLEST_ACCEPTED_K
    min_l: int = SMALLEST_ACCEPTED_L
    max_t: float | None = None
    persons: bool = True
    not_identifying: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """What was found; ``figures`` is None where no row is a person."""

    figures: Disclosure | None
    findings: tuple[Finding, ...]
    failures: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """Whether the file may be published."""
        return not self.failures


def assess(rows: Sequence[Mapping[str, str]], *, rules: Rules) -> Result:
    """Hold a file against the rules.

    Raises:
        UnknownColumnError: a column named is not in the file.
        ValueError: rows are persons and no quasi-identifier is named.
    """
    figures = None
    if rules.persons:
        figures = measure(
            rows,
            quasi_identifiers=rules.quasi_identifiers,
            sensitive=rules.sensitive,
            min_k=rules.min_k,
        )
    found = identifiers.find(rows, persons=rules.persons, except_for=rules.not_identifying)
    failures = (*_failures(figures, rules), *(_in_words(finding) for finding in found))
    return Result(figures, tuple(found), failures)


def _failures(figures: Disclosure | None, rules: Rules) -> Iterator[str]:
    if figures is None:
        return
    if figures.k < rules.min_k:
        yield (
            f"k is {figures.k}, so some combination of {', '.join(rules.quasi_identifiers)} is "
            f"shared by fewer than {rules.min_k} persons (disclosure.min_k). Coarsen or drop "
            f"columns, or leave out {figures.suppress} of {figures.rows} rows"
        )
    for column in figures.sensitive:
        if column.least_distinct < rules.min_l:
            yield (
                f"l is {column.least_distinct} for {column.column}: in some group everybody's "
                f"value is known; {rules.min_l} different ones are needed (disclosure.min_l)"
            )
        if rules.max_t is not None and column.closeness > rules.max_t:
            yield (
                f"t is {column.closeness:.3f} for {column.column}: some group differs from "
                f"everybody by more than {rules.max_t:g} (disclosure.max_t)"
            )


def _in_words(finding: Finding) -> str:
    advice = (
        "drop the column"
        if finding.sign in ALWAYS_REFUSED
        else "drop the column, or say under not_identifying why it points at nobody"
    )
    return f"column {finding.column}: {finding.sign} in {finding.values} values; {advice}"
