"""What a learner reads after the ten commonest mistakes, from a real notebook each."""

from collections.abc import Callable

import pytest

from graders.contract import CellResult
from graders.engine import Engine, Job
from tests.integration.graders import sources as make

GIVEN = (
    "import pandas as pd\n"
    "table = pd.DataFrame({'year': [1968, 1969], 'days': [7, 9], 'place': ['York', 'Leeds']})"
)
SOURCE = make.source(
    make.given(GIVEN),
    make.answer("total", "total = table['days'].sum()"),
    make.check("total_check", "assert total == 16, 'total adds up all days'"),
)


Told = Callable[[str], CellResult]


@pytest.fixture
def told(engine: Engine) -> Told:
    def tell(answer: str) -> CellResult:
        job = Job(SOURCE, make.submission(SOURCE, total=answer), "mistake")
        return engine.grade(job).cells["total_check"]

    return tell


@pytest.mark.parametrize(
    ("answer", "error", "line", "help_words"),
    [
        ("total = table['days'.sum()", "SyntaxError", "line 1: ", "missing bracket"),
        ("# days\ntotal = tabel['days'].sum()", "NameError", "line 2: total = tabel", "spelling"),
        ("total = 'days: ' + 16", "TypeError", "line 1: total = 'days: ' + 16", "wrong kind"),
        ("total = {'days': 16}['dais']", "KeyError", "line 1: ", "no column, label or key"),
        (
            "total = table['Days'].sum()",
            "KeyError",
            "line 1: total = table['Days']",
            "table.columns",
        ),
        ("total = table.loc[5, 'days']", "KeyError", "line 1: ", "no column, label or key"),
        ("total = int('sixteen')", "ValueError", "line 1: total = int(", "content is not"),
        ("total = table['days'].add_up()", "AttributeError", "line 1: ", "after the dot"),
        ("total = [7, 9][2]", "IndexError", "line 1: total = [7, 9][2]", "Counting begins at 0"),
        ("total = table.iloc[5]", "IndexError", "line 1: ", "Counting begins at 0"),
        ("total = 16 / (16 - 16)", "ZeroDivisionError", "line 1: ", "divided by zero"),
        ("table = pd.read_csv('data/none.csv')", "FileNotFoundError", "line 1: ", "folder `data/`"),
        ("if True:\ntotal = 16", "IndentationError", "line 2: total = 16", "spaces"),
        ("import pandsa", "ModuleNotFoundError", "line 1: import pandsa", "no library"),
    ],
)
def test_common_mistake_is_explained(
    told: Told, answer: str, error: str, line: str, help_words: str
) -> None:
    cell = told(answer)

    assert cell.score == 0
    assert f"Your code stopped with {error}." in cell.message
    assert help_words in (cell.error_help or "")
    assert (cell.traceback or "").startswith(line)
    assert error in (cell.traceback or "").splitlines()[-1]
    assert "site-packages" not in cell.model_dump_json()
    assert "/opt/academy" not in cell.model_dump_json()


def test_traceback_shows_only_lines_of_the_learner(told: Told) -> None:
    answer = (
        "def clean(frame):\n    return frame['dais']\n\n"
        "def add_up(frame):\n    return clean(frame).sum()\n\ntotal = add_up(table)"
    )

    cell = told(answer)

    assert cell.traceback == (
        "line 7: total = add_up(table)\nline 5: return clean(frame).sum()\n"
        "line 2: return frame['dais']\nKeyError: 'dais'"
    )


def test_wrong_value_is_shown_beside_the_authors_words(told: Told) -> None:
    cell = told("total = 7")

    assert "Total adds up all days." in cell.message
    assert cell.got == "total = 7"
    assert cell.error_help is None
