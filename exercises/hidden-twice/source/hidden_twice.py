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
# # Hidden twice
#
# You hide the small counts of a table, find them again as a reader would, and hide better. Where a cell says `# YOUR CODE HERE`
# and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task; final checks run when you
# submit, and try your functions on tables that you have not seen.
#
# The table counts adults with a degree by age and income, from the survey file of the lesson.

# %%
import pandas as pd

adults = pd.read_csv("data/adults.csv")
bands = ["1 to 19,999", "20,000 to 49,999", "50,000 and over", "none"]
with_degree = adults[adults["education"] == "degree"]
degree = pd.crosstab(with_degree["age_band"], with_degree["income_band"])[bands]
row_totals = degree.sum(axis=1)
column_totals = degree.sum()
degree

# %% [markdown]
# ## 1. Hide the small counts
#
# `mask` blanks the cells for which a condition holds, and gives back a new table. Here the counts of 60 and more are blanked:

# %%
degree.mask(degree >= 60)

# %% [markdown]
# Two conditions that must both hold stand in brackets, with `&` between them.
#
# **Your turn.** Write `hide_small(counts, threshold)`, which blanks the counts from 1 to **below** `threshold`. A zero stays: nobody was counted, and that may be known.

# %% nbgrader={"grade": false, "grade_id": "hide", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def hide_small(counts, threshold):
    return counts.mask((counts > 0) & (counts < threshold))
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "hide_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

small = hide_small(pd.DataFrame({"yes": [3, 40], "no": [0, 10]}), 10)
assert small is not None, "Nothing came back. Is there a return?"
assert pd.isna(small.loc[0, "yes"]), "A count of 3 should be hidden"
assert small.loc[0, "no"] == 0, "A zero should stay"
assert small.loc[1, "no"] == 10, "A count equal to the threshold should stay"

# %% nbgrader={"grade": true, "grade_id": "hide_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame

unseen = pd.DataFrame({"a": [1, 0, 5, 6], "b": [7, 4, 100, 2]}, index=["p", "q", "r", "s"])
before_call = unseen.copy()
for threshold, wanted in (
    (5, {"a": [None, 0, 5, 6], "b": [7, None, 100, None]}),
    (7, {"a": [None, 0, None, None], "b": [7, None, 100, None]}),
    (1, {"a": [1, 0, 5, 6], "b": [7, 4, 100, 2]}),
):
    check_frame(
        hide_small(unseen, threshold),
        pd.DataFrame(wanted, index=["p", "q", "r", "s"]),
        index=True,
        message="hide_small hides the counts from 1 to below the threshold, and no others.",
    )
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 2. One dash in a row
#
# A blank is left out of a sum, `isna()` finds it, and `fillna` puts a number into its place:

# %%
row = pd.Series([None, 31, 60, 35], index=bands)
[row.sum(), row.isna().sum(), row.fillna(0).tolist()]

# %% [markdown]
# **Your turn.** Write `fill_one(values, total)`. If **exactly one** of the values is blank, it gives back the values with the blank filled in, so that they add up to `total`.
# Otherwise it gives back the values as they are.

# %% nbgrader={"grade": false, "grade_id": "fill", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def fill_one(values, total):
    if values.isna().sum() != 1:
        return values
    return values.fillna(total - values.sum())
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "fill_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

filled = fill_one(pd.Series([5.0, None, 7.0]), 20)
assert filled is not None, "Nothing came back. Is there a return?"
assert filled.tolist() == [5, 8, 7], "5 and 7 are shown, so 8 are missing to 20"
two_dashes = fill_one(pd.Series([None, None, 7.0]), 20)
assert two_dashes.isna().sum() == 2, "Two dashes cannot be solved from one total"

# %% nbgrader={"grade": true, "grade_id": "fill_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_function, check_series

