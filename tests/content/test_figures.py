"""No figure is quoted that was not computed from the data files or cited from a named source."""

import re
from pathlib import Path

import pytest

from tests.content.content_files import CHART_FILES, LESSON_FILES, QUIZ_FILES, flowing, lesson, read
from tests.content.quotes import ALSO_TRUE, CHARTS, NUMBER_ANSWERS, PHRASES
from tests.content.quotes.first_steps_figures import adults, strikes

NUMBER = re.compile(r"\d[\d,.]*")
YEAR = re.compile(r"(19[5-9]\d|20[0-2]\d)[.,]?")


def _prose(path: Path) -> str:
    """The lesson without code, list numbers, chart lines and further reading."""
    body = lesson(path)[1]
    for pattern in (r"^```.*?^```$", r"^::: reading\n.*?^:::$", r"^::: chart .*?$", r"^\d+\. "):
        body = re.sub(pattern, "", body, flags=re.DOTALL | re.MULTILINE)
    return flowing(body)


def test_every_lesson_has_its_figures_recomputed() -> None:
    assert {path.stem for path in LESSON_FILES} == set(PHRASES)


@pytest.mark.parametrize("path", LESSON_FILES, ids=lambda path: path.stem)
def test_lesson_quotes_what_the_data_say(path: Path) -> None:
    text = _prose(path)

    absent = [phrase for phrase in PHRASES[path.stem]().computed if phrase not in text]

    assert not absent, "computed from the data, but not in the lesson"


@pytest.mark.parametrize("path", LESSON_FILES, ids=lambda path: path.stem)
def test_lesson_quotes_nothing_else(path: Path) -> None:
    text, phrases = _prose(path), PHRASES[path.stem]()
    for phrase in sorted([*phrases.computed, *phrases.others], key=len, reverse=True):
        text = text.replace(phrase, " … ")

    left = [
        text[max(0, number.start() - 40) : number.end() + 20]
        for number in NUMBER.finditer(text)
        if not YEAR.fullmatch(number[0])
    ]

    assert not left, "numbers that nobody has computed"


@pytest.mark.parametrize("path", LESSON_FILES, ids=lambda path: path.stem)
def test_cited_phrases_are_still_in_the_lesson(path: Path) -> None:
    text = _prose(path)

    assert [phrase for phrase in PHRASES[path.stem]().others if phrase not in text] == []


def test_every_chart_is_recomputed() -> None:
    assert {path.name.removesuffix(".chart.yaml") for path in CHART_FILES} == set(CHARTS)


@pytest.mark.parametrize("path", CHART_FILES, ids=lambda path: path.name)
def test_chart_shows_what_the_data_say(path: Path) -> None:
    assert read(path)["rows"] == CHARTS[path.name.removesuffix(".chart.yaml")]()


@pytest.mark.parametrize("path", CHART_FILES, ids=lambda path: path.name)
def test_numbers_in_a_charts_words_stand_in_its_table(path: Path) -> None:
    chart = read(path)
    values = [value for row in chart["rows"] for value in row if isinstance(value, int | float)]
    known = {f"{value:,}" for value in values} | {str(value) for value in values}
    known |= {f"{value:.0f}" for value in values}
    labels = {number.strip(",.") for row in chart["rows"] for number in NUMBER.findall(str(row[0]))}

    words = f"{chart['summary']} {chart['alt']}"
    quoted = {number.rstrip(",.") for number in NUMBER.findall(words)}

    assert (
        quoted - known - labels - ALSO_TRUE.get(path.name.removesuffix(".chart.yaml"), set())
        == set()
    )


def test_share_of_damage_stays_between_7_and_13_in_a_hundred() -> None:
    frame = strikes()

    yearly = 100 * frame[frame["year"] < 2002].groupby("year")["damaged"].mean()

    assert yearly.min() >= 7
    assert yearly.max() <= 13


def test_ten_persons_stand_alone_with_all_five_columns() -> None:
    frame = adults()

    assert int(frame.groupby(list(frame.columns)).size().eq(1).sum()) == 10


def test_number_questions_have_their_right_answer() -> None:
    items = {
        f"{path.name.removesuffix('.quiz.yaml')}/{item['id']}": item
        for path in QUIZ_FILES
        for item in read(path)["items"]
        if item["type"] in ("number", "chart")
    }

    assert set(items) == set(NUMBER_ANSWERS)
    for name, item in items.items():
        assert NUMBER_ANSWERS[name]() == pytest.approx(
            item["answer"], abs=max(item["tolerance"], 1e-9)
        ), name
