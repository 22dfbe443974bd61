"""The two exercises of the comparison, in nbgrader's form and in otter-grader's."""

import json
from dataclasses import dataclass
from typing import Any

from tests.integration.graders import sources as make


@dataclass(frozen=True)
class Task:
    """An answer, and the test that it must pass."""

    name: str
    answer: str
    test: str


@dataclass(frozen=True)
class Exercise:
    """One exercise: what is given, and its tasks, each worth one point."""

    name: str
    title: str
    given: str
    tasks: tuple[Task, ...]

    def source(self) -> bytes:
        """The instructor's notebook for nbgrader and for us."""
        cells = [make.given(self.given)]
        for task in self.tasks:
            cells += [make.answer(task.name, task.answer), make.hidden(f"{task.name}_t", task.test)]
        notebook = json.loads(make.source(*cells))
        notebook["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        return json.dumps(notebook).encode()

    def submission(self) -> bytes:
        """What a learner with every answer right hands in."""
        answers = {task.name: task.answer for task in self.tasks}
        return make.submission(self.source(), **answers)

    def otter_master(self) -> bytes:
        """The instructor's notebook for `otter assign`."""
        head = f"# ASSIGNMENT CONFIG\nname: {self.name}\nsolutions_pdf: false\nrun_tests: false\n"
        cells = [_raw(head), make.given(self.given)]
        for task in self.tasks:
            cells += [_raw(f"# BEGIN QUESTION\nname: {task.name}\npoints: 1")]
            cells += [_raw("# BEGIN SOLUTION"), make.given(task.answer), _raw("# END SOLUTION")]
            cells += [_raw("# BEGIN TESTS"), make.given(f"# HIDDEN\n{task.test}")]
            cells += [_raw("# END TESTS"), _raw("# END QUESTION")]
        notebook = json.loads(make.source(*cells))
        notebook["metadata"]["kernelspec"] = {
            "name": "python3",
            "display_name": "Python 3",
            "language": "python",
        }
        return json.dumps(notebook).encode()


def _raw(text: str) -> dict[str, Any]:
    return {"cell_type": "raw", "metadata": {}, "source": text}


_TABLE = (
    "import numpy as np\nimport pandas as pd\n\n"
    "table = pd.DataFrame({'year': np.repeat(np.arange(2000, 2020), 25),\n"
    "                      'days': np.arange(500) % 37 + 1,\n"
    "                      'region': np.tile(['N', 'E', 'S', 'W', 'C'], 100)})"
)
PANDAS = Exercise(
    "tables",
    "Small pandas exercise",
    _TABLE,
    (
        Task("size", "rows = len(table)", "assert rows == 500"),
        Task(
            "means",
            "means = table.groupby('year')['days'].mean()",
            "assert len(means) == 20\n"
            "assert abs(means.loc[2000] - table[table['year'] == 2000]['days'].mean()) < 1e-9",
        ),
        Task(
            "share",
            "def share_longer(frame, limit):\n    return (frame['days'] > limit).mean()",
            "unseen = pd.DataFrame({'days': [1, 2, 3, 4]})\n"
            "assert share_longer(unseen, 2) == 0.5\nassert share_longer(unseen, 9) == 0",
        ),
    ),
)
REGRESSION = Exercise(
    "regression",
    "Regression and plot",
    _TABLE + "\nimport matplotlib.pyplot as plt\nimport statsmodels.formula.api as smf\n"
    "table['cost'] = 3.0 * table['days'] + 10 + np.sin(np.arange(500))",
    (
        Task(
            "model",
            "model = smf.ols('cost ~ days', table).fit()",
            "assert abs(model.params['days'] - 3) < 0.1\nassert model.rsquared > 0.9",
        ),
        Task(
            "chart",
            "fig, ax = plt.subplots()\nax.scatter(table['days'], table['cost'])\n"
            "ax.set_title('Cost by length')\nax.set_xlabel('Days')",
            "assert ax.get_title() == 'Cost by length'\nassert ax.get_xlabel() == 'Days'",
        ),
    ),
)
EXERCISES = (PANDAS, REGRESSION)
