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
# # The spread of breaches
#
# You compute quartiles by group, shares above a limit, the steps of a histogram, and the order of groups without their largest case. Where a cell says
# `# YOUR CODE HERE` and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task; final checks run when you
# submit, and try your functions on tables that you have not seen.
#
# In the table `kinds` one row is one kind of breach in one report; a report that names two kinds has two rows.

# %%
import pandas as pd

breaches = pd.read_csv("data/breaches.csv")
kinds = breaches[["breach_type", "individuals"]].copy()
kinds["kind"] = kinds["breach_type"].str.split(",")
kinds = kinds.explode("kind").reset_index(drop=True)
kinds["kind"] = kinds["kind"].str.strip()
kinds[["kind", "individuals"]].head()

# %% [markdown]
# ## 1. Quartiles by group
#
# `.quantile(0.25)` gives the lower quartile. By group:

# %%
kinds.groupby("kind")["individuals"].quantile(0.25)

# %% [markdown]
# `pd.DataFrame({...})` puts columns side by side; each gets the name in front of its colon.
#
# **Your turn.** Write `spread(table, by, value)`, which gives back a **table** with one row for each value of the column `by` and the three columns `lower`, `median` and `upper`: the
# lower quartile, the median and the upper quartile of the column `value`.

# %% nbgrader={"grade": false, "grade_id": "spread", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def spread(table, by, value):
    groups = table.groupby(by)[value]
    return pd.DataFrame(
        {
            "lower": groups.quantile(0.25),
            "median": groups.median(),
            "upper": groups.quantile(0.75),
        }
    )
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "spread_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

waits = pd.DataFrame({"office": ["N"] * 5 + ["S"] * 5, "days": [1, 2, 3, 4, 90, 10, 10, 20, 30, 40]})
quartiles = spread(waits, "office", "days")
assert quartiles is not None, "Nothing came back. Is there a return?"
assert list(quartiles.columns) == ["lower", "median", "upper"], "The columns should be lower, median and upper"
assert abs(quartiles["median"]["N"] - 3) < 0.001, "In office N the middle of 1, 2, 3, 4 and 90 is 3"
assert abs(quartiles["upper"]["S"] - 30) < 0.001, "In office S the upper quartile is 30"

# %% nbgrader={"grade": true, "grade_id": "spread_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_series

fresh_table = pd.read_csv("data/breaches.csv")
unseen = pd.DataFrame(
    {"team": ["b", "a", "b", "c", "a", "b", "a"], "score": [4.0, 1.0, None, 7.0, 2.0, 8.0, 9.0]},
    index=[2, 2, 0, 5, 5, 1, 9],
)
before_call = unseen.copy()
for table, by, value in ((fresh_table, "entity_type", "individuals"), (unseen, "team", "score")):
    got = spread(table, by, value)
    groups = table.groupby(by)[value]
    for name, part in (("lower", 0.25), ("median", 0.5), ("upper", 0.75)):
        check_series(
            got[name],
            groups.quantile(part),
            tolerance=0.001,
            order=False,
            message=f"The column {name} is right for other tables and groups.",
        )
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 2. How many reach the limit?
#
# The mean of a column of yes and no is the share of yes. Among all reports, 50,000 or more are affected in this percentage:

# %%
100 * (breaches["individuals"] >= 50000).mean()

# %% [markdown]
# **Your turn.** Write `share_at_least(table, by, value, limit)`, which gives back for each group the **percentage** of rows whose `value` is `limit` or more, with
# the **largest share first**. Hand the yes and no to `groupby`: `condition.groupby(table[by]).mean()`.

# %% nbgrader={"grade": false, "grade_id": "share", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def share_at_least(table, by, value, limit):
    condition = table[value] >= limit
    return (100 * condition.groupby(table[by]).mean()).sort_values(ascending=False)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "share_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

waits = pd.DataFrame({"office": ["N", "N", "N", "N", "S", "S"], "days": [1, 10, 3, 4, 10, 40]})
shares = share_at_least(waits, "office", "days", 10)
assert shares is not None, "Nothing came back. Is there a return?"
assert abs(shares["N"] - 25) < 0.001, "In office N one of four waits is 10 days or more: 25 per cent"
assert abs(shares["S"] - 100) < 0.001, "In office S both waits are 10 days or more"
assert list(shares.index)[0] == "S", "The largest share should come first"

