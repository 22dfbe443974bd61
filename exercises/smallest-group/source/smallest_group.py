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
# # The smallest group
#
# Each task shows one line of code on an example and then asks for a variation. Where a cell says `# YOUR CODE HERE`
# and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task;
# final checks run when you submit and try your answers on other tables as well.
#
# One row is one adult in a sample of the American Community Survey of 2012. The table has been protected: age, schooling, work and
# income are held in a few wide classes.

# %%
import pandas as pd

adults = pd.read_csv("data/adults.csv")
adults.sample(5, random_state=1)

# %% [markdown]
# ## 1. Count the groups
#
# `groupby` makes one heap for each value, and `size()` counts the rows in each heap:

# %%
adults.groupby("sex").size()

# %% [markdown]
# To make heaps by two columns, hand over a list in square brackets: `groupby(["first", "second"])`.
#
# **Your turn.** Count the groups of `age_band` and `education` together and name the result `sizes`. Then give the name
# `smallest` to the smallest of these numbers; `.min()` finds it.

# %% nbgrader={"grade": false, "grade_id": "groups", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
sizes = adults.groupby(["age_band", "education"]).size()
smallest = sizes.min()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "groups_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert len(sizes) == 6, "Three bands of age times two kinds of education make six groups"
assert sizes.sum() == len(adults), "Together the groups should hold all persons of the table"

# %% nbgrader={"grade": true, "grade_id": "groups_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_number

fresh_sizes = pd.read_csv("data/adults.csv").groupby(["age_band", "education"]).size()
check_number(smallest, int(fresh_sizes.min()), message="smallest is the size of the smallest group.")
check_number(sizes.max(), int(fresh_sizes.max()), message="The largest of your groups is right.")
### END HIDDEN TESTS

# %% [markdown]
# ## 2. The smallest group as a function
#
# You will need this measure again, so give it a name. As a reminder, here is a function that counts
# how many different groups there are:

# %%
def number_of_groups(table, columns):
    return len(table.groupby(columns).size())


number_of_groups(adults, ["sex", "in_work"])

# %% [markdown]
# **Your turn.** Write `smallest_group(table, columns)`, which gives back the size of the smallest group. This number is
# called *k*.

# %% nbgrader={"grade": false, "grade_id": "smallest", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def smallest_group(table, columns):
    return table.groupby(columns).size().min()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "smallest_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks: a table of five made-up rows
import pandas as pd

five_rows = pd.DataFrame({"town": ["A", "A", "A", "B", "B"], "sex": ["f", "f", "m", "m", "m"]})
assert smallest_group(five_rows, ["sex"]) is not None, "Nothing came back. Is there a return?"
assert smallest_group(five_rows, ["sex"]) == 2, "There are 2 f and 3 m, so the smallest group has 2"
assert smallest_group(five_rows, ["town", "sex"]) == 1, "One row alone is m in town A"

# %% nbgrader={"grade": true, "grade_id": "smallest_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_function

unseen = pd.DataFrame(
    {
        "shift": ["early", "late", "late", "early", "late", "late", "early"],
        "grade": [3, 3, 4, 4, 4, 3, 4],
        "site": ["x", "x", "x", "x", "y", "y", "y"],
    },
    index=[5, 5, 2, 9, 1, 0, 3],
)
before_call = unseen.copy()
check_function(
    smallest_group,
    [
        ((unseen, ["shift"]), 3),
        ((unseen, ["site"]), 3),
        ((unseen, ["shift", "grade"]), 1),
        ((unseen.head(1), ["shift", "grade", "site"]), 1),
        ((pd.concat([unseen, unseen, unseen]), ["shift", "grade"]), 3),
    ],
    message="smallest_group gives the size of the smallest group for the given columns.",
)
smallest_group(unseen, ["grade"])
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# Try it. The four columns below are those that a neighbour could know.

# %%
# Take away the sign # from the next line and run the cell.
# smallest_group(adults, ["age_band", "sex", "education", "in_work"])

