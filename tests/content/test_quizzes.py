"""Every question teaches: right, wrong and why."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.content.content_files import QUIZ_FILES, competency_codes, read

DIFFICULTIES = {-1.5, -0.5, 0.5, 1.5}
ITEMS = [(path, item) for path in QUIZ_FILES for item in read(path)["items"]]
by_item = pytest.mark.parametrize(
    ("path", "item"), ITEMS, ids=[f"{path.stem}-{item['id']}" for path, item in ITEMS]
)


@pytest.mark.parametrize("path", QUIZ_FILES, ids=lambda path: path.stem)
def test_quiz_is_long_enough_and_mixed(path: Path) -> None:
    quiz = read(path)
    kinds = Counter(item["type"] for item in quiz["items"])

    assert len(quiz["items"]) >= 5
    assert len(kinds) >= 3
    assert "single" in kinds
    assert len({item["id"] for item in quiz["items"]}) == len(quiz["items"])


@by_item
def test_item_says_what_it_evidences(path: Path, item: dict[str, Any]) -> None:
    assert item["competency"] in competency_codes()
    assert item["level"] == 1
    assert item["difficulty"] in DIFFICULTIES
    assert len(item["reason"].split()) >= 8
    assert item["prompt"].strip()[-1] in ".?"


@by_item
def test_every_answer_has_feedback_that_explains(path: Path, item: dict[str, Any]) -> None:
    words = [item[key] for key in ("feedback_right", "feedback_wrong") if key in item]
    for key in ("options", "steps", "pairs", "decoys", "mistakes"):
        words += [part["feedback"] for part in item.get(key, ())]

    assert len(words) >= 2
    assert all(len(text.split()) >= 8 for text in words)
    assert len(set(words)) == len(words)


@by_item
def test_options_have_the_right_number_of_right_ones(path: Path, item: dict[str, Any]) -> None:
    if item["type"] not in ("single", "multiple"):
        return
    options = item["options"]
    right = sum(option["correct"] for option in options)

    assert len(options) == 4
    assert len({option["id"] for option in options}) == 4
    assert right == 1 if item["type"] == "single" else 2 <= right < 4


@by_item
def test_numbers_have_a_unit_and_a_tolerance(path: Path, item: dict[str, Any]) -> None:
    if item["type"] not in ("number", "chart"):
        return
    assert item["tolerance"] >= 0
    assert item["unit"]
    if item["type"] == "chart":
        assert item["tolerance"] > 0, "nobody reads a chart exactly"
        assert (path.parent / item["chart"]).is_file(), item["chart"]


@by_item
def test_right_option_is_not_given_away_by_its_length(path: Path, item: dict[str, Any]) -> None:
    if item["type"] != "single":
        return
    lengths = {option["id"]: len(option["text"].split()) for option in item["options"]}
    right = next(option["id"] for option in item["options"] if option["correct"])
    others = sorted(count for key, count in lengths.items() if key != right)

    assert lengths[right] <= 2.5 * others[-1]


def test_right_options_do_not_always_stand_in_one_place() -> None:
    places = Counter(
        next(number for number, option in enumerate(item["options"]) if option["correct"])
        for _, item in ITEMS
        if item["type"] == "single"
    )

    assert max(places.values()) <= 0.7 * sum(places.values())