# %% nbgrader={"grade": true, "grade_id": "share_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_series

unseen = pd.DataFrame(
    {"team": ["b", "a", "b", "c", "a", "b", "a", "b"], "score": [4, 1, 0, 7, 4, 8, 3, 9]}, index=[2, 2, 0, 5, 5, 1, 9, 9]
)
before_call = unseen.copy()
for table in (unseen, unseen.iloc[::-1]):
    check_series(
        share_at_least(table, "team", "score", 4),
        pd.Series({"c": 100.0, "b": 75.0, "a": 100 / 3}),
        tolerance=0.001,
        message="share_at_least counts the limit itself, for each group, the largest share first.",
    )
check_series(
    share_at_least(unseen, "team", "score", 100),
    pd.Series({"a": 0.0, "b": 0.0, "c": 0.0}),
    tolerance=0.001,
    order=False,
    message="A limit that nobody reaches gives 0 for every group.",
)
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. The steps of a histogram
#
# `pd.cut` puts each value into its step. With `right=False` a step holds its lower border and not its upper one. Ages in three steps:

# %%
ages = pd.Series([3, 10, 17, 18, 64, 65, 90])
pd.cut(ages, [0, 18, 65, 120], right=False).value_counts(sort=False)

# %% [markdown]
# **Your turn.** Write `count_steps(values, borders)`, which gives back the **list** of how many values fall into each step, in the order of the borders. The **last step is open**: it
# holds everything from the last border on. Add a border that nothing reaches, `borders + [float("inf")]`, and turn the counts into a list with `list(...)`.

# %% nbgrader={"grade": false, "grade_id": "steps", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def count_steps(values, borders):
    steps = pd.cut(values, borders + [float("inf")], right=False)
    return list(steps.value_counts(sort=False))
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "steps_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

ages = pd.Series([3, 10, 17, 18, 64, 65, 90])
assert count_steps(ages, [0, 18, 65]) is not None, "Nothing came back. Is there a return?"
assert len(count_steps(ages, [0, 18, 65])) == 3, "Three borders make three steps; the last one is open"
assert [int(n) for n in count_steps(ages, [0, 18, 65])] == [3, 2, 2], (
    "18 belongs to the second step and 65 to the third: 3, 2 and 2"
)

# %% nbgrader={"grade": true, "grade_id": "steps_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_function

fresh_values = pd.read_csv("data/breaches.csv")["individuals"]
fresh_borders = [500, 1000, 2000, 5000, 10000, 100000]
wanted = []
for low, high in zip(fresh_borders, [*fresh_borders[1:], float("inf")], strict=True):
    wanted.append(int(((fresh_values >= low) & (fresh_values < high)).sum()))
unseen = pd.Series([5.0, 0.5, None, 5.0, 100.0, 20.0], index=[1, 1, 4, 4, 0, 9])
check_function(
    count_steps,
    [
        ((fresh_values, fresh_borders), wanted),
        ((unseen, [0, 1, 5, 10, 20]), [1, 0, 2, 0, 2]),
        ((unseen, [50]), [1]),
        ((unseen.head(0), [0, 10]), [0, 0]),
    ],
    message="count_steps keeps the order of the steps, and counts empty ones too.",
)
### END HIDDEN TESTS

# %% [markdown]
# Compare two choices of steps for the register. Which would you show?

# %%
# Take away the signs # from the next two lines and run the cell.
# print(count_steps(breaches["individuals"], [0, 100000, 200000, 300000]))
# print(count_steps(breaches["individuals"], [500, 1000, 2000, 5000, 10000, 100000]))

# %% [markdown]
# ## 4. Groups that are large enough
#
# `sizes[sizes > 100]` keeps the groups with more than 100 rows, and `.index` holds their names:

# %%
sizes = kinds.groupby("kind").size()
list(sizes[sizes > 100].index)

