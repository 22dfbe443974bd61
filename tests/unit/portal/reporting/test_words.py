"""Findings in words, and the charts that repeat the figures."""

from datetime import date

import pytest

from portal.reporting.charts import domain_chart
from portal.reporting.figures import Band, CompetencyFigures, DepartmentFigures, ShareFigure
from portal.reporting.method import definitions
from portal.reporting.words import findings

HIDDEN = (ShareFigure(1), ShareFigure(2), ShareFigure(3))


def competency(code: str, name: str, shares: tuple[ShareFigure, ...]) -> CompetencyFigures:
    return CompetencyFigures(code, name, "Analysis", 120, 44, shares)


def shares(low: int, percent: int, high: int) -> tuple[ShareFigure, ...]:
    return (
        ShareFigure(1, 90, Band.AT_LEAST, 85, 100, 33, 100),
        ShareFigure(2, percent, Band.NONE, low, high, 20, 80),
        ShareFigure(3, 10, Band.NONE, 6, 15, 4, 67),
    )


def department(*competencies: CompetencyFigures, **fields: object) -> DepartmentFigures:
    values: dict[str, object] = {
        "code": "registers",
        "name": "Registers 100 % digital",
        "within": "",
        "is_demo": False,
        "people": 120,
        "assessed": 60,
        "competencies": competencies,
        "as_of": date(2026, 11, 24),
        "window_start": date(2026, 2, 23),
        "thresholds_version": "2026-1",
    }
    return DepartmentFigures(**{**values, **fields})  # type: ignore[arg-type]  # fields of any kind


TIDYING = competency("ANA-1", "Exploring and tidying", shares(61, 68, 75))
CHARTS = competency("ANA-2", "Charts", shares(20, 27, 34))
TEXT = competency("ANA-3", "Text", HIDDEN)


def test_strength_need_and_gaps_are_named_with_coverage() -> None:
    assert findings(department(TIDYING, CHARTS, TEXT)) == [
        "60 of 120 people have been assessed in at least one competency.",
        "At least 6 in 10 of those assessed are at Working level or above in Exploring and "
        "tidying; 44 of 120 were assessed.",
        "The greatest need is in Charts, where at most 4 in 10 are at Working level or above; "
        "44 of 120 were assessed.",
        "For 1 competency no level is shown, to protect persons: too few have been assessed here "
        "or next door, or too few have changed since a snapshot.",
    ]


def test_one_competency_is_not_both_strength_and_need() -> None:
    assert len(findings(department(TIDYING))) == 2


def test_wide_intervals_promise_nothing() -> None:
    low = competency("ANA-4", "Explaining", shares(4, 40, 93))
    lower = competency("ANA-5", "Mapping", shares(2, 40, 92))
    text = " ".join(findings(department(low, lower)))
    assert "Even in Explaining, the strongest competency, it is not sure" in text
    assert "The greatest need may be in Mapping" in text


def test_small_or_unassessed_departments_say_so() -> None:
    [only] = findings(department(TEXT, people=None, assessed=None))
    assert only.startswith("Fewer than 10 people work here")
    assert findings(department(TEXT, assessed=None))[0] == (
        "Too few people have been assessed to show how many."
    )


def test_method_names_demo_data_and_survives_percent_signs() -> None:
    terms = dict(definitions(department(TIDYING, is_demo=True)))
    assert terms["Department"].startswith("Registers 100 % digital (registers)")
    assert terms["As of"] == "24 November 2026; evidence since 23 February 2026 is used."
    assert "made up" in terms["Demo data"]
    assert "Demo data" not in dict(definitions(department(TIDYING)))


def test_chart_repeats_the_figures() -> None:
    chart = domain_chart("Analysis", [TIDYING, CHARTS, TEXT])

    assert chart is not None
    assert chart.alt.startswith("Exploring and tidying: at least 90\u00a0% at Awareness or above")
    assert "Text" not in chart.alt
    assert chart.svg.count("<svg") == 2
    assert chart.svg.count("<rect") == 8
    working = chart.figure["data"][1]
    assert working["name"] == "Working or above"
    assert working["x"] == [68, 27]
    assert working["error_x"]["array"] == [7, 7]
    assert working["error_x"]["arrayminus"] == [7, 7]


def test_chart_joins_levels_that_are_not_shown_apart() -> None:
    joined = competency("ANA-6", "Joined", (ShareFigure(1), *shares(61, 68, 75)[1:]))
    chart = domain_chart("Analysis", [joined])
    assert chart is not None
    assert "levels not shown apart" in chart.legend
    assert chart.svg.count("<rect") == 3
    assert domain_chart("Analysis", [TEXT]) is None


def test_names_are_escaped_in_charts() -> None:
    chart = domain_chart("A", [competency("ANA-7", "<b>bold</b>", shares(1, 2, 3))])
    assert chart is not None
    assert "<b>" not in chart.svg


@pytest.mark.parametrize(
    ("assessed", "people", "text"),
    [
        (44, 120, "44 of 120 people"),
        (None, 120, "not shown, of 120 people"),
        (None, None, "fewer than 10 people"),
    ],
)
def test_coverage_in_words(assessed: int | None, people: int | None, text: str) -> None:
    figures = CompetencyFigures("X-1", "X", "Y", people, assessed, HIDDEN)
    assert figures.coverage == text
