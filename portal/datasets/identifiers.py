"""Signs that a column points straight at a person. Pure: values in, findings out.

Patterns find what is usual, not everything: that nothing was found is no promise. Addresses,
telephone and identity numbers are refused in every file; names, identity-like numbers and free
text only where rows are persons, since places and companies have names too.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

LONG_TEXT = 40
MOSTLY_DIFFERENT = 0.5
NEARLY_ALL_DIFFERENT = 0.9
FEWEST_ROWS = 20
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\d-])(\+\d{1,3}[ .-]?(\(0\))?(\d[ .-]?){6,12}\d|\(\d{2,5}\)[ .-]?\d{3,4}[ .-]?\d{3,4}"
    r"|\d{3}[.-]\d{3}[.-]\d{4})(?![\d-])"
)
_IDENTITY = re.compile(
    r"(?<![\w-])(\d{3}-\d{2}-\d{4}|[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D])(?![\w-])"
)
_IDENTITY_LIKE = re.compile(r"[A-Z]{0,3}\d{6,14}[A-Z]?")
_NAMES = re.compile(
    r"(^|_)(name|names|first_?name|last_?name|full_?name|given_?names?|forename|surname|"
    r"family_?name|maiden_?name|person_?name)$",
    re.IGNORECASE,
)


class Sign(StrEnum):
    """What was found in a column."""

    EMAIL = "e-mail address"
    PHONE = "telephone number"
    IDENTITY = "national identity number"
    IDENTITY_LIKE = "number that is nearly always different, like an identity number"
    NAME = "name of a person"
    FREE_TEXT = "free text"


ALWAYS_REFUSED = frozenset({Sign.EMAIL, Sign.PHONE, Sign.IDENTITY})


@dataclass(frozen=True)
class Finding:
    """One sign in one column, and in how many different values it was seen."""

    column: str
    sign: Sign
    values: int


def find(
    rows: Sequence[Mapping[str, str]], *, persons: bool, except_for: Collection[str] = ()
) -> list[Finding]:
    """Return what points at persons.

    Args:
        rows: the file.
        persons: whether a row is a person; then names, numbers and free text count too.
        except_for: columns that were looked at and found harmless.
    """
    columns = [name for name in (rows[0] if rows else {}) if name not in except_for]
    return [found for name in columns for found in _in_column(name, rows, persons=persons)]


def _in_column(
    column: str, rows: Sequence[Mapping[str, str]], *, persons: bool
) -> Iterator[Finding]:
    values = {row[column] for row in rows} - {""}
    tests: dict[Sign, Callable[[str], object]] = {
        Sign.EMAIL: lambda value: "@" in value and _EMAIL.search(value),
        Sign.PHONE: _PHONE.search,
        Sign.IDENTITY: _IDENTITY.search,
    }
    for sign, seen in tests.items():
        count = sum(1 for value in values if seen(value))
        if count:
            yield Finding(column, sign, count)
    if persons:
        yield from _of_persons(column, values, len(rows))


def _of_persons(column: str, values: Collection[str], rows: int) -> Iterator[Finding]:
    if _NAMES.search(column.strip().replace(" ", "_")):
        yield Finding(column, Sign.NAME, len(values))
    if rows < FEWEST_ROWS or not values:
        return
    share = len(values) / rows
    alike = sum(1 for value in values if _IDENTITY_LIKE.fullmatch(value))
    if share > NEARLY_ALL_DIFFERENT and alike == len(values):
        yield Finding(column, Sign.IDENTITY_LIKE, alike)
    if share > MOSTLY_DIFFERENT and median(len(value) for value in values) > LONG_TEXT:
        yield Finding(column, Sign.FREE_TEXT, len(values))