# %% [markdown]
# ## 3. Who stands alone?
#
# A group of size 1 is a person who stands alone. `(sizes == 1)` asks each group, and `.sum()` counts those that
# say yes. With two columns nobody stands alone:

# %%
two_columns = adults.groupby(["age_band", "sex"]).size()
(two_columns == 1).sum()

# %% [markdown]
# **Your turn.** Suppose that somebody knows a person's income band as well. Group by all five columns, `age_band`, `sex`,
# `education`, `in_work` and `income_band`, name the result `five`, and give the name `n_alone` to the number of groups of size 1.

# %% nbgrader={"grade": false, "grade_id": "alone", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
five = adults.groupby(["age_band", "sex", "education", "in_work", "income_band"]).size()
n_alone = (five == 1).sum()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "alone_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert n_alone == int(n_alone), "n_alone should be one whole number"
assert 0 < n_alone <= len(five), "Some persons stand alone; count the groups of size 1"

# %% nbgrader={"grade": true, "grade_id": "alone_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_number

fresh_table = pd.read_csv("data/adults.csv")
fresh_five = fresh_table.groupby(list(fresh_table.columns)).size()
check_number(
    n_alone, int((fresh_five == 1).sum()), message="n_alone counts the groups with one person."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Make bands
#
# `if` lets a function choose. It stops at the first `return` that it reaches:

# %%
def size_of_town(people):
    if people < 5000:
        return "small"
    if people < 50000:
        return "middle"
    return "large"


size_of_town(5000)

# %% [markdown]
# **Your turn.** Write `age_band(age)`, which gives back `"under 30"`, `"30 to 59"` or `"60 and over"`. A person of 30 belongs to
# `"30 to 59"`, a person of 60 to `"60 and over"`.

# %% nbgrader={"grade": false, "grade_id": "bands", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def age_band(age):
    if age < 30:
        return "under 30"
    if age < 60:
        return "30 to 59"
    return "60 and over"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bands_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert age_band(20) == "under 30", "A person of 20 is under 30"
assert age_band(45) == "30 to 59", "A person of 45 belongs to 30 to 59"
assert age_band(80) == "60 and over", "A person of 80 is 60 and over"

# %% nbgrader={"grade": true, "grade_id": "bands_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_function

low, middle, high = "under 30", "30 to 59", "60 and over"
check_function(
    age_band,
    [((0,), low), ((29,), low), ((30,), middle), ((31,), middle), ((59,), middle), ((60,), high), ((104,), high)],
    message="Each age falls into its band, on the borders too.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Protect a list
#
# Here is a list of twelve visits to an advice centre. It is made up. The director wants to pass it on, to show why people
# come.

# %%
visits = pd.DataFrame(
    {
        "ticket": [501, 502, 503, 504, 505, 506, 507, 508, 509, 510, 511, 512],
        "age": [23, 71, 45, 38, 67, 29, 52, 19, 80, 33, 26, 64],
        "sex": ["f", "m", "f", "m", "f", "f", "m", "m", "f", "f", "m", "m"],
        "reason": [
            "housing", "debt", "housing", "work", "care", "debt",
            "work", "housing", "care", "debt", "work", "housing",
        ],
    }
)
visits.head()

# %% [markdown]
# `apply` calls a function on every value of a column. For example, `visits["age"].apply(size_of_town)` would call
# `size_of_town` on every age, which makes little sense but works.
#
# Give the list a new column with your bands: write the line `visits["band"] = visits["age"].apply(age_band)`.

# %% nbgrader={"grade": false, "grade_id": "add_band", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
visits["band"] = visits["age"].apply(age_band)
### END SOLUTION

# %% [markdown]
# To keep only some columns, put a list of their names into the brackets, which makes the brackets double:

# %%
visits[["sex", "reason"]].head(3)

# %% [markdown]
# **Your turn.** Make a table `protected` from `visits` that the director may pass on:
#
# - all twelve visits are in it, each with its `reason`;
# - `ticket` and `age` are not in it;
# - it keeps `band` or `sex`, or both, so that it still says something about who came;
# - taken together, the columns other than `reason` make groups of **at least three** visits.
#
# There is more than one right answer. Use `smallest_group` to test yours.

# %% nbgrader={"grade": false, "grade_id": "protect", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
protected = visits[["band", "reason"]]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "protect_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert "reason" in list(protected.columns), "The reason should stay; the list is made to show it"
assert "ticket" not in list(protected.columns), "The ticket number points to one person"
assert "age" not in list(protected.columns), "The exact age points to few persons; keep the band"
assert len(protected) == 12, "All twelve visits should still be there"

# %% nbgrader={"grade": true, "grade_id": "protect_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_one_of, tell

original = [
    (23, "f", "housing"), (71, "m", "debt"), (45, "f", "housing"), (38, "m", "work"),
    (67, "f", "care"), (29, "f", "debt"), (52, "m", "work"), (19, "m", "housing"),
    (80, "f", "care"), (33, "f", "debt"), (26, "m", "work"), (64, "m", "housing"),
]
known = [name for name in list(protected.columns) if name != "reason"]
assert set(known) & {"band", "sex"}, tell("Keep band or sex, so that the list still says who came.")
assert int(protected.groupby(known).size().min()) >= 3, tell(
    "A group of fewer than three visits is left. Leave a column out, or make the bands wider."
)
assert len(protected.groupby(known).size()) > 1, tell("Everything is in one group; that says nothing.")
reasons = sorted(protected["reason"].tolist())
assert reasons == sorted(row[2] for row in original), tell("The reasons have changed.")
if "sex" in known:
    pairs = sorted(zip(protected["sex"].tolist(), protected["reason"].tolist(), strict=True))
    assert pairs == sorted((row[1], row[2]) for row in original), tell(
        "Sex and reason no longer belong together as in the list."
    )
if "band" in known:
    # Sorting by age must keep each band in one piece: bands may be joined, but not invented.
    used = protected.groupby("band")["reason"].apply(lambda part: sorted(part.tolist())).tolist()
    ages = sorted(original)
    runs = []
    for cut in range(1, 12):
        runs.append([sorted(r[2] for r in ages[:cut]), sorted(r[2] for r in ages[cut:])])
        for second in range(cut + 1, 12):
            parts = [ages[:cut], ages[cut:second], ages[second:]]
            runs.append([sorted(r[2] for r in part) for part in parts])
            for third in range(second + 1, 12):
                parts = [ages[:cut], ages[cut:second], ages[second:third], ages[third:]]
                runs.append([sorted(r[2] for r in part) for part in parts])
    assert any(sorted(used) == sorted(run) for run in runs), tell(
        "Band and reason no longer belong together as in the list."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Who is not in the table?
#
# Go back to the table `adults`. Which of these people **cannot be** in it?
#
# - **a** women of 60 and over
# - **b** people under 18
# - **c** people without work
# - **d** people who sleep in the street
# - **e** people without a degree
#
# **Your turn.** Give the name `not_in_table` to a list of the letters, such as `["a", "c"]`.

# %% nbgrader={"grade": false, "grade_id": "unseen", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
not_in_table = ["b", "d"]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "unseen_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert len(not_in_table) > 0, "Somebody is missing; name at least one letter"
assert set(not_in_table) <= set("abcde"), "not_in_table should hold letters from a to e, as a list"

# %% nbgrader={"grade": true, "grade_id": "unseen_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_text, tell

letters = sorted(set(not_in_table))
assert "b" in letters, tell("The protection took out everybody under a certain age.")
assert "d" in letters, tell("The survey goes to addresses.")
check_text("".join(letters), "bd", message="Nobody is named who is in the table after all.")
### END HIDDEN TESTS

# %% [markdown]
# **Well done.** Before you go: what would you tell the director about the price of your protection? Whom can the
# reader of the list no longer see? Save the notebook and submit it.
