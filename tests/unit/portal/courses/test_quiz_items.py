from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from portal.courses import quiz_items
from portal.courses.quiz_items import UnreadableAnswerError
from tests.factories.courses import chart_question, multiple, number, single


@pytest.mark.parametrize(
    ("chosen", "score", "right"), [(["report"], 1.0, True), (["event"], 0.0, False)]
)
def test_single_is_right_or_not(chosen: list[str], score: float, right: bool) -> None:
    mark = quiz_items.mark(single(), chosen)

    assert (mark.score, mark.is_right) == (score, right)
    assert mark.feedback[0][0] == chosen[0]


@pytest.mark.parametrize(
    ("chosen", "score"),
    [
        (["a", "b"], 1.0),
        (["a"], 0.5),
        (["a", "b", "c"], 0.5),
        (["a", "b", "c", "d"], 0.0),
        (["c", "d"], 0.0),
    ],
)
def test_multiple_gives_the_share_above_chance(chosen: list[str], score: float) -> None:
    mark = quiz_items.mark(multiple(), chosen)

    assert mark.score == score
    assert mark.is_right is (score == 1.0)
    assert [name for name, _words in mark.feedback] == chosen


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("2.1", True),
        ("2.05", True),
        ("2.15", True),
        ("2.16", False),
        ("2.04", False),
        ("21", False),
    ],
)
def test_number_is_right_within_its_tolerance(answer: str, right: bool) -> None:
    mark = quiz_items.mark(number(), [answer])

    assert mark.is_right is right
    assert mark.feedback[0][1] == ("Well divided." if right else "Divide again.")


def test_number_without_tolerance_must_be_exact() -> None:
    question = number(answer=0.3, tolerance=0)

    assert quiz_items.mark(question, ["0.30"]).is_right
    assert not quiz_items.mark(question, ["0.3000001"]).is_right


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2,1", "2.1"),
        (" 2.1 % ", "2.1"),
        ("1,234", "1234"),
        ("1,234.5", "1234.5"),
        ("1 234", "1234"),
        ("\u22125", "-5"),
        ("1e3", "1e3"),
        (".5", ".5"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, stored: str) -> None:
    assert quiz_items.read_answer(number(), [typed]) == [stored]


@pytest.mark.parametrize("typed", ["", "two", "nan", "inf", "1/2", "9" * 40, "1.2.3"])
def test_what_is_no_number_is_sent_back(typed: str) -> None:
    with pytest.raises(UnreadableAnswerError, match="as a number"):
        quiz_items.read_answer(number(), [typed])


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ([], "Choose an answer first"),
        (["nothing"], "not one of the options"),
        (["event", "report"], "one answer only"),
    ],
)
def test_what_is_no_choice_is_sent_back(sent: list[str], said: str) -> None:
    with pytest.raises(UnreadableAnswerError, match=said):
        quiz_items.read_answer(single(), sent)


def test_chosen_options_are_stored_once_in_the_questions_order() -> None:
    assert quiz_items.read_answer(multiple(), ["c", "a", "c"]) == ["a", "c"]


def test_guess_is_the_chance_of_the_right_option() -> None:
    assert single().guess == 0.5
    assert multiple().guess == 0
    assert number().guess == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"options": []}, "at least two"),
        ({"answer": 3}, "only number and chart questions"),
        ({"type": "number", "options": []}, "needs its answer"),
        ({"type": "number", "options": [], "answer": 1}, "both are needed"),
        (
            {"type": "number", "answer": 1, "feedback_right": "y", "feedback_wrong": "n"},
            "only single and multiple questions",
        ),
        ({"type": "chart", "options": [], "answer": 1}, "name the chart"),
        ({"competency": "nonsense"}, "pattern"),
        ({"difficulty": 9}, "less than or equal to 3"),
    ],
)
def test_a_question_that_cannot_be_marked_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        single(**changes)


def test_two_right_options_in_a_single_question_are_refused() -> None:
    options = [
        {"id": name, "text": name, "correct": True, "feedback": "Yes."} for name in ("a", "b")
    ]
    with pytest.raises(ValidationError, match="exactly one must be correct, 2 are"):
        single(options=options)


def test_two_options_under_one_name_are_refused() -> None:
    option = {"id": "a", "text": "a", "correct": False, "feedback": "No."}
    with pytest.raises(ValidationError, match="same id"):
        single(options=[option, {**option, "correct": True}])


def test_the_fingerprint_tells_versions_apart() -> None:
    assert single().fingerprint() == single().fingerprint()
    assert single().fingerprint() != single(prompt="Other?").fingerprint()


def test_questions_from_before_the_later_types_keep_their_version() -> None:
    assert single().fingerprint() == "10553238d0c310f4"
    assert multiple().fingerprint() == "914790cd3e6f8095"
    assert number().fingerprint() == "33640e584be5f3a8"


def test_a_value_read_from_a_chart_is_right_within_its_tolerance() -> None:
    assert quiz_items.mark(chart_question(), ["565"]).is_right
    assert not quiz_items.mark(chart_question(), ["463"]).is_right
    assert quiz_items.read_answer(chart_question(), ["570 "]) == ["570"]


@given(st.lists(st.sampled_from("abcd"), min_size=1, unique=True))
def test_scores_are_shares_and_only_the_right_set_gets_all(chosen: list[str]) -> None:
    mark = quiz_items.mark(multiple(), chosen)

    assert 0 <= mark.score <= 1
    assert (mark.score == 1) is (set(chosen) == {"a", "b"})
