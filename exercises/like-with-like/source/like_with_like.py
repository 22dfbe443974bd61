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
# # Like with like
#
# You look behind a comparison that turns round, and give both groups the same mix. Where a cell says `# YOUR CODE HERE`
# and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task; final checks run when you
# submit, and try your functions on tables that you have not seen.
#
# One row is one report of a wildlife strike by day or by night. `damaged` is True or False.

# %%
import pandas as pd

strikes = pd.read_csv("data/strikes.csv")
both = strikes[strikes["time_of_day"].isin(["Day", "Night"])].copy()
both["damaged"] = both["damage"] != "No damage"
100 * both.groupby("time_of_day")["damaged"].mean()

# %% [markdown]
# ## 1. The mix
#
# `pd.crosstab` counts two columns against each other; `normalize="columns"` makes every **column** add up to 1:

# %%
pd.crosstab(both["time_of_day"], both["phase"], normalize="columns").round(2)

# %% [markdown]
# **Your turn.** Write `mix_of(table, group, third)`. `group` and `third` are names of columns. It gives back a table of **percentages** with one row for each value of `group` and one column for each value of `third`; every
# **row** adds up to 100.

# %% nbgrader={"grade": false, "grade_id": "mix", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def mix_of(table, group, third):
    return 100 * pd.crosstab(table[group], table[third], normalize="index")
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "mix_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

offices = pd.DataFrame({"office": list("AAAAB"), "case": ["hard", "hard", "hard", "easy", "easy"]})
mix = mix_of(offices, "office", "case")
assert mix is not None, "Nothing came back. Is there a return?"
assert abs(mix.loc["A", "hard"] - 75) < 0.001, "Three of the four cases of A are hard"
assert abs(mix.loc["B", "easy"] - 100) < 0.001, "All cases of B are easy"

# %% nbgrader={"grade": true, "grade_id": "mix_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame

fresh = pd.read_csv("data/strikes.csv")
for group, third in (("time_of_day", "size"), ("size", "time_of_day"), ("phase", "damage")):
    counts = fresh.groupby([group, third]).size().unstack(fill_value=0)
    check_frame(
        mix_of(fresh, group, third),
        (100 * counts.T / counts.sum(axis=1)).T,
        index=True,
        tolerance=0.001,
        message="mix_of gives the percentages within each group.",
    )
