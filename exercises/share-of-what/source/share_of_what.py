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
# # Share of what?
#
# Each task shows one line of code on an example and then asks for a variation. Where a cell says `# YOUR CODE HERE`
# and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task;
# final checks run when you submit and try your answers on other data as well.
#
# The table holds the receipts of the federal government of the United States. One row is one subcategory in one
# fiscal year. Amounts are in millions of dollars of that year.

# %%
import pandas as pd

receipts = pd.read_csv("data/receipts.csv")
receipts.head(13)

# %% [markdown]
# ## 1. Keep one year and add it up
#
# A condition in square brackets keeps rows. `.sum()` adds a column. For 1962:

# %%
receipts_1962 = receipts[receipts["year"] == 1962]
total_1962 = receipts_1962["amount_musd"].sum()
total_1962

# %% [markdown]
# **Your turn.** Do the same for 2014. Name the table `receipts_2014` and the sum `total_2014`.

# %% nbgrader={"grade": false, "grade_id": "keep", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
receipts_2014 = receipts[receipts["year"] == 2014]
total_2014 = receipts_2014["amount_musd"].sum()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "keep_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert list(receipts_2014["year"].unique()) == [2014], "receipts_2014 should hold the year 2014 only"
assert len(receipts_2014) == 13, "2014 has 13 rows"
assert total_2014 > 1000000, "total_2014 should be the sum of amount_musd, in millions of dollars"

# %% nbgrader={"grade": true, "grade_id": "keep_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_number

