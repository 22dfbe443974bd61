"""Figures worked by hand, and the rules they are held against."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.datasets.assessment import Rules, assess
from portal.datasets.disclosure import measure

# Table 3 of Li, Li and Venkatasubramanian (2007): salaries of nine persons in three groups.
# The paper works out two distances: {3,4,5} thousand from all nine, 0.375, and {6,8,11}, 0.167.
SALARIES = {"a": (3000, 4000, 5000), "b": (6000, 8000, 11000), "c": (7000, 9000, 10000)}
PAPER = [
    {"group": group, "salary": str(salary)}
    for group, salaries in SALARIES.items()
    for salary in salaries
]


def test_closeness_of_numbers_is_that_of_the_paper() -> None:
    (salary,) = measure(PAPER, quasi_identifiers=["group"], sensitive=["salary"]).sensitive

    assert salary.closeness == 0.375
    assert salary.least_distinct == 3
    assert salary.largest_share == pytest.approx(1 / 3)


def test_closeness_of_the_second_group_is_that_of_the_paper() -> None:
    # Group a and c together keep the whole as it is, and b is then the farthest but one.
    rows = [{**row, "group": "b" if row["group"] == "b" else "ac"} for row in PAPER]

    (salary,) = measure(rows, quasi_identifiers=["group"], sensitive=["salary"]).sensitive

    assert salary.closeness == pytest.approx(1 / 6, abs=1e-6)


def test_closeness_of_words_is_half_the_sum_of_differences() -> None:
    # All: 4 flu, 2 cancer, 2 cold. Group x: 3 flu, 1 cancer.
    # |3/4 - 1/2| + |1/4 - 1/4| + |0 - 1/4| = 1/2, and half of it is 1/4.
    illness = {"x": ["flu", "flu", "flu", "cancer"], "y": ["flu", "cancer", "cold", "cold"]}
    rows = [{"group": g, "illness": value} for g, values in illness.items() for value in values]

    (found,) = measure(rows, quasi_identifiers=["group"], sensitive=["illness"]).sensitive

    assert found.closeness == 0.25
    assert found.least_distinct == 2


def test_groups_like_everybody_lie_at_no_distance() -> None:
    rows = [{"group": g, "v": v} for g in "xy" for v in ("1", "2", "2", "9")]

    assert measure(rows, quasi_identifiers=["group"], sensitive=["v"]).sensitive[0].closeness == 0


def test_uniques_and_suppression_are_counted_by_hand() -> None:
    # Groups of 5, 2 and 1: with k = 3 the 2 + 1 rows of the small ones would have to go.
    rows = [{"town": town} for town in "AAAAABBC"]

    figures = measure(rows, quasi_identifiers=["town"], min_k=3)

    assert (figures.k, figures.unique, figures.unique_share, figures.suppress) == (1, 1, 0.125, 3)


def test_a_file_that_keeps_to_its_rules_passes() -> None:
    rules = Rules(quasi_identifiers=["group"], sensitive=["salary"], min_k=3, max_t=0.4)

    result = assess(PAPER, rules=rules)

    assert result.passes
    assert result.failures == ()


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (
            Rules(["group"], min_k=4),
            "k is 3, so some combination of group is shared by fewer than 4",
        ),
        (Rules(["group"], ["salary"], min_k=3, min_l=4), "l is 3 for salary"),
        (Rules(["group"], ["salary"], min_k=3, max_t=0.3), "t is 0.375 for salary"),
    ],
)
def test_each_rule_that_is_broken_is_named(rules: Rules, said: str) -> None:
    result = assess(PAPER, rules=rules)

    assert not result.passes
    assert said in result.failures[0]
    assert len(result.failures) == 1


def test_a_direct_identifier_fails_the_safest_table() -> None:
    rows = [{"town": "A", "mail": "ada@example.org"}] * 20

    result = assess(rows, rules=Rules(["town"]))

    assert result.failures == ("column mail: e-mail address in 1 values; drop the column",)


def test_rows_that_are_no_persons_are_only_searched_for_identifiers() -> None:
    rules = Rules(persons=False)

    assert assess([{"name": "Springfield"}], rules=rules).passes
    assert not assess([{"name": "ask mayor@springfield.gov"}], rules=rules).passes
    assert assess([{"name": "Springfield"}], rules=rules).figures is None


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "salaries.csv"
    lines = [f"{row['group']},{row['salary']}" for row in PAPER]
    path.write_text("\n".join(["group,salary", *lines]) + "\n")
    return path


def _run(file: Path, *options: str) -> str:
    out = StringIO()
    call_command("assess_dataset", str(file), *options, stdout=out)
    return out.getvalue()


def test_command_prints_every_figure(file: Path) -> None:
    said = _run(file, "--quasi-identifiers", "group", "--sensitive", "salary", "--min-k", "3")

    assert said.splitlines() == [
        "rows: 9",
        "groups by group: 3",
        "k: 3 (at least 3)",
        "sample uniques: 0 (0.0%)",
        "suppression needed: 0 rows (0.0%)",
        "salary: l = 3 (at least 2), t = 0.375, largest share 33.3%",
        "direct identifiers: none found",
        "PASSES",
    ]


def test_command_fails_when_the_file_fails_and_prints_json(file: Path) -> None:
    out = StringIO()
    options = ["--quasi-identifiers", "group,salary", "--min-k", "5", "--json"]

    with pytest.raises(CommandError, match="fails: k is 1"):
        call_command("assess_dataset", str(file), *options, stdout=out)

    record = json.loads(out.getvalue())
    assert record["passes"] is False
    assert (record["figures"]["k"], record["figures"]["unique"]) == (1, 9)
    assert record["figures"]["suppress"] == 9


@pytest.mark.parametrize(
    ("name", "said"), [("age", "no column named age"), ("", "at least one column")]
)
def test_command_names_what_it_cannot_measure(file: Path, name: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        _run(file, "--quasi-identifiers", name)
    with pytest.raises(CommandError, match="No such file"):
        _run(file.with_name("gone.csv"), "--quasi-identifiers", "group")
