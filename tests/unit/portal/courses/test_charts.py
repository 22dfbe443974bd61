import json
import uuid
from typing import Any

import pytest
from pydantic import ValidationError

from portal.courses import charts, drawing, figures
from portal.courses.charts import ChartSpec
from portal.courses.models import Figure


def _spec(**changes: Any) -> ChartSpec:
    values: dict[str, Any] = {
        "uuid": uuid.UUID(int=1),
        "title": "Strikes",
        "kind": "bar",
        "x": {"label": "Airport"},
        "y": {"label": "Strikes", "unit": "reports"},
        "columns": ["Airport", "All", "With damage"],
        "rows": [["A", 3, 1], ["B", 5, None]],
        "summary": "B has more.",
        "alt": "Bars.",
        "source": "counts",
        **changes,
    }
    return ChartSpec.model_validate(values)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rows": [["A", 3]]}, "row 1 has 2 values for 3 columns"),
        ({"rows": [[None, 3, 1]]}, "row 1 has no first value"),
        ({"rows": [["A", "many", 1]]}, "'many' is not a number"),
        ({"columns": ["A", "B", "B"]}, "same name"),
        ({"kind": "line", "horizontal": True}, "only bars can lie"),
        ({"kind": "scatter"}, "needs numbers in the first column"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        _spec(**changes)


def test_read_table_takes_commas_and_tabs_and_leaves_blanks_empty() -> None:
    assert charts.read_table("Year,A\n1990,1.5\n1991,\n") == (
        ["Year", "A"],
        [[1990, 1.5], [1991, None]],
    )
    assert charts.read_table("Year\tA\n1990\t2") == (["Year", "A"], [[1990, 2]])


def test_read_table_keeps_a_first_column_of_names_as_text() -> None:
    assert charts.read_table("Age,A\n18 to 44,1\n60,2")[1] == [["18 to 44", 1], ["60", 2]]


def test_a_written_table_reads_as_it_was() -> None:
    spec = _spec()

    assert charts.read_table(charts.write_table(spec.columns, spec.rows)) == (
        spec.columns,
        spec.rows,
    )


def test_read_table_refuses_nothing() -> None:
    with pytest.raises(ValueError, match="empty"):
        charts.read_table(" \n")


def test_axis_words_do_not_say_the_unit_twice() -> None:
    assert charts.Axis(label="Strikes", unit="reports").words == "Strikes (reports)"
    assert charts.Axis(label="Reports filed", unit="reports").words == "Reports filed"


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"horizontal": True},
        {"kind": "line"},
        {"kind": "scatter", "rows": [[1, 2, 3], [2, 3, 4]]},
    ],
)
def test_draw_gives_the_same_themed_svg_each_time(changes: dict[str, Any]) -> None:
    svg = drawing.draw(_spec(**changes)).decode()

    assert svg == drawing.draw(_spec(**changes)).decode()
    assert "prefers-color-scheme: dark" in svg
    assert "var(--s0)" in svg
    assert "#010203" not in svg
    assert "#ffffff" not in svg


@pytest.mark.parametrize("horizontal", [True, False])
def test_interactive_is_json_that_cannot_end_its_script(horizontal: bool) -> None:
    text = drawing.interactive(
        _spec(horizontal=horizontal, rows=[["</script>", 3, 1], ["B", 5, None]])
    )

    assert "<" not in text
    trace = json.loads(text)["data"][0]
    assert "</script>" in trace["y" if horizontal else "x"]
    assert trace["orientation"] == ("h" if horizontal else "v")


@pytest.mark.django_db
def test_ensure_draws_once_and_again_when_the_file_is_lost() -> None:
    from portal.core import files

    spec = _spec()
    figure = figures.ensure([spec])[spec.fingerprint()]
    path = files.path(figure.svg_sha256)
    path.unlink()

    figures.ensure([spec])

    assert path.is_file()
    assert Figure.objects.count() == 1
    assert figures.lookup([]) == {}