fresh_table = pd.read_csv("data/receipts.csv")
check_number(
    total_2014,
    float(fresh_table.loc[fresh_table["year"] == 2014, "amount_musd"].sum()),
    tolerance=0.6,
    message="total_2014 adds up all receipts of 2014.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Add up by category
#
# `groupby` makes one heap for each value of a column; then you name the column to add, and add it. By budget:

# %%
receipts_1962.groupby("budget")["amount_musd"].sum()

# %% [markdown]
# **Your turn.** Add up `receipts_2014` by `category`, and name the result `by_category`.

# %% nbgrader={"grade": false, "grade_id": "group", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
by_category = receipts_2014.groupby("category")["amount_musd"].sum()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "group_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert len(by_category) == 8, "There are eight categories, so by_category should hold eight sums"
assert abs(by_category.sum() - total_2014) < 1, (
    "The eight sums should make the total of 2014. Did you add (sum) or count?"
)

# %% nbgrader={"grade": true, "grade_id": "group_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_series

fresh_table = pd.read_csv("data/receipts.csv")
fresh_sums = fresh_table[fresh_table["year"] == 2014].groupby("category")["amount_musd"].sum()
check_series(
    by_category,
    fresh_sums,
    tolerance=0.6,
    order=False,
    message="by_category holds the sum of each category for 2014.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. From sums to shares
#
# You can divide a whole column of sums by one number; each is divided in turn. For 1962, in per cent:

# %%
by_budget_1962 = receipts_1962.groupby("budget")["amount_musd"].sum()
100 * by_budget_1962 / total_1962

# %% [markdown]
# **Your turn.** Turn `by_category` into shares of the receipts of 2014, in per cent, and name them `shares_2014`.

# %% nbgrader={"grade": false, "grade_id": "shares", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
shares_2014 = 100 * by_category / by_category.sum()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "shares_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert len(shares_2014) == 8, "There should be one share for each category"
assert abs(shares_2014.sum() - 1) > 0.01, "These are shares of 1; multiply by 100 for per cent"
assert abs(shares_2014.sum() - 100) < 0.5, (
    "The shares should make 100 together. Is the denominator the total of 2014?"
)

# %% nbgrader={"grade": true, "grade_id": "shares_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_series

fresh_table = pd.read_csv("data/receipts.csv")
fresh_sums = fresh_table[fresh_table["year"] == 2014].groupby("category")["amount_musd"].sum()
check_series(
    shares_2014,
    100 * fresh_sums / fresh_sums.sum(),
    tolerance=0.06,
    order=False,
    message="shares_2014 holds each category's share of all receipts of 2014, in per cent.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Per cent or percentage points?
#
# Here are four numbers for the corporation income tax. Run the cell; the names are yours to use.

# %%
dollars_1962 = 20522.658
dollars_2014 = 320731.0
share_1962 = 20.6
share_2014 = 10.6

# %% [markdown]
# An example with other numbers: from 8 to 6 is **0.75 times as large** (`6 / 8`), a change of **−2 points** (`6 - 8`), and
# a change of **−25 per cent** (`100 * (6 - 8) / 8`).
#
# **Your turn.** Compute
#
# - `times_as_large`: how many times as many dollars in 2014 as in 1962,
# - `change_points`: the change of the share from 1962 to 2014 in percentage points,
# - `change_percent`: the same change in per cent of the share of 1962.

# %% nbgrader={"grade": false, "grade_id": "change", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
times_as_large = dollars_2014 / dollars_1962
change_points = share_2014 - share_1962
change_percent = 100 * (share_2014 - share_1962) / share_1962
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "change_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert times_as_large > 1, "There were more dollars in 2014: divide 2014 by 1962"
assert change_points < 0, "The share fell, so the change should have a minus sign: later minus earlier"
assert change_percent < 0, "The share fell, so the change should have a minus sign: later minus earlier"

# %% nbgrader={"grade": true, "grade_id": "change_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_number

check_number(
    times_as_large,
    320731.0 / 20522.658,
    tolerance=0.06,
    message="times_as_large divides the dollars of 2014 by those of 1962.",
)
check_number(
    change_points,
    -10.0,
    tolerance=0.06,
    message="change_points is the later share minus the earlier one.",
)
check_number(
    change_percent,
    100 * (10.6 - 20.6) / 20.6,
    tolerance=0.6,
    message="change_percent is that change as a percentage of where it started.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. From wide to tidy
#
# In a wide table the years stand in the headings. `melt` moves them into a column. `id_vars` names what stays;
# `var_name` and `value_name` name the two new columns. A small example:

# %%
small = pd.DataFrame({"office": ["North", "South"], "2023": [12, 9], "2024": [15, 7]})
small.melt(id_vars="office", var_name="year", value_name="letters")

# %% [markdown]
# **Your turn.** The next line reads receipts in wide form. Melt `wide` so that `category` stays and the new columns
# are called `year` and `amount_musd`. Name the result `tidy`.

# %%
wide = pd.read_csv("data/receipts_wide.csv")
wide

# %% nbgrader={"grade": false, "grade_id": "tidy", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
tidy = wide.melt(id_vars="category", var_name="year", value_name="amount_musd")
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "tidy_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert sorted(tidy.columns) == ["amount_musd", "category", "year"], (
    "tidy should have the columns category, year and amount_musd"
)

# %% nbgrader={"grade": true, "grade_id": "tidy_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame

fresh_wide = pd.read_csv("data/receipts_wide.csv")
fresh_tidy = fresh_wide.melt(id_vars="category", var_name="year", value_name="amount_musd")
fresh_tidy["year"] = fresh_tidy["year"].astype(int)
answer = tidy[["category", "year", "amount_musd"]].copy()
answer["year"] = answer["year"].astype(int)
check_frame(
    answer,
    fresh_tidy,
    tolerance=0.006,
    order=False,
    message="tidy holds every category and year once, with its amount.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 6. A function for any share
#
# This function gives the total of one year, for any table with the columns `year` and `amount_musd`:

# %%
def total_of(table, year):
    rows = table[table["year"] == year]
    return rows["amount_musd"].sum()


total_of(receipts, 2000)

# %% [markdown]
# **Your turn.** Write `share_of(table, year, category)`, which gives back the share of the category in all receipts of that
# year, in per cent. It takes three steps: keep the rows of the year; among those, keep the rows of the category and
# add them; divide by the total of the year.

# %% nbgrader={"grade": false, "grade_id": "share_of", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def share_of(table, year, category):
    rows = table[table["year"] == year]
    part = rows[rows["category"] == category]["amount_musd"].sum()
    return 100 * part / rows["amount_musd"].sum()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "share_of_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks: a table of four made-up rows
import pandas as pd

four_rows = pd.DataFrame(
    {
        "year": [2001, 2001, 2002, 2002],
        "category": ["A", "B", "A", "B"],
        "amount_musd": [30.0, 10.0, 50.0, 110.0],
    }
)
assert share_of(four_rows, 2001, "A") is not None, "Nothing came back. Is there a return?"
assert abs(share_of(four_rows, 2001, "A") - 75) < 0.01, (
    "In 2001, A has 30 of 40, which is 75 per cent. Does the total count that year only?"
)
assert abs(share_of(four_rows, 2002, "B") - 68.75) < 0.01, (
    "In 2002, B has 110 of 160, which is 68.75 per cent. Do you use year and category?"
)

# %% nbgrader={"grade": true, "grade_id": "share_of_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_function

unseen = pd.DataFrame(
    {
        "year": [1999, 1999, 1999, 2000, 2000, 2000],
        "category": ["Tolls", "Tolls", "Fees", "Tolls", "Fees", "Fees"],
        "amount_musd": [10.0, 30.0, 60.0, 5.0, 10.0, 5.0],
    },
    index=[4, 4, 8, 15, 16, 23],
)
before_call = unseen.copy()
check_function(
    share_of,
    [
        ((unseen, 1999, "Tolls"), 40.0),
        ((unseen, 2000, "Fees"), 75.0),
        ((unseen, 2000, "Rents"), 0.0),
        ((unseen.sample(frac=1, random_state=3), 1999, "Fees"), 60.0),
    ],
    tolerance=0.01,
    message="share_of divides the category's sum by the total of the same year.",
)
share_of(unseen, 1999, "Fees")
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# **Well done.** Save the notebook and submit it.
