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
# # The risk meter
#
# You build four measures of how exposed the people in a file are, and use them to protect one. Where a cell says `# YOUR CODE HERE`
# and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task; final checks run when you
# submit, and try your functions on tables that you have not seen.
#
# Two files are at hand: `adults`, the protected file of the lesson, and `workers`, 12,000 full-time workers of the United States with their
# band of hourly earnings in 2004. In both, one row is one person.

# %%
import pandas as pd

adults = pd.read_csv("data/adults.csv")
workers = pd.read_csv("data/workers.csv")
workers.sample(3, random_state=1)

# %% [markdown]
# ## 1. How many are in small groups?
#
# `sizes` holds one number for each group. A condition in brackets keeps some of them. Here are the groups of 400 persons or more:

# %%
sizes = workers.groupby(["age_band", "sex", "region"]).size()
sizes[sizes >= 400].head(3)

# %% [markdown]
# **Your turn.** Write `in_small_groups(table, columns, k)`, which gives back how many **persons** are in groups of **fewer than** `k`.

# %% nbgrader={"grade": false, "grade_id": "small", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def in_small_groups(table, columns, k):
    sizes = table.groupby(columns).size()
    return sizes[sizes < k].sum()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "small_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

six_rows = pd.DataFrame({"town": ["A", "A", "A", "B", "B", "C"], "sex": ["f", "f", "m", "m", "m", "f"]})
assert in_small_groups(six_rows, ["town"], 3) is not None, "Nothing came back. Is there a return?"
assert in_small_groups(six_rows, ["town"], 3) == 3, "Two persons in B and one in C are in groups of fewer than 3"
assert in_small_groups(six_rows, ["sex"], 3) == 0, "Both groups have three persons, which is not fewer than 3"

# %% nbgrader={"grade": true, "grade_id": "small_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_function

fresh = pd.read_csv("data/workers.csv")
five = fresh.groupby(list(fresh.columns)).size()
unseen = pd.DataFrame(
    {"shift": list("aabbbbccccc"), "grade": [1, 2, 1, 1, 1, 2, 1, 1, 1, 1, 1]}, index=[9, 9, 1, 2, 3, 4, 5, 6, 7, 8, 0]
)
before_call = unseen.copy()
check_function(
    in_small_groups,
    [
        ((fresh, list(fresh.columns), 10), int(five[five < 10].sum())),
        ((fresh, ["sex"], 10), 0),
        ((unseen, ["shift"], 4), 2),
        ((unseen, ["shift"], 5), 6),
        ((unseen, ["shift"], 6), 11),
        ((unseen, ["shift", "grade"], 2), 3),
        ((unseen, ["shift", "grade"], 1), 0),
    ],
    message="in_small_groups adds up the persons of all groups below k.",
)
in_small_groups(unseen, ["grade"], 3)
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Which column weighs most?
#
# A list can be built from another one with a condition. Here are all columns but one:

# %%
columns = ["age_band", "sex", "education", "in_work"]
[name for name in columns if name != "sex"]

# %% [markdown]
# And a loop can fill a dictionary, here with the number of different values of each column:

# %%
values = {}
for name in columns:
    values[name] = adults[name].nunique()
values

# %% [markdown]
# **Your turn.** Write `heaviest_column(table, columns)`. It leaves out one column after another and gives back **the name of the column without which
# the smallest group is largest**. No two columns will be level.

# %% nbgrader={"grade": false, "grade_id": "weighs", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def heaviest_column(table, columns):
    without = {}
    for name in columns:
        others = [other for other in columns if other != name]
        without[name] = table.groupby(others).size().min()
    return max(without, key=without.get)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "weighs_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

lodgers = pd.DataFrame(
    {"floor": [1, 1, 1, 1, 2, 2, 2, 2], "side": ["l", "l", "r", "r", "l", "l", "r", "r"], "pet": ["cat", "dog"] * 3 + ["cat"] * 2}
)
assert heaviest_column(lodgers, ["floor", "side", "pet"]) is not None, "Nothing came back. Is there a return?"
assert heaviest_column(lodgers, ["floor", "side", "pet"]) == "pet", (
    "Without pet each group has two lodgers; without floor or side somebody stands alone"
)

# %% nbgrader={"grade": true, "grade_id": "weighs_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_function