names = ["w", "x", "y"]
check_function(
    fill_one,
    [
        ((pd.Series([1.0, 2.0, None], index=names), 9), pd.Series([1.0, 2.0, 6.0], index=names)),
        ((pd.Series([None, 4.0, 5.0], index=names), 9), pd.Series([0.0, 4.0, 5.0], index=names)),
        ((pd.Series([1.0, 2.0, 3.0], index=names), 99), pd.Series([1.0, 2.0, 3.0], index=names)),
        ((pd.Series([None, 2.0, None], index=names), 9), pd.Series([None, 2.0, None], index=names)),
        ((pd.Series([None, None, None], index=names), 9), pd.Series([None, None, None], index=names)),
        ((pd.Series([None], index=["w"], dtype=float), 4), pd.Series([4.0], index=["w"])),
    ],
    message="fill_one solves a row with exactly one blank, and no other.",
)
kept = pd.Series([None, 4.0, 5.0], index=names)
fill_one(kept, 12)
check_series(kept, pd.Series([None, 4.0, 5.0], index=names), message="The values that were handed in are unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Find them all
#
# A row that is solved may open a column, and the column another row. So one goes over the table again and again. This loop prints its numbers three times:

# %%
for turn in range(3):
    for name in ["first", "second"]:
        print(turn, name)

# %% [markdown]
# One row of a table is `known.loc[row]`, one column is `known[column]`, and both can be given new values with `=`. Going round as often as the table has cells, `table.size` times,
# is more than enough.
#
# **Your turn.** Write `work_out(table, row_totals, column_totals)`, which gives back a **copy** of the table with all dashes filled in that can be found by solving rows and
# columns with `fill_one`.

# %% nbgrader={"grade": false, "grade_id": "work", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def work_out(table, row_totals, column_totals):
    known = table.copy()
    for turn in range(table.size):
        for row in known.index:
            known.loc[row] = fill_one(known.loc[row], row_totals[row])
        for column in known.columns:
            known[column] = fill_one(known[column], column_totals[column])
    return known
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "work_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

dashed = pd.DataFrame({"u": [None, 2.0], "v": [3.0, None]}, index=["p", "q"])
found = work_out(dashed, pd.Series({"p": 4, "q": 7}), pd.Series({"u": 3, "v": 8}))
assert found is not None, "Nothing came back. Is there a return?"
assert found.loc["p", "u"] == 1, "Row p adds up to 4, and 3 are shown"
assert found.loc["q", "v"] == 5, "Row q adds up to 7, and 2 are shown"
assert dashed.isna().sum().sum() == 2, "The table that was handed in should keep its dashes"

# %% nbgrader={"grade": true, "grade_id": "work_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame

full = pd.DataFrame(
    {"a": [4.0, 6.0, 2.0, 9.0], "b": [3.0, 8.0, 1.0, 7.0], "c": [5.0, 2.0, 6.0, 4.0]}, index=["p", "q", "r", "s"]
)
rows, columns = full.sum(axis=1), full.sum()


def dashes(*cells):
    table = full.copy()
    for row, column in cells:
        table.loc[row, column] = None
    return table


def solved(hidden, wanted, words):
    check_frame(work_out(hidden, rows, columns), wanted, index=True, message=words)


chain = dashes(("p", "a"), ("p", "b"), ("q", "b"), ("q", "c"), ("r", "c"))
solved(chain, full, "work_out follows a chain of dashes to its end.")
back = dashes(("s", "a"), ("s", "b"), ("r", "b"), ("r", "c"), ("q", "c"))
solved(back, full, "work_out follows a chain in the other direction as well.")
square = dashes(("p", "a"), ("p", "b"), ("q", "a"), ("q", "b"))
solved(square, square, "work_out leaves four dashes in a rectangle as they are.")
mixed = dashes(("p", "a"), ("p", "b"), ("q", "a"), ("q", "b"), ("s", "c"))
solved(mixed, square, "work_out fills what can be found, and leaves the rest.")
solved(full, full, "A table without dashes stays as it is.")
one_row = pd.DataFrame({"a": [None, 1.0], "b": [None, 2.0]}, index=["p", "q"])
check_frame(
    work_out(one_row, pd.Series({"p": 9, "q": 3}), pd.Series({"a": 5, "b": 7})),
    pd.DataFrame({"a": [4.0, 1.0], "b": [5.0, 2.0]}, index=["p", "q"]),
    index=True,
    message="work_out uses the totals of the columns, and not only those of the rows.",
)
### END HIDDEN TESTS

# %% [markdown]
# Try it: hide the counts below 15 and play the reader.

# %%
# Take away the sign # from the next line and run the cell.
# work_out(hide_small(degree, 15), row_totals, column_totals)

# %% [markdown]
# ## 4. Hide better
#
# **Your turn.** Make the table `published` from `degree`, which will be printed together with `row_totals` and `column_totals`:
#
# - every count from 1 to 14 is hidden;
# - `work_out` finds **none** of the hidden counts;
# - no more than **five** cells are hidden, and all others show their true count.
#
# There is more than one right answer. A single cell is hidden with `published.loc["18 to 44", "none"] = None`.

# %% nbgrader={"grade": false, "grade_id": "protect", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
published = hide_small(degree, 15)
published.loc["45 to 59", "20,000 to 49,999"] = None
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "protect_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert published.shape == (3, 4), "The table should keep its three rows and four columns"
assert published.isna().sum().sum() >= 3, "At least the three small counts should be hidden"
assert published.loc["18 to 44", "1 to 19,999"] == 52, "What is shown should be true: 52 in the first cell"

# %% nbgrader={"grade": true, "grade_id": "protect_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import tell

people = pd.read_csv("data/adults.csv")
people = people[people["education"] == "degree"]
truth = pd.crosstab(people["age_band"], people["income_band"])
cells = {(r, c): published.loc[r, c] for r in truth.index for c in truth.columns}
dark = {cell for cell, value in cells.items() if pd.isna(value)}
for cell, value in cells.items():
    count = int(truth.loc[cell])
    assert cell in dark or int(value) == float(value) == count, tell("A count that is shown is not the true one.")
    assert cell in dark or count >= 15, tell("A count below 15 is still shown.")
assert len(dark) <= 5, tell("More than five cells are hidden. The reader needs the others.")
for row, column in dark:
    assert sum(r == row for r, _ in dark) >= 2, tell("A row has one dash alone. Its total gives it away.")
    assert sum(c == column for _, c in dark) >= 2, tell("A column has one dash alone. Its total gives it away.")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Two tables at once
#
# Tables are subtracted cell by cell. If a cell is hidden in one of them, the difference is hidden too:

# %%
everybody = pd.DataFrame({"yes": [61, 47], "no": [90, None]}, index=["A", "B"])
without = pd.DataFrame({"yes": [49, 47], "no": [40, 30]}, index=["A", "B"])
everybody - without

# %% [markdown]
# **Your turn.** Write `leaks(larger, smaller, threshold)`, which gives back **how many** cells of the difference are counts from 1 to below `threshold`: small counts that nobody has
# published and everybody can work out.

# %% nbgrader={"grade": false, "grade_id": "leaks", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def leaks(larger, smaller, threshold):
    difference = larger - smaller
    return ((difference > 0) & (difference < threshold)).sum().sum()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "leaks_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert leaks(everybody, without, 15) is not None, "Nothing came back. Is there a return?"
assert leaks(everybody, without, 15) == 1, "Only 61 - 49 = 12 is a small count; the others are 50, 0 and hidden"
assert leaks(everybody, without, 51) == 2, "With a threshold of 51 the difference of 50 is small as well"

# %% nbgrader={"grade": true, "grade_id": "leaks_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_function

people = pd.read_csv("data/adults.csv")
whole = pd.crosstab(people["age_band"], people["income_band"])
part = people[people["education"] == "no degree"]
rest = pd.crosstab(part["age_band"], part["income_band"])
first = pd.DataFrame({"a": [9, 8, 7], "b": [6, 5, None]}, index=["p", "q", "r"])
second = pd.DataFrame({"a": [8, 8, 2], "b": [2, None, 3]}, index=["p", "q", "r"])
check_function(
    leaks,
    [
        ((whole, rest, 15), 3),
        ((whole, rest.mask(rest < 15), 15), 3),
        ((whole, rest, 10), 0),
        ((first, second, 5), 2),
        ((first, second, 6), 3),
        ((first, second, 4), 1),
        ((first, first, 100), 0),
    ],
    message="leaks counts differences from 1 to below the threshold.",
)
before_call = first.copy()
leaks(first, second, 3)
check_frame(first, before_call, index=True, message="The tables that were handed in are unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Round instead
#
# `round()` gives the nearest whole numbers. Divide before and multiply after, and you get multiples of any number. To the nearest ten:

# %%
(degree / 10).round() * 10

# %% [markdown]
# **Your turn.** Write `round_to(counts, base)`, which gives back the counts rounded to the nearest multiple of `base`. It should work for a table and for a single number as well. Then take the row of
# 45 to 59, whose counts are 12, 31, 60 and 35 with the total 138, round each to a multiple of **five**, the total by itself, and give the name `gap` to the rounded total **less** the sum of the rounded counts.

# %% nbgrader={"grade": false, "grade_id": "rounded", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def round_to(counts, base):
    return round(counts / base) * base


gap = round_to(138, 5) - round_to(degree.loc["45 to 59"], 5).sum()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "rounded_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

assert round_to(12, 5) is not None, "Nothing came back. Is there a return?"
assert round_to(12, 5) == 10, "10 is nearer to 12 than 15 is"
assert round_to(pd.Series([13, 2, 31]), 5).tolist() == [15, 0, 30], "13, 2 and 31 become 15, 0 and 30"
assert abs(gap) < 10, "Each rounding errs by 2 at most, so the gap is small"

# %% nbgrader={"grade": true, "grade_id": "rounded_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_function, check_number

check_function(
    round_to,
    [((7, 3), 6), ((8, 3), 9), ((100, 7), 98), ((0, 5), 0), ((3, 5), 5), ((1, 5), 0)],
    message="round_to finds the nearest multiple of the base.",
)
check_frame(
    round_to(pd.DataFrame({"a": [1, 10, 23], "b": [44, 5, 0]}), 3),
    pd.DataFrame({"a": [0, 9, 24], "b": [45, 6, 0]}),
    message="round_to works on a whole table.",
)
check_number(gap, 140 - (10 + 30 + 60 + 35), message="gap is the rounded total less the sum of the rounded counts.")
### END HIDDEN TESTS

# %% [markdown]
# **Well done.** Which table of your office was published twice, with different borders? Save the notebook and submit it.