unseen = pd.DataFrame({"u": [1, 1, 2, 2, 2], "v": list("ppqqp")}, index=[4, 4, 0, 1, 1])
check_frame(
    mix_of(unseen, "u", "v"),
    pd.DataFrame({"p": [100.0, 100 / 3], "q": [0.0, 200 / 3]}, index=[1, 2]),
    index=True,
    message="mix_of works for other tables.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Does it turn round?
#
# `unstack` turns the inner groups into columns, so that every group has one row. A row is picked with `.loc`, and `.all()` asks whether every entry is True:

# %%
shares = both.groupby(["time_of_day", "size"])["damaged"].mean().unstack()
[(shares.loc["Day"] > 0.03).all(), (shares.loc["Night"] > 0.2).all()]

# %% [markdown]
# **Your turn.** Write `turns_round(table, group, third, a, b)`. The table has a column `damaged`. It gives back `True` if `a` has a **lower** share than `b` in total and a **higher** one for **every** value of `third`, **or** a
# higher one in total and a lower one for every value; otherwise `False`.

# %% nbgrader={"grade": false, "grade_id": "turned", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def turns_round(table, group, third, a, b):
    total = table.groupby(group)["damaged"].mean()
    parts = table.groupby([group, third])["damaged"].mean().unstack()
    if total[a] < total[b]:
        return bool((parts.loc[a] > parts.loc[b]).all())
    return bool(total[a] > total[b] and (parts.loc[a] < parts.loc[b]).all())
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "turned_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd


def cases_of(rows):
    """One row for each case, from (office, kind, damaged, how many)."""
    return pd.DataFrame([{"office": o, "kind": k, "damaged": d} for o, k, d, times in rows for _ in range(times)])


office_a = [("A", "easy", True, 4), ("A", "easy", False, 8), ("A", "hard", True, 2), ("A", "hard", False, 1)]
office_b = [("B", "easy", True, 1), ("B", "easy", False, 3), ("B", "hard", True, 6), ("B", "hard", False, 4)]
turned = cases_of(office_a + office_b)
assert turns_round(turned, "office", "kind", "A", "B") is not None, "Nothing came back. Is there a return?"
assert turns_round(turned, "office", "kind", "A", "B"), "A has 6 of 15 against 7 of 14, and is higher in both kinds"
level = cases_of([("A", "easy", True, 1), ("A", "easy", False, 1), ("B", "easy", True, 1), ("B", "easy", False, 3)])
assert not turns_round(level, "office", "kind", "A", "B"), "A is higher in total and in the only kind"

# %% nbgrader={"grade": true, "grade_id": "turned_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_function


def table_of(*cells):
    """One row for each case, from (team, level, hits, cases)."""
    rows = [(team, level, number < hits) for team, level, hits, cases in cells for number in range(cases)]
    return pd.DataFrame(rows, columns=["team", "level", "damaged"]).sample(frac=1, random_state=8)


fresh = pd.read_csv("data/strikes.csv")
fresh["damaged"] = fresh["damage"].ne("No damage")
reverse = table_of(("x", 1, 4, 12), ("x", 2, 2, 3), ("y", 1, 1, 4), ("y", 2, 6, 10))
partly = table_of(("x", 1, 4, 12), ("x", 2, 1, 3), ("y", 1, 1, 4), ("y", 2, 6, 10))
tied = table_of(("x", 1, 3, 12), ("x", 2, 2, 3), ("y", 1, 1, 4), ("y", 2, 6, 10))
same = table_of(("x", 1, 1, 2), ("x", 2, 1, 4), ("y", 1, 2, 4), ("y", 2, 1, 8))
level_total = table_of(("x", 1, 2, 4), ("x", 2, 2, 4), ("y", 1, 1, 4), ("y", 2, 3, 4))
even = table_of(("x", 1, 3, 9), ("x", 2, 2, 3), ("y", 1, 1, 4), ("y", 2, 4, 8))
check_function(
    turns_round,
    [
        ((fresh, "time_of_day", "size", "Day", "Night"), True),
        ((fresh, "time_of_day", "size", "Night", "Day"), True),
        ((fresh, "size", "time_of_day", "Small", "Large"), False),
        ((reverse, "team", "level", "x", "y"), True),
        ((reverse, "team", "level", "y", "x"), True),
        ((partly, "team", "level", "x", "y"), False),
        ((partly, "team", "level", "y", "x"), False),
        ((tied, "team", "level", "x", "y"), False),
        ((tied, "team", "level", "y", "x"), False),
        ((same, "team", "level", "x", "y"), False),
        ((level_total, "team", "level", "x", "y"), False),
        ((even, "team", "level", "x", "y"), False),
        ((even, "team", "level", "y", "x"), False),
    ],
    message="turns_round asks for the opposite order in every part.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. The same mix for both
#
# A table times a column of weights multiplies each column by the weight of the same name, and `.sum(axis=1)` adds up along the rows:

# %%
pay = pd.DataFrame({"day": [10, 12], "night": [20, 16]}, index=["guard", "nurse"])
hours = pd.Series({"day": 3, "night": 1})
(pay * hours).sum(axis=1) / hours.sum()

# %% [markdown]
# **Your turn.** Write `standardised(table, group, third, weights)`, which gives back for each value of `group` the **percentage** of `damaged` that it would have with the mix `weights`, a column with one weight for each value of `third`. The
# weights need not add up to 1.

# %% nbgrader={"grade": false, "grade_id": "standard", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def standardised(table, group, third, weights):
    parts = table.groupby([group, third])["damaged"].mean().unstack()
    return 100 * (parts * weights).sum(axis=1) / weights.sum()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "standard_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

four = pd.DataFrame({"office": list("AAAABB"), "kind": ["e", "e", "h", "h", "e", "h"], "damaged": [True, False, True, True, False, True]})
equal = standardised(four, "office", "kind", pd.Series({"e": 1, "h": 1}))
assert equal is not None, "Nothing came back. Is there a return?"
assert abs(equal["A"] - 75) < 0.001, "A has 50 per cent and 100 per cent, with equal weights 75"
assert abs(standardised(four, "office", "kind", pd.Series({"e": 3, "h": 1}))["B"] - 25) < 0.001, (
    "B has 0 and 100 per cent; with three parts easy and one part hard that is 25"
)

# %% nbgrader={"grade": true, "grade_id": "standard_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_series

fresh = pd.read_csv("data/strikes.csv")
fresh["damaged"] = fresh["damage"].ne("No damage")


def by_hand(table, group, third, weights):
    found = {}
    for name, part in table.groupby(group):
        rates = {value: float(cell["damaged"].mean()) for value, cell in part.groupby(third)}
        found[name] = 100 * sum(rates[value] * weights[value] for value in weights) / sum(weights.values())
    return pd.Series(found)


for group, third, weights in (
    ("time_of_day", "size", {"Small": 2, "Medium": 1, "Large": 1}),
    ("time_of_day", "size", {"Large": 0.1, "Small": 0.2, "Medium": 0.3}),
    ("size", "time_of_day", {"Day": 5, "Night": 3, "Dusk": 1, "Dawn": 0}),
):
    check_series(
        standardised(fresh, group, third, pd.Series(weights)),
        by_hand(fresh, group, third, weights),
        tolerance=0.001,
        order=False,
        message="standardised weighs the share of each part.",
    )
unseen = pd.DataFrame({"g": list("xxyy"), "t": [1, 2, 1, 2], "damaged": [True, False, False, True]}, index=[2, 2, 0, 0])
before_call = unseen.copy()
check_series(
    standardised(unseen, "g", "t", pd.Series({1: 9, 2: 1})), pd.Series({"x": 90.0, "y": 10.0}),
    order=False, message="standardised works for other tables.",
)
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Another mix
#
# `value_counts` makes the weights. With the mix of **all** the reports in `both`:

# %%
both["size"].value_counts()

# %% [markdown]
# **Your turn.** Give the name `night_with_day_mix` to the percentage that the **night** would have with the mix of sizes of the **day**, and `day_with_night_mix` to the percentage that the day would have with the mix of the night. Use `standardised`.

# %% nbgrader={"grade": false, "grade_id": "other", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
day_sizes = both[both["time_of_day"] == "Day"]["size"].value_counts()
night_sizes = both[both["time_of_day"] == "Night"]["size"].value_counts()
night_with_day_mix = standardised(both, "time_of_day", "size", day_sizes)["Night"]
day_with_night_mix = standardised(both, "time_of_day", "size", night_sizes)["Day"]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "other_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert 0 < night_with_day_mix < 100, "night_with_day_mix should be a percentage"
assert 0 < day_with_night_mix < 100, "day_with_night_mix should be a percentage"
assert night_with_day_mix < day_with_night_mix, "The day's mix has fewer large animals, so the share with it is lower"

# %% nbgrader={"grade": true, "grade_id": "other_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_number

fresh = pd.read_csv("data/strikes.csv")
fresh["damaged"] = fresh["damage"].ne("No damage")
day, night = fresh[fresh["time_of_day"] == "Day"], fresh[fresh["time_of_day"] == "Night"]


def with_mix(shares_of, mix_from):
    return 100 * float(
        sum(shares_of[shares_of["size"] == s]["damaged"].mean() * (mix_from["size"] == s).mean() for s in ("Small", "Medium", "Large"))
    )


check_number(night_with_day_mix, with_mix(night, day), message="The shares of the night with the mix of the day.")
check_number(day_with_night_mix, with_mix(day, night), message="The shares of the day with the mix of the night.")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Which question?
#
# For each question say whether the figures should be taken as they come, `"comes"`, or like with like, `"alike"`.
#
# - `q1`: How many mechanics does the night shift need for damaged aircraft?
# - `q2`: Would brighter lights make strikes by night less harmful?
# - `q3`: Two tax offices have unlike cases. Which office works faster, so that the other may learn from it?
# - `q4`: How much should be set aside next year for claims from each district?
# - `q5`: Do applicants with foreign names wait longer than others with the same kind of application?
#
# **Your turn.** Give the name `fits` to a dictionary with the keys `"q1"` to `"q5"`. For two other questions it would read `{"a": "comes", "b": "alike"}`.

# %% nbgrader={"grade": false, "grade_id": "question", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
fits = {"q1": "comes", "q2": "alike", "q3": "alike", "q4": "comes", "q5": "alike"}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "question_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert set(fits) == {"q1", "q2", "q3", "q4", "q5"}, "fits should have the keys q1 to q5"
assert set(fits.values()) == {"comes", "alike"}, "Both words are needed, and no others"

# %% nbgrader={"grade": true, "grade_id": "question_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_text

hints = {
    "q1": ("comes", "q1: the shift repairs what comes, whatever the reason."),
    "q2": ("alike", "q2: you would change the light and nothing else."),
    "q3": ("alike", "q3: what can be learned does not lie in the cases."),
    "q4": ("comes", "q4: the claims will come with their mix."),
    "q5": ("alike", "q5: the same kind of application is what makes them comparable."),
}
for key, (wanted, hint) in hints.items():
    check_text(fits[key], wanted, message=hint)
### END HIDDEN TESTS

# %% [markdown]
# **Well done.** Which two offices, years or groups does your department compare, and what is their mix? Save the notebook and submit it.
