# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # One chart for the minister
#
# Which industries were hit hardest? You compute the comparison, choose charts for six questions, write a function that puts a chart into words, and
# write what stands on the page. Where a cell says `# YOUR CODE HERE` and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks
# stand below each task; final checks run when you submit, and try your functions on tables that you have not seen. A trainer reads the last task.
#
# One row of the table is one industry in one month; `rate` is the unemployment rate in per cent.

# %%
import pandas as pd

unemployment = pd.read_csv("data/unemployment.csv")
unemployment.head()

# %% [markdown]
# ## 1. The same month, three years apart
#
# `set_index` makes a column the label of the rows, so that two columns can be subtracted label by label. The rates of one month:

# %%
in_2007 = unemployment[unemployment["month"] == "2007-02-01"].set_index("industry")["rate"]
in_2007.head(3)

# %% [markdown]
# **Your turn.** Write `rise(table, first, last)`, which gives back for each industry by how many **percentage points** its rate rose from the month `first` to the month `last`,
# with the **largest rise first**.

# %% nbgrader={"grade": false, "grade_id": "rise", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def rise(table, first, last):
    before = table[table["month"] == first].set_index("industry")["rate"]
    after = table[table["month"] == last].set_index("industry")["rate"]
    return (after - before).sort_values(ascending=False)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "rise_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

tiny = pd.DataFrame(
    {
        "month": ["2020-01-01", "2020-01-01", "2021-01-01", "2021-01-01"],
        "industry": ["A", "B", "B", "A"],
        "rate": [5.0, 2.0, 8.0, 6.0],
    }
)
points = rise(tiny, "2020-01-01", "2021-01-01")
assert points is not None, "Nothing came back. Is there a return?"
assert abs(points["A"] - 1) < 0.001, "A rose from 5 to 6: one point"
assert abs(points["B"] - 6) < 0.001, "B rose from 2 to 8: six points"
assert list(points.index)[0] == "B", "The largest rise should come first"

# %% nbgrader={"grade": true, "grade_id": "rise_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_number, check_series

fresh_table = pd.read_csv("data/unemployment.csv")
wide = fresh_table.pivot_table(index="month", columns="industry", values="rate")
for first, last in (("2007-02-01", "2010-02-01"), ("2003-06-01", "2007-06-01")):
    points = rise(fresh_table.sample(frac=1, random_state=3), first, last)
    check_series(
        points,
        wide.loc[last] - wide.loc[first],
        tolerance=0.001,
        order=False,
        message="rise takes the earlier rate from the later one, industry by industry.",
    )
    check_number(
        points.iloc[0],
        float((wide.loc[last] - wide.loc[first]).max()),
        tolerance=0.001,
        message="The largest rise comes first.",
    )
