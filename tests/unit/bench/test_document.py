from datetime import date
from pathlib import Path

import pytest

from tests.bench import document
from tests.bench.measuring import Measured
from tests.bench.pages import Site
from tests.bench.weight import Weight


@pytest.fixture
def found() -> Measured:
    nowhere = Path("/nowhere")
    return Measured(
        cold=[4.0, 6.0, 8.0],
        warm=[2.0, 2.5, 3.0],
        scores=[float(number) for number in range(1, 21)],
        sites=[
            Site("Academy, signed in", nowhere, "a", "/", rates=[90.0, 100.0, 120.0]),
            Site("Bare Wagtail, signed in", nowhere, "b", "/", rates=[200.0]),
        ],
        fresh={"portal": 100.0, "hub": 90.0},
        idle={"portal": 120.0, "hub": 580.5},
        learner_idle=127.0,
        learner_pandas=209.0,
        weight=Weight({"Document": 20.0, "Script": 15.4}, requests=7),
        load=[4.0, 3.0],
    )


def test_each_figure_stands_beside_its_target(found: Measured) -> None:
    rows = [
        line for line in document.text(found, date(2026, 11, 24)).splitlines() if "at m" in line
    ]

    assert [row.split("|")[6].strip() for row in rows] == [
        "at most 5 s: missed",
        "at most 5 s: kept",
        "at most 3 s: missed",
        "at most 700 MiB: missed",
    ]


def test_the_page_says_when_and_where_and_how_quiet(found: Measured) -> None:
    shown = document.text(found, date(2026, 11, 24))

    assert "Measured on 24 November 2026 on" in shown
    assert " cores, " in shown
    assert "The machine was quiet." in shown


def test_a_busy_machine_is_admitted(found: Measured) -> None:
    found.load.append(83.0)

    assert "Other work used up to 83 %" in document.conditions(found, date(2026, 11, 24))


def test_both_percentiles_of_grading_are_given(found: Measured) -> None:
    assert "p50 10.00 s, p95 19.00 s" in document.text(found, date(2026, 11, 24))


def test_pages_are_compared_with_the_peer(found: Measured) -> None:
    ours, peer = document.page_table(found.sites).splitlines()[2:]

    assert [cell.strip() for cell in ours.split("|")[2:6]] == ["100 pages/s", "90 to 120", "3", ""]
    assert peer.split("|")[5].strip() == "0.50"


def test_memory_is_summed_and_the_largest_comes_first(found: Measured) -> None:
    names = [line.split("|")[1].strip() for line in document.memory_table(found).splitlines()[2:]]
    last = document.memory_table(found).splitlines()[-1]

    assert names == ["hub", "portal", "all"]
    assert [cell.strip() for cell in last.split("|")[2:4]] == ["190 MiB", "700 MiB"]


def test_bytes_are_summed(found: Measured) -> None:
    last = document.weight_table(found).splitlines()[-1]

    assert [cell.strip() for cell in last.split("|")[1:3]] == ["all, 7 requests", "35 KB"]
