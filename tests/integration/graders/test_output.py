"""`limits.output_kb`: a notebook that prints more is told so and loses no points by it."""

import pytest

from graders.contract import Mode
from tests.integration.graders.submissions import QUICK, RIGHT, Grade

SMALL = QUICK.model_copy(update={"output_kb": 64})


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(
    "flood",
    [
        "for _ in range(100): print('x' * 1000)",
        "import sys\nsys.stderr.write('x' * 100000)",
        "for _ in range(100): display('x' * 1000)",
        "from IPython.display import HTML\ndisplay(HTML('x' * 100000))",
    ],
)
def test_printing_more_is_told_and_costs_nothing(grade: Grade, flood: str, mode: Mode) -> None:
    result = grade({"size": f"{RIGHT['size']}\n{flood}"}, limits=SMALL, mode=mode)

    assert result.printed_beyond_kb == 64
    assert result.score == 10
    assert "xxxx" not in result.model_dump_json()


def test_printing_up_to_the_limit_is_not_worth_a_word(grade: Grade) -> None:
    answers = {"size": f"{RIGHT['size']}\nprint('x' * 64000)"}

    assert grade(answers, limits=SMALL).printed_beyond_kb is None
    assert grade({"size": RIGHT["size"]}).printed_beyond_kb is None


def test_output_of_all_cells_counts_together(grade: Grade) -> None:
    answers = {name: f"{code}\nprint('x' * 40000)" for name, code in RIGHT.items()}

    assert grade(answers, limits=SMALL).printed_beyond_kb == 64


def test_a_falsified_count_changes_nothing_else(grade: Grade) -> None:
    cheat = "import graders.zygote.output as o\no.Output.printed = 'much'\nprint('x' * 100000)"

    result = grade({"size": f"{RIGHT['size']}\n{cheat}"}, limits=SMALL)

    assert result.printed_beyond_kb is None
    assert result.score == 10