# %% [markdown]
# **Your turn.** Write `large_enough(table, by, least)`, which gives back the table with only the rows whose group has **at least** `least` rows.
# `table[by].isin(names)` asks of each row whether its group is in a list of names.

# %% nbgrader={"grade": false, "grade_id": "enough", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def large_enough(table, by, least):
    sizes = table.groupby(by).size()
    names = list(sizes[sizes >= least].index)
    return table[table[by].isin(names)]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "enough_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

waits = pd.DataFrame({"office": ["N", "N", "N", "S", "S", "W"], "days": [1, 2, 3, 4, 5, 6]})
assert large_enough(waits, "office", 2) is not None, "Nothing came back. Is there a return?"
assert len(large_enough(waits, "office", 3)) == 3, "Only office N has three rows"
assert len(large_enough(waits, "office", 2)) == 5, "N and S have at least two rows, W has one"

# %% nbgrader={"grade": true, "grade_id": "enough_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_number

unseen = pd.DataFrame({"team": list("abacabdd"), "score": range(8)}, index=[3, 3, 1, 0, 8, 8, 2, 2])
before_call = unseen.copy()
check_frame(
    large_enough(unseen, "team", 2),
    unseen[unseen["team"] != "c"],
    order=False,
    message="Rows of groups with at least that many rows are kept, and no others.",
)
check_number(len(large_enough(unseen, "team", 1)), 8, message="With a least number of one all rows stay.")
check_number(len(large_enough(unseen, "team", 4)), 0, message="With a least number of four none is left here.")
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. What would the order be without the largest case?
#
# This function takes the largest value out of a column and averages the rest:

# %%
def mean_of_rest(values):
    return values.drop(values.idxmax()).mean()


mean_of_rest(pd.Series([1, 2, 3, 100]))

# %% [markdown]
# `apply` calls a function for each group: `table.groupby("office")["days"].apply(mean_of_rest)`.
#
# **Your turn.** Write `first_group(table, by, value)`, which gives back a **list of two names**: the group with the largest average, and the group with the largest average when in each group the
# largest case has been left out. You may use `mean_of_rest`. Row labels may repeat, so begin with `table = table.reset_index(drop=True)`. Every group has at least two rows.

# %% nbgrader={"grade": false, "grade_id": "first", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def first_group(table, by, value):
    table = table.reset_index(drop=True)
    groups = table.groupby(by)[value]
    return [groups.mean().idxmax(), groups.apply(mean_of_rest).idxmax()]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "first_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

waits = pd.DataFrame({"office": ["N", "N", "N", "S", "S", "S"], "days": [1, 2, 900, 50, 60, 70]})
assert first_group(waits, "office", "days") is not None, "Nothing came back. Is there a return?"
assert list(first_group(waits, "office", "days")) == ["N", "S"], (
    "N has the largest average, because of one wait of 900 days; without the largest waits it is S"
)
assert list(first_group(waits.tail(3), "office", "days")) == ["S", "S"], "With S alone, S comes first both times"

# %% nbgrader={"grade": true, "grade_id": "first_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_function

fresh_table = pd.read_csv("data/breaches.csv")
fresh_table["kind"] = fresh_table["breach_type"].str.split(",")
fresh_table = fresh_table.explode("kind")
fresh_table["kind"] = fresh_table["kind"].str.strip()
two = fresh_table[fresh_table["kind"].isin(["Loss", "Hacking/IT Incident"])]
unseen = pd.DataFrame(
    {"team": ["p", "q", "p", "q", "r", "r", "r"], "score": [5.0, 6.0, 5.0, 30.0, 10.0, 10.0, 10.0]},
    index=[1, 1, 1, 1, 1, 1, 1],
)
before_call = unseen.copy()
check_function(
    first_group,
    [
        ((two, "kind", "individuals"), ["Loss", "Hacking/IT Incident"]),
        ((unseen, "team", "score"), ["q", "r"]),
        ((unseen[unseen["team"] != "r"].iloc[::-1], "team", "score"), ["q", "q"]),
    ],
    message="first_group names the leader with and without the largest cases.",
)
first_group(unseen, "team", "score")
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# **Well done.** Which of your five functions would you run first on the next ranking that you are shown? Save the notebook and submit it.