known = ["age_band", "sex", "education", "in_work"]
fresh = pd.read_csv("data/adults.csv")
# A column with many values can weigh less than one rare value of a column with two.
many = pd.DataFrame({"ward": list("abcdefgh") * 10, "rare": ["no"] * 80, "sex": ["f"] * 40 + ["m"] * 40})
many.loc[[0, 1, 2, 3, 4, 5, 6, 7], "rare"] = "yes"
check_function(
    heaviest_column,
    [
        ((fresh, known), "age_band"),
        ((fresh, known[1:]), "education"),
        ((fresh, ["in_work", "education", "income_band"]), "income_band"),
        ((many, ["ward", "rare"]), "rare"),
        ((many.sample(frac=1, random_state=3), ["sex", "ward", "rare"]), "ward"),
    ],
    message="heaviest_column compares the smallest groups that are left when a column is left out.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. How far do they agree?
#
# `value_counts(normalize=True)` on a grouped column gives shares inside each group:

# %%
adults.groupby("age_band")["income_band"].value_counts(normalize=True).head(4)

# %% [markdown]
# **Your turn.** Write `largest_share(table, columns, sensitive)`, which gives back the largest share that one value of `sensitive` has in **any** group
# of `columns`, in **per cent**.

# %% nbgrader={"grade": false, "grade_id": "sameness", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def largest_share(table, columns, sensitive):
    return 100 * table.groupby(columns)[sensitive].value_counts(normalize=True).max()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sameness_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

wards = pd.DataFrame({"ward": ["A"] * 4 + ["B"] * 2, "benefit": ["yes", "no", "no", "no", "yes", "no"]})
assert largest_share(wards, ["ward"], "benefit") is not None, "Nothing came back. Is there a return?"
assert abs(largest_share(wards, ["ward"], "benefit") - 75) < 0.001, "In ward A three of four have the entry no"
assert abs(largest_share(wards.tail(2), ["ward"], "benefit") - 50) < 0.001, "In ward B one of two has it"

# %% nbgrader={"grade": true, "grade_id": "sameness_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_function

fresh = pd.read_csv("data/adults.csv")
known = ["age_band", "sex", "education", "in_work"]


def recomputed(table, columns, sensitive):
    return max(
        100 * float(part[sensitive].value_counts().max()) / len(part) for _, part in table.groupby(columns)
    )


unseen = pd.DataFrame(
    {"a": ["x", "x", "x", "y", "y", "y", "y", "y"], "b": [1, 1, 2, 1, 1, 2, 2, 2], "s": list("ppqpqrrs")},
    index=[0, 0, 0, 1, 5, 5, 2, 3],
)
check_function(
    largest_share,
    [
        ((fresh, known, "income_band"), recomputed(fresh, known, "income_band")),
        ((fresh, ["age_band"], "income_band"), recomputed(fresh, ["age_band"], "income_band")),
        ((unseen, ["a"], "s"), 100 * 2 / 3),
        ((unseen, ["b"], "s"), 75.0),
        ((unseen, ["a", "b"], "s"), 100.0),
    ],
    tolerance=0.001,
    message="largest_share looks inside each group and takes the one that agrees most.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Alone here and there
#
# `transform("size")` writes to **each person** how large the own group is. With that it is one line to ask each person "do you stand alone?":

# %%
def is_alone(table, columns):
    return table.groupby(columns)[columns[0]].transform("size") == 1


draw = workers.sample(500, random_state=7)
is_alone(draw, ["age_band", "sex", "region", "education", "earnings_band"]).sum()

# %% [markdown]
# A sample keeps the row labels of the table from which it was drawn, so `.loc[draw.index]` finds the same persons in the whole. Two conditions that must
# both hold are joined by `&`.
#
# **Your turn.** Write `alone_in_both(sample, whole, columns)`, which gives back how many persons stand alone in the sample **and** in the whole. Row labels
# occur once each.

# %% nbgrader={"grade": false, "grade_id": "both", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def alone_in_both(sample, whole, columns):
    here = is_alone(sample, columns)
    there = is_alone(whole, columns).loc[sample.index]
    return (here & there).sum()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "both_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

street = pd.DataFrame({"trade": ["baker", "baker", "smith", "vet", "vet"]}, index=[10, 11, 12, 13, 14])
assert alone_in_both(street.loc[[10, 12]], street, ["trade"]) is not None, "Nothing came back. Is there a return?"
assert alone_in_both(street.loc[[10, 12]], street, ["trade"]) == 1, (
    "Baker and smith both stand alone in the sample; only the smith does in the street"
)
assert alone_in_both(street, street, ["trade"]) == 1, "Of the whole street only the smith stands alone"
assert alone_in_both(street.loc[[10, 13]], street, ["trade"]) == 0, "Baker and vet both have a double in the street"

# %% nbgrader={"grade": true, "grade_id": "both_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_function

fresh = pd.read_csv("data/workers.csv")
every = list(fresh.columns)
cases = []
for number, seed in ((500, 11), (3000, 12), (12000, 13)):
    part = fresh.sample(number, random_state=seed)
    inside = part.groupby(every).size()
    outside = fresh.groupby(every).size()
    wanted = int(((inside == 1) & (outside.reindex(inside.index) == 1)).sum())
    cases.append(((part, fresh, every), wanted))
plain = pd.DataFrame({"u": list("aabbc"), "v": list("ppqrs")}, index=[50, 40, 30, 20, 10])
cases += [
    ((plain, plain, ["u", "v"]), 3),
    ((plain.loc[[40, 10]], plain, ["u"]), 1),
    ((plain.loc[[50, 40]], plain, ["u"]), 0),
    ((plain.loc[[50, 20]], plain, ["u", "v"]), 1),
]
check_function(
    alone_in_both, cases, message="alone_in_both asks both questions of the same person."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Recode to a threshold
#
# A ministry wants to compare **hourly earnings by sex and schooling**. Suppose that somebody could know all five columns of `workers`, the band of
# earnings as well. Some people stand alone then. `replace` joins values into wider ones; in this example four regions become two:

# %%
wider = workers.copy()
wider["region"] = wider["region"].replace({"Northeast": "East", "Midwest": "East", "South": "Other", "West": "Other"})
wider["region"].value_counts()

# %% [markdown]
# **Your turn.** Make a table `safer` from `workers`:
#
# - all 12,000 workers are in it, in the same order;
# - `sex` stays as it is, `education` keeps at least two values, and `earnings_band` at least four; `age_band` and `region` may be made wider or left out;
# - counted on **all its columns together**, every group has **at least ten** persons;
# - no column is new, and whoever shared a value before shares it afterwards: values may be joined, and must not be mixed up.
#
# There is more than one right answer. Count with `in_small_groups` after each step.

# %% nbgrader={"grade": false, "grade_id": "safer", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
safer = workers[["sex", "region", "education", "earnings_band"]].copy()
safer["earnings_band"] = safer["earnings_band"].replace({"20 to 29.99": "20 and over", "30 and over": "20 and over"})
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "safer_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert len(safer) == 12000, "All 12,000 workers should be in it"
assert {"sex", "education", "earnings_band"} <= set(safer.columns), "The purpose needs sex, education and earnings_band"
assert safer["sex"].nunique() == 2, "Sex should stay as it is"
assert safer["earnings_band"].nunique() >= 4, "Keep at least four bands of earnings"

# %% nbgrader={"grade": true, "grade_id": "safer_final", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_series, tell

fresh = pd.read_csv("data/workers.csv")
kept = list(safer.columns)
assert set(kept) <= set(fresh.columns), tell("A column is new. Only columns of workers may be in safer.")
rows = pd.DataFrame({name: safer[name].tolist() for name in kept})
assert len(rows) == len(fresh), tell("Some workers are missing, or are there twice.")
assert not rows.isna().any().any(), tell("Some values were blanked out. Join values into wider ones.")
check_series(rows["sex"], fresh["sex"], message="Sex has changed, or the order of the rows has.")
for name in kept:
    pairs = pd.DataFrame({"old": fresh[name], "new": rows[name]}).drop_duplicates()
    assert len(pairs) == fresh[name].nunique(), tell(
        "Some workers with the same value before have different ones now."
    )
assert rows["education"].nunique() >= 2, tell("Keep at least two values of education.")
assert rows["earnings_band"].nunique() >= 4, tell("Keep at least four bands of earnings.")
assert int(rows.groupby(kept).size().min()) >= 10, tell(
    "A group of fewer than ten is left. Make a column wider, or leave one out that the purpose does not need."
)
### END HIDDEN TESTS

# %% [markdown]
# **Well done.** Write down, for yourself, what your file can no longer show, and who would want to know it. Save the notebook and submit it.
