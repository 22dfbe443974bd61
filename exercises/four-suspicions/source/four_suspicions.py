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
# # Four suspicions
#
# Twice, blank, zero, very large: you write a small function for each, and try them on a register of breaches of health data and on a counter in
# Auckland. Where a cell says `# YOUR CODE HERE` and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below
# each task; final checks run when you submit, and try your functions on tables that you have not seen.

# %%
import pandas as pd

breaches = pd.read_csv("data/breaches.csv")
counts = pd.read_csv("data/counts.csv")
breaches.head()

# %% [markdown]
# ## 1. Twice?
#
# `duplicated` marks the rows that repeat an earlier one. With `keep=False` it marks **all** rows that have a twin, the first one too. With a list of
# columns it compares only those:

# %%
breaches.duplicated(["submitted", "state"], keep=False).sum()

# %% [markdown]
# **Your turn.** Write `rows_with_a_twin(table, columns)`, which gives back the **table** of all rows that agree with at least one other row in the given
# columns. A condition in square brackets keeps rows: `table[condition]`.

# %% nbgrader={"grade": false, "grade_id": "twins", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def rows_with_a_twin(table, columns):
    return table[table.duplicated(columns, keep=False)]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "twins_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

four_rows = pd.DataFrame({"day": [1, 1, 2, 3], "place": ["A", "A", "A", "B"], "people": [5, 6, 7, 8]})
assert rows_with_a_twin(four_rows, ["day"]) is not None, "Nothing came back. Is there a return?"
assert len(rows_with_a_twin(four_rows, ["day"])) == 2, "Two rows share day 1, and both should be in the table"
assert len(rows_with_a_twin(four_rows, ["place"])) == 3, "Three rows share place A"
assert len(rows_with_a_twin(four_rows, ["day", "place", "people"])) == 0, "No two rows agree in all three"

# %% nbgrader={"grade": true, "grade_id": "twins_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_number

unseen = pd.DataFrame(
    {"a": ["x", "y", "x", "z", "y", "x"], "b": [1, 2, 1, 1, 3, 2], "n": [10, 20, 30, 40, 50, 60]},
    index=[4, 4, 0, 7, 1, 1],
)
before_call = unseen.copy()
expected = unseen[[letter in "xy" for letter in unseen["a"]]]
check_frame(
    rows_with_a_twin(unseen, ["a"]), expected, order=False, message="All rows that share the column are kept."
)
check_frame(
    rows_with_a_twin(unseen, ["a", "b"]),
    unseen.iloc[[0, 2]],
    order=False,
    message="With two columns, rows must agree in both.",
)
check_number(len(rows_with_a_twin(unseen.head(0), ["a"])), 0, message="A table without rows has no twins.")
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
fresh_table = pd.read_csv("data/breaches.csv")
fresh_columns = ["submitted", "state", "breach_type", "location"]
check_number(
    len(rows_with_a_twin(fresh_table, fresh_columns)),
    int(fresh_table.duplicated(fresh_columns, keep=False).sum()),
    message="The register has the right number of rows with a twin.",
)
### END HIDDEN TESTS

# %% [markdown]
# Look at those that agree in day, state, kind and place. What do you think happened on 20 November 2009?

# %%
# Take away the sign # from the next line and run the cell.
# rows_with_a_twin(breaches, ["submitted", "state", "breach_type", "location"]).head(12)

# %% [markdown]
# ## 2. Blank, and for whom?
#
# The mean of a column of yes and no is the share of yes. This is the share of blanks in one column, in per cent:

# %%
100 * breaches["narrative"].isna().mean()

# %% [markdown]
# To have it for groups, hand the yes and no to `groupby`: `table["a"].isna().groupby(table["b"]).mean()`.
#
# **Your turn.** Write `blanks_by_group(table, column, by)`, which gives back the **percentage** of blanks in `column` for each value of the column `by`,
# with the group that has **most blanks first**.

# %% nbgrader={"grade": false, "grade_id": "blanks", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def blanks_by_group(table, column, by):
    share = 100 * table[column].isna().groupby(table[by]).mean()
    return share.sort_values(ascending=False)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "blanks_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

visits = pd.DataFrame({"office": ["N", "N", "S", "S", "S", "S"], "age": [30, None, 40, 50, 60, None]})
given_back = blanks_by_group(visits, "age", "office")
assert given_back is not None, "Nothing came back. Is there a return?"
assert abs(given_back["N"] - 50) < 0.01, "In office N one of two ages is blank: 50 per cent"
assert abs(given_back["S"] - 25) < 0.01, "In office S one of four ages is blank: 25 per cent"
assert list(given_back.index)[0] == "N", "The group with most blanks should come first"

