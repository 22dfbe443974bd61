"""Items of evidence refuse values that cannot be true."""

from datetime import datetime
from typing import Any

import pytest

from portal.competencies.errors import EvidenceValueError
from tests.factories.competencies import evidence_item


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("level", 0),
        ("level", 5),
        ("difficulty", 7.0),
        ("difficulty", float("nan")),
        ("guess", 1.0),
        ("guess", -0.1),
        ("score", 1.01),
        ("score", float("nan")),
        ("tier", "rumour"),
        ("source_kind", "hearsay"),
        ("observed_at", datetime(2026, 11, 24)),
    ],
)
def test_impossible_value_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(EvidenceValueError, match=name):
        evidence_item("TST-1", "q1", **{name: value})


def test_item_key_is_needed_and_bounded() -> None:
    for key in ("", "k" * 201):
        with pytest.raises(EvidenceValueError, match="item_key"):
            evidence_item("TST-1", key)


def test_codes_as_plain_strings_are_taken() -> None:
    assert evidence_item("TST-1", source_kind="grade_cell", tier="offline").tier == "offline"