before_call = fresh_table.copy()
rise(fresh_table, "2001-01-01", "2002-01-01")
check_frame(fresh_table, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %%
# Take away the sign # from the next line to see the chart of the lesson.
# rise(unemployment, "2007-02-01", "2010-02-01").iloc[::-1].plot.barh(xlabel="percentage points", ylabel="");

# %% [markdown]
# ## 2. Averages of whole years
#
# The year is the first four letters of the month. This adds it as a column:

# %%
unemployment["year"] = unemployment["month"].str[:4].astype(int)
unemployment.groupby("year").size().tail(3)

# %% [markdown]
# 2010 has fewer rows, because only two of its months are in the table.
#
# **Your turn.** Write `yearly_average(table, industry)`, which gives back the average rate of one industry for each year that has **all twelve months**. The table has the
# columns `year`, `month`, `industry` and `rate`. `groupby("year")["rate"].size()` counts the months of each year; a condition in square brackets keeps years, as in `averages[months == 12]`.

# %% nbgrader={"grade": false, "grade_id": "yearly", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def yearly_average(table, industry):
    years = table[table["industry"] == industry].groupby("year")["rate"]
    return years.mean()[years.size() == 12]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "yearly_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

two_years = pd.DataFrame(
    {"year": [2001] * 12 + [2002] * 3, "month": list(range(12)) + [0, 1, 2], "industry": "A", "rate": 4.0}
)
averages = yearly_average(two_years, "A")
assert averages is not None, "Nothing came back. Is there a return?"
assert 2002 not in list(averages.index), "2002 has three months only and should be left out"
assert abs(averages[2001] - 4) < 0.001, "All rates of 2001 are 4, so the average is 4"

# %% nbgrader={"grade": true, "grade_id": "yearly_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_series

fresh_table = pd.read_csv("data/unemployment.csv")
fresh_table["year"] = fresh_table["month"].str[:4].astype(int)
for name in ("Construction", "Mining and Extraction"):
    rows = fresh_table[(fresh_table["industry"] == name) & (fresh_table["year"] < 2010)]
    check_series(
        yearly_average(fresh_table, name),
        rows.groupby("year")["rate"].mean(),
        tolerance=0.001,
        message="yearly_average gives the average of each whole year for one industry.",
    )
mixed = pd.DataFrame(
    {
        "year": [1999] * 11 + [2000] * 12 + [2001] * 12,
        "month": list(range(11)) + list(range(12)) * 2,
        "industry": ["x"] * 23 + ["y"] * 12,
        "rate": [float(number) for number in range(35)],
    }
)
check_series(
    yearly_average(mixed, "x"),
    pd.Series({2000: 16.5}),
    tolerance=0.001,
    message="Years that are not whole are left out, and other industries do not count.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Which chart?
#
# The kinds are `"bars"`, `"line"`, `"points"`, `"distribution"` and `"table"`.

# %%
wishes = {
    "a": "Which of the fourteen industries had the highest rate in February 2010?",
    "b": "How did the rate in manufacturing move from 2000 to 2010?",
    "c": "Do industries with a high rate in 2000 also have a high rate in 2009?",
    "d": "How are the 122 monthly rates of agriculture spread between lowest and highest?",
    "e": "The clerk needs the exact rates of two industries in three months, to copy them.",
    "f": "In which month of the year is the rate in construction highest, and how does it run through the year?",
}

# %% [markdown]
# **Your turn.** Give the name `charts` to a dictionary that joins each letter to the kind that makes the comparison easy.

# %% nbgrader={"grade": false, "grade_id": "choice", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
charts = {"a": "bars", "b": "line", "c": "points", "d": "distribution", "e": "table", "f": "line"}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "choice_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
kinds = {"bars", "line", "points", "distribution", "table"}
assert set(charts) == set("abcdef"), "charts should have the keys a to f"
assert set(charts.values()) <= kinds, "Each value should be one of the five kinds"
assert len(set(charts.values())) > 2, "The questions ask for different comparisons"

# %% nbgrader={"grade": true, "grade_id": "choice_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_one_of

hints = {
    "a": (["bars"], "a: amounts of many things are compared at one moment."),
    "b": (["line"], "b: one thing moves through time."),
    "c": (["points"], "c: each industry has two numbers."),
    "d": (["distribution"], "d: many values of one thing are looked at."),
    "e": (["table"], "e: somebody needs exact values and no picture."),
    "f": (["line", "bars"], "f: twelve months follow each other."),
}
for key, (accepted, hint) in hints.items():
    check_one_of(charts[key], accepted, message=hint)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. A chart in words
#
# An `f` before the quotation marks lets you put values into a text, in curly brackets; `:.1f` writes a number with one decimal:

# %%
name, value = "Government", 2.0999
f"{name} has {value:.1f} points."

# %% [markdown]
# **Your turn.** Write `in_words(values, what, unit)`. `values` is a column with names as labels, such as the result of `rise`; `what` and `unit` are texts. Give back **one text** that holds
#
# - the words `Bar chart`, and the **number** of bars in digits;
# - the text `what`;
# - the name and the value of the **highest** and of the **lowest** bar, with one decimal, and the text `unit`.
#
# The order of the words is up to you. `.max()` and `.idxmax()` give the largest value and its name, `.min()` and `.idxmin()` the smallest.

# %% nbgrader={"grade": false, "grade_id": "words", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def in_words(values, what, unit):
    return (
        f"Bar chart with {len(values)} bars: {what}. "
        f"Highest is {values.idxmax()} with {values.max():.1f} {unit}, "
        f"lowest is {values.idxmin()} with {values.min():.1f} {unit}."
    )
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "words_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

three = pd.Series({"north": 4.26, "south": 9.0, "west": 1.5})
text = in_words(three, "visits a day", "visits")
assert text is not None, "Nothing came back. Is there a return?"
assert "Bar chart" in text, "The text should say Bar chart"
assert "3" in text, "The text should say how many bars there are"
assert "visits a day" in text, "The text should say what is compared"
assert "south" in text and "9.0" in text, "The highest bar is south with 9.0"
assert "west" in text and "1.5" in text, "The lowest bar is west with 1.5"

# %% nbgrader={"grade": true, "grade_id": "words_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import tell

cases = [
    (pd.Series({"p": -2.04, "q": 7.777, "r": 0.0, "s": 3.0}), "change of the rate", "points"),
    (pd.Series({"only": 5.0}), "one office", "people"),
    (pd.Series([30.26, 12.0, 19.5], index=["red", "green", "blue"]), "share of answers", "per cent"),
]
for values, what, unit in cases:
    text = str(in_words(values.copy(), what, unit))
    for name, value in ((values.idxmax(), values.max()), (values.idxmin(), values.min())):
        assert str(name) in text, tell("The names of the highest and the lowest bar are in the text.")
        assert f"{value:.1f}" in text, tell("Their values are in the text, with one decimal.")
    assert "bar chart" in text.lower(), tell("The text says that it is a bar chart.")
    assert str(len(values)) in text, tell("The text says how many bars there are.")
    assert what in text, tell("The text says what is compared.")
    assert unit in text, tell("The text gives the unit.")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. On the page
#
# Write, between the three quotation marks, what stands round the chart of task 1: on the first line a **title** that states the finding, on the second the **definition and source**, and then
# two or three sentences for the minister: what was found, compared with what, and **why you chose this comparison** and no other.
#
# **A trainer reads it and gives up to three points:** one for a title that states a finding with its figure and can be checked in the chart; one for the definition, with denominator, period and source; one for sentences that compare, give the
# reason for the comparison, and claim no more than the figures carry.

# %% nbgrader={"grade": true, "grade_id": "page", "locked": false, "points": 3, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
page = """
Unemployment rose most in construction: by 16.6 points in three years
Unemployed persons in per cent of each group's labour force, February 2007 to February 2010, not adjusted for the season; Current Population Survey.
In construction 27.1 per cent were unemployed in February 2010, against 10.5 per cent three years before; in agriculture the rate rose by 9.2 points
and in manufacturing by 7.4. We compare points of the rate, because they show how the chances of a worker have changed; for the size of a programme the number
of people is needed as well. The rate leaves out those who have stopped looking for work.
"""
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "page_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import re

lines = [line for line in page.strip().splitlines() if line.strip()]
assert len(lines) >= 3, "A title, a definition and some sentences need three lines or more"
assert len(lines[0].split()) <= 16, "A title of more than 16 words is a sentence; what could go?"
assert len(re.findall(r"\d+(?:[.,]\d+)?", page)) >= 3, "A finding and a comparison need figures"

# %% [markdown]
# **Well done.** Read the title to somebody without showing the chart. Do they know what you found? Save the notebook and submit it.
