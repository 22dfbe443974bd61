from typing import Any

import pytest
from pydantic import ValidationError

from portal.courses import quiz_items, quiz_words
from portal.courses.quiz_items import UnreadableAnswerError
from tests.factories.courses import text


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("  The  MEDIAN. ", "median"),
        ("group-by", "group by"),
        ("group_by", "group by"),
        ("“Médiane”", "mediane"),
        ("Simpson\u2019s paradox", "simpsons paradox"),
        ("an outlier!", "outlier"),
        ("\u22123", "-3"),
        ("0.5", "0.5"),
        ("1,000", "1,000"),
        ("k-anonymity, of course", "k anonymity of course"),
        ("5 %", "5 %"),
        ("the", "the"),
        ("theory", "theory"),
    ],
)
def test_typing_makes_no_difference(typed: str, compared: str) -> None:
    assert quiz_words.plain(typed) == compared


@pytest.mark.parametrize(
    ("typed", "right", "said"),
    [
        ("Median", True, "The median."),
        ("the 50th-percentile", True, "The median."),
        ("MEAN", False, "The mean moves with one rich guest."),
        ("mode", False, "Think of the middle one."),
        ("medians", False, "Think of the middle one."),
    ],
)
def test_words_are_right_when_accepted(typed: str, right: bool, said: str) -> None:
    mark = quiz_items.mark(text(), quiz_items.read_answer(text(), [typed]))

    assert (mark.score, mark.is_right) == (float(right), right)
    assert mark.feedback == (("", said),)


def test_answer_is_kept_as_typed() -> None:
    assert quiz_items.read_answer(text(), ["  The   Médian "]) == ["The Médian"]


@pytest.mark.parametrize("sent", [[], [""], ["  ...  "], ["x" * 121]])
def test_what_is_no_word_is_sent_back(sent: list[str]) -> None:
    with pytest.raises(UnreadableAnswerError, match="a word or two"):
        quiz_items.read_answer(text(), sent)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"accepted": []}, "at least one"),
        ({"accepted": ["!"]}, "nobody can type"),
        ({"mistakes": [{"answer": "The median", "feedback": "No."}]}, "accepted as right"),
        ({"feedback_wrong": None}, "both are needed"),
    ],
)
def test_words_that_cannot_be_marked_are_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        text(**changes)
