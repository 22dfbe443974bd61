import pytest

from portal.courses import lesson_text
from portal.courses.charts import ChartSpec
from portal.courses.errors import ContentError


def _no_chart(name: str) -> ChartSpec:
    raise ValueError(f"no chart {name}")


def _blocks(text: str) -> list[lesson_text.Block]:
    return lesson_text.to_blocks(
        text,
        shown="a.md",
        read_chart=_no_chart,
        resolve=lambda address: "/courses/x/" if address == "b.md" else None,
    )


def _problem(text: str) -> str:
    with pytest.raises(ContentError) as caught:
        _blocks(text)
    return str(caught.value)


def test_split_takes_the_front_matter_off() -> None:
    assert lesson_text.split("---\na: 1\n---\n\ntext") == ("a: 1", "\ntext")
    assert lesson_text.split("text") == ("", "text")


def test_running_text_becomes_one_block() -> None:
    (block,) = _blocks("## Why\n\nA *b* **c** `d`.\n\n1. one\n2. two\n")

    assert block["type"] == "text"
    assert "<h2>Why</h2>" in block["value"]
    assert "<ol><li>one</li><li>two</li></ol>" in block["value"]


def test_text_as_the_editor_saves_it_stays_as_it_is() -> None:
    (block,) = _blocks('## Why\n\n"A" & b.\n\n> quoted\n\n- one\n- two **bold**\n')

    assert lesson_text.editor_form(block["value"]) == block["value"]


def test_a_container_holds_text_and_code_and_may_have_its_own_heading() -> None:
    (block,) = _blocks("::: example By hand\nText.\n\n```sql\nSELECT 1\n```\n:::\n")

    assert block["type"] == "example"
    assert block["value"]["heading"] == "By hand"
    assert [inner["type"] for inner in block["value"]["content"]] == ["text", "code"]
    assert block["value"]["content"][1]["value"] == {"language": "sql", "code": "SELECT 1"}


def test_a_table_keeps_commas_and_markup_in_its_cells() -> None:
    (block,) = _blocks("| a | b |\n| - | - |\n| 1,000 | **x** |\n")

    assert block["value"]["data"] == 'a,b\n"1,000",**x**'


def test_a_link_to_another_file_becomes_the_pages_address() -> None:
    (block,) = _blocks("[there](b.md)")

    assert 'href="/courses/x/"' in block["value"]


def test_html_is_shown_and_never_run() -> None:
    (block,) = _blocks("Write <script>alert(1)</script> here.")

    assert "<script>" not in block["value"]


def test_code_inside_a_list_is_refused() -> None:
    assert "cannot stand inside a list" in _problem("- one\n\n  ```\n  x\n  ```\n")


def test_a_chart_that_is_not_named_rightly_is_refused() -> None:
    assert "no chart" in _problem("::: chart\n:::\n")
