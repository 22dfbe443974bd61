"""Written answers, code that a person marks, tasks, and several notebooks in one assignment."""

from tests.integration.graders import sources as make
from tests.integration.graders.parity.cases import Assignment, Case, delete, insert

WRITTEN = make.source(
    make.given("import statistics"),
    make.essay("why", "Because the mean is pulled up by a few long ones.", 3),
    make.essay("plan", "print('model')", 2, kind="code"),
    make.task("chart", "Draw a chart below this cell.", 4),
    make.locked("data", "days = [1, 2, 2, 30]"),
    make.answer("middle", "middle = statistics.median(days)"),
    make.check("middle_check", "assert middle == 2"),
)
written_assignment = Assignment(
    "written",
    {"written": WRITTEN},
    (
        Case(
            "answered",
            "markdown answers",
            {"why": "A few very long waits.", "plan": "print(1)", "middle": "middle = 2"},
        ),
        Case("untouched", "nothing answered"),
        Case("words_only", "markdown answers", {"why": "Because."}),
        Case("code_only", "manually graded", {"plan": "plan = 'ask first'\nprint(plan)"}),
        Case("code_raises", "manually graded", {"plan": "1 / 0", "middle": "middle = 2"}),
        Case(
            "code_feeds_answer",
            "manually graded",
            {"plan": "middle = 2", "middle": "print(middle)"},
        ),
        Case("words_emptied", "markdown answers", {"why": ""}),
        Case("space_only", "markdown answers", {"why": "YOUR ANSWER HERE\n"}),
        Case(
            "task_done",
            "task cells",
            {"middle": "middle = 2"},
            insert("data", "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"),
        ),
        Case("task_words", "task cells", {}, insert("data", "I would draw bars.", "markdown")),
        Case("essay_deleted", "deleted cells", {"middle": "middle = 2"}, delete("why")),
        Case("task_deleted", "deleted cells", {"middle": "middle = 2"}, delete("chart")),
        Case(
            "accents",
            "markdown answers",
            {"why": "Así — “sí” 中文 🙂\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n$x^2$"},
        ),
    ),
)

COLLECT = make.source(
    make.answer("rows", "rows = 12"),
    make.check("rows_check", "assert rows == 12", 2),
    make.essay("source", "The register of permits.", 1),
)
REPORT = make.source(
    make.given("import json"),
    make.answer("rows", "rows = 24"),
    make.check("rows_check", "assert rows == 24", 3),
    make.answer("text", "text = json.dumps({'rows': rows})"),
    make.hidden("text_check", "assert json.loads(text) == {'rows': 24}", 2),
)
several_assignment = Assignment(
    "several",
    {"collect": COLLECT, "report": REPORT},
    (
        Case("untouched", "several notebooks"),
        Case("first_right", "several notebooks", {"rows": "rows = 12", "source": "The register."}),
        Case(
            "second_right",
            "several notebooks",
            {"rows": "rows = 24", "text": "text = json.dumps({'rows': rows})"},
        ),
        Case("second_left_out", "several notebooks", {"rows": "rows = 12"}, left_out=("report",)),
        Case(
            "first_left_out",
            "several notebooks",
            {"rows": "rows = 24", "text": "text = '{\"rows\": 24}'"},
            left_out=("collect",),
        ),
    ),
)