# %% nbgrader={"grade": true, "grade_id": "blanks_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_series

unseen = pd.DataFrame(
    {
        "kind": ["p", "q", "q", "r", "r", "r", "r", "p"],
        "cost": [None, 1.0, None, None, None, None, 4.0, None],
    },
    index=[1, 1, 2, 3, 5, 8, 0, 0],
)
before_call = unseen.copy()
expected = pd.Series({"p": 100.0, "r": 75.0, "q": 50.0})
for table in (unseen, unseen.sample(frac=1, random_state=2).reset_index(drop=True)):
    check_series(
        blanks_by_group(table, "cost", "kind"),
        expected,
        tolerance=0.01,
        message="blanks_by_group gives the percentage of blanks of each group, the largest first.",
    )
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
fresh_table = pd.read_csv("data/breaches.csv")
fresh_share = 100 * fresh_table["narrative"].isna().groupby(fresh_table["entity_type"]).mean()
check_series(
    blanks_by_group(fresh_table, "narrative", "entity_type"),
    fresh_share,
    tolerance=0.01,
    order=False,
    message="It is right for the register of breaches.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. How long is the silence?
#
# A **loop** takes the values of a list one after the other and does the indented lines for each. This one finds the longest run of values over 100. `run` counts
# on as long as the run lasts, and falls back to 0 when it is broken:

# %%
def longest_busy_run(values):
    longest = 0
    run = 0
    for value in values:
        if value > 100:
            run = run + 1
        else:
            run = 0
        if run > longest:
            longest = run
    return longest


longest_busy_run([150, 20, 130, 140, 160, 90, 170])

# %% [markdown]
# **Your turn.** Write `longest_zero_run(values)`, which gives back the length of the longest run of zeros. A blank breaks a run; you need do nothing for that, since
# a blank is not equal to 0.

# %% nbgrader={"grade": false, "grade_id": "zeros", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def longest_zero_run(values):
    longest = 0
    run = 0
    for value in values:
        if value == 0:
            run = run + 1
        else:
            run = 0
        if run > longest:
            longest = run
    return longest
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "zeros_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert longest_zero_run([5, 0, 0, 3, 0]) is not None, "Nothing came back. Is there a return?"
assert longest_zero_run([5, 0, 0, 3, 0]) == 2, "The longest run of zeros is 0, 0"
assert longest_zero_run([4, 5, 6]) == 0, "There is no zero in 4, 5, 6"
assert longest_zero_run([1, 0, 0, 0, 0]) == 4, "A run at the end of the list counts as well"

# %% nbgrader={"grade": true, "grade_id": "zeros_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_function, check_number

check_function(
    longest_zero_run,
    [
        (([],), 0),
        (([0],), 1),
        (([0, 0, float("nan"), 0],), 2),
        (([-1, 0.0, 0, 2, 0, 0, 0, -3, 0, 0],), 3),
        ((list(range(50)) + [0] * 40 + [1] + [0] * 39,), 40),
    ],
    message="longest_zero_run counts zeros that follow each other, and blanks break the run.",
)
fresh_table = pd.read_csv("data/counts.csv")
for name in ("107 Quay Street", "1 Courthouse Lane"):
    values = fresh_table[name].tolist()
    is_zero = pd.Series(values).eq(0)
    wanted = int(is_zero.groupby((~is_zero).cumsum()).sum().max())
    check_number(longest_zero_run(values), wanted, message=f"The longest silence at {name} is right.")
### END HIDDEN TESTS

# %% [markdown]
# Try it on all counters. Which ones would you ask about?

# %%
# Take away the sign # from the next line and run the cell.
# counts[list(counts.columns[2:])].apply(longest_zero_run)

# %% [markdown]
# ## 4. Typical and total
#
# `.median()` gives the value in the middle, and `nlargest(3)` the three largest values. The three largest reports:

# %%
breaches["individuals"].nlargest(3)

# %% [markdown]
# **Your turn.** Give the name `typical` to the median of `individuals`, and `average` to its mean. Then write `share_of_largest(values, n)`, which gives back what
# percentage of the whole sum the `n` largest values of a column hold together.

# %% nbgrader={"grade": false, "grade_id": "total", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
typical = breaches["individuals"].median()
average = breaches["individuals"].mean()


def share_of_largest(values, n):
    return 100 * values.nlargest(n).sum() / values.sum()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "total_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

assert typical < average, "With a few giants the mean lies far above the median; are the names swapped?"
five_values = pd.Series([10, 60, 10, 15, 5])
assert share_of_largest(five_values, 1) is not None, "Nothing came back. Is there a return?"
assert abs(share_of_largest(five_values, 1) - 60) < 0.01, "60 of 100 is 60 per cent"
assert abs(share_of_largest(five_values, 2) - 75) < 0.01, "60 and 15 of 100 are 75 per cent"

# %% nbgrader={"grade": true, "grade_id": "total_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_function, check_number

fresh_values = pd.read_csv("data/breaches.csv")["individuals"]
check_number(typical, float(fresh_values.median()), message="typical is the median of individuals.")
check_number(
    average, float(fresh_values.mean()), tolerance=0.5, message="average is the mean of individuals."
)
unseen = pd.Series([4.0, 1.0, None, 3.0, 2.0], index=[2, 2, 0, 9, 9])
check_function(
    share_of_largest,
    [
        ((unseen, 1), 40.0),
        ((unseen, 3), 90.0),
        ((unseen, 0), 0.0),
        ((unseen, 10), 100.0),
        ((fresh_values, 10), 100 * float(fresh_values.nlargest(10).sum() / fresh_values.sum())),
    ],
    tolerance=0.001,
    message="share_of_largest is right for other columns, with blanks and with any n.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Cells with two facts
#
# `split` cuts a text at a comma, and `explode` gives each part a row of its own. A small example:

# %%
colours = pd.Series(["red, blue", "blue", "green ,red"])
colours.str.split(",").explode()

# %% [markdown]
# Look closely: some parts carry a blank before or after the word. `.str.strip()` takes blanks off, and `.value_counts()` counts how often each word occurs.
#
# **Your turn.** Write `count_kinds(cells)`, which takes a column such as `breaches["breach_type"]` and gives back how often each kind occurs, in cells of
# its own or beside others, **the most frequent first**.

# %% nbgrader={"grade": false, "grade_id": "kinds", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def count_kinds(cells):
    return cells.str.split(",").explode().str.strip().value_counts()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "kinds_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

two_cells = count_kinds(pd.Series(["red, blue", "blue ", "blue"]))
assert two_cells is not None, "Nothing came back. Is there a return?"
assert len(two_cells) == 2, "There are two colours; blanks before and after a word make no new one"
assert two_cells["blue"] == 3, "blue occurs three times"
assert two_cells["red"] == 1, "red occurs once"
assert list(two_cells.index)[0] == "blue", "The most frequent should come first"

# %% nbgrader={"grade": true, "grade_id": "kinds_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_series

unseen = pd.Series(["north,south", " south", "west , north ,south", None, "south"], index=[3, 3, 1, 0, 8])
check_series(
    count_kinds(unseen),
    pd.Series({"south": 4, "north": 2, "west": 1}),
    message="count_kinds counts every part of a cell, without its blanks, the most frequent first.",
)
fresh_cells = pd.read_csv("data/breaches.csv")["breach_type"]
parts = [part.strip() for cell in fresh_cells for part in cell.split(",")]
check_series(
    count_kinds(fresh_cells),
    pd.Series(parts).value_counts(),
    order=False,
    message="It is right for the register of breaches.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 6. What may you say?
#
# Which of these sentences does the register support?
#
# - **a** In each of the whole years from 2010 to 2014 the median of the people affected by a report was between 2,000 and 2,700.
# - **b** Half of all breaches of health data in the United States affected fewer than 2,365 people.
# - **c** The ten largest reports hold more than half of all people in the register.
# - **d** Hacking is rare, since the accounts hardly mention it.
# - **e** Five burglars entered Californian practices on 20 November 2009.
#
# **Your turn.** Give the name `supported` to a list of the letters, such as `["b", "d"]`.

# %% nbgrader={"grade": false, "grade_id": "reading", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
supported = ["a", "c"]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reading_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert len(supported) > 0, "At least one sentence is supported; name its letter"
assert set(supported) <= set("abcde"), "supported should hold letters from a to e, as a list"

# %% nbgrader={"grade": true, "grade_id": "reading_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_text, tell

letters = sorted(set(supported))
assert "a" in letters, tell("One sentence can be checked with a groupby by year and a median.")
assert "c" in letters, tell("Your function share_of_largest settles one of the sentences.")
assert "b" not in letters, tell("Which breaches are not in the register at all?")
assert "d" not in letters, tell("Accounts are blank much more often for some kinds and years.")
assert "e" not in letters, tell("Several rows can tell of one event.")
check_text("".join(letters), "ac", message="The supported sentences are found, and no others.")
### END HIDDEN TESTS

# %% [markdown]
# **Well done.** A suspicion is a question to somebody. Whom would you call first? Save the notebook and submit it.
