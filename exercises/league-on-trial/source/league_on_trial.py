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
# # A league table on trial
#
# You rank fifty airports, see what becomes of the worst, and judge how much of the list is chance. Where a cell says `# YOUR CODE HERE`
# and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task; final checks run when you
# submit, and try your functions on tables that you have not seen. A trainer reads the last task.
#
# One row is one report of a wildlife strike.

# %%
import pandas as pd

strikes = pd.read_csv("data/strikes.csv")
first = strikes[strikes["date"] < "1997"]
second = strikes[strikes["date"] >= "1997"]
[len(first), len(second)]

# %% [markdown]
# ## 1. The league table
#
# A column of True and False can be grouped by another column; its mean is a share. Here by time of day, with the share of large animals, the lowest first:

# %%
(100 * (strikes["size"] == "Large").groupby(strikes["time_of_day"]).mean()).sort_values()

# %% [markdown]
# **Your turn.** Write `damage_share(table)`, which gives back for each `airport` the **percentage** of reports with damage, the **highest first**. Damage is every entry of `damage` other than `"No damage"`.

# %% nbgrader={"grade": false, "grade_id": "shares", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def damage_share(table):
    shares = 100 * (table["damage"] != "No damage").groupby(table["airport"]).mean()
    return shares.sort_values(ascending=False)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "shares_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

fields = pd.DataFrame({"airport": ["A", "A", "B", "B"], "damage": ["No damage", "Minor", "No damage", "No damage"]})
shares = damage_share(fields)
assert shares is not None, "Nothing came back. Is there a return?"
assert shares["A"] == 50, "One of the two reports of A has damage"
assert shares["B"] == 0, "None of the reports of B has damage"
assert shares.tolist() == [50, 0], "The highest comes first"

# %% nbgrader={"grade": true, "grade_id": "shares_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_series

fresh = pd.read_csv("data/strikes.csv")
wanted = {
    name: 100 * float(part["damage"].isin(["Minor", "Medium", "Substantial", "B", "C"]).mean())
    for name, part in fresh.groupby("airport")
}
check_series(
    damage_share(fresh), pd.Series(wanted), order=False, message="damage_share is right for all reports."
)
unseen = pd.DataFrame(
    {
        "airport": list("qqqqrrrsst"),
        "damage": ["C", "Minor", "Medium", "No damage", "B", "No damage", "No damage", "Substantial", "Minor", "No damage"],
    },
    index=[3, 3, 3, 0, 9, 8, 7, 1, 1, 2],
)
before_call = unseen.copy()
check_series(
    damage_share(unseen),
    pd.Series({"s": 100.0, "q": 75.0, "r": 100 / 3, "t": 0.0}),
    message="damage_share puts the highest share first.",
)
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 2. The worst, later
#
# `nlargest` gives the largest values with their names, and a list of names picks values from a column:

# %%
rain = pd.Series({"May": 40, "June": 65, "July": 80})
names = rain.nlargest(2).index
[list(names), rain[names].mean()]

# %% [markdown]
# **Your turn.** Write `worst_then_and_later(then, later, k)`. Both `then` and `later` hold one share for each place, in any order. It gives back two numbers: the average of the **k worst by `then`**, and the average of
# **the same places** in `later`.

# %% nbgrader={"grade": false, "grade_id": "later", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def worst_then_and_later(then, later, k):
    names = then.nlargest(k).index
    return then[names].mean(), later[names].mean()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "later_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

one_year = pd.Series({"A": 30, "B": 10, "C": 20})
next_year = pd.Series({"C": 12, "B": 40, "A": 18})
both = worst_then_and_later(one_year, next_year, 2)
assert both is not None, "Nothing came back. Is there a return?"
assert both[0] == 25, "The two worst are A and C, with 30 and 20"
assert both[1] == 15, "Later A and C have 18 and 12; B is not among the worst of the first year"

# %% nbgrader={"grade": true, "grade_id": "later_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_number

fresh = pd.read_csv("data/strikes.csv")
damaged = fresh["damage"].ne("No damage")
early = fresh["date"].str[:4].astype(int).le(1996)
before = 100 * damaged[early].groupby(fresh["airport"]).mean()
after = 100 * damaged[~early].groupby(fresh["airport"]).mean().sort_values()
for k in (1, 10, 50):
    chosen = before.sort_values(ascending=False).head(k).index
    found = worst_then_and_later(before, after, k)
    check_number(found[0], float(before.loc[chosen].mean()), message="The first average is that of the worst k.")
    check_number(found[1], float(after.loc[chosen].mean()), message="The second is that of the same places later.")
backwards = worst_then_and_later(after, before, 5)
chosen = after.sort_values(ascending=False).head(5).index
check_number(backwards[0], float(after.loc[chosen].mean()), message="The first average is that of the worst k.")
check_number(backwards[1], float(before.loc[chosen].mean()), message="The second is that of the same places.")
### END HIDDEN TESTS

# %% [markdown]
# Try it.

# %%
# Take away the sign # from the next line and run the cell.
# worst_then_and_later(damage_share(first), damage_share(second), 10)

# %% [markdown]
# ## 3. Outside the limits
#
# Columns with the same names are computed name by name, and a condition in brackets keeps some of them:

# %%
passed = pd.Series({"A": 8, "B": 45, "C": 30})
taken = pd.Series({"A": 10, "B": 50, "C": 60})
list(passed[passed / taken > 0.7].index)

# %% [markdown]
# If all places were alike, each would have the **whole** share, all counts divided by all totals, and chance would move it by a standard error of its own: the root of whole · (1 − whole) / total.
#
# **Your turn.** Write `outside_limits(counts, totals)`, which gives back a **list of the names** of the places whose share lies **more than 1.96** of their standard errors from the whole share, above or below.

# %% nbgrader={"grade": false, "grade_id": "limits", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def outside_limits(counts, totals):
    whole = counts.sum() / totals.sum()
    error = (whole * (1 - whole) / totals) ** 0.5
    distance = abs(counts / totals - whole)
    return list(counts[distance > 1.96 * error].index)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "limits_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

bad = pd.Series({"tiny": 2, "large": 92, "other": 156})
cases = pd.Series({"tiny": 4, "large": 400, "other": 846})
assert outside_limits(bad, cases) is not None, "Nothing came back. Is there a return?"
assert "tiny" not in outside_limits(bad, cases), "Two of four is half, but four cases have very wide limits"
assert outside_limits(bad.tail(2) * 4, cases.tail(2) * 4) == ["large", "other"], (
    "With four times the cases one is too far above, and one too far below"
)

# %% nbgrader={"grade": true, "grade_id": "limits_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_function, tell

fresh = pd.read_csv("data/strikes.csv")
damaged = fresh["damage"].ne("No damage").groupby(fresh["airport"])
counts, totals = damaged.sum(), damaged.size()
whole = float(counts.sum() / totals.sum())
wanted = []
for name in counts.index:
    spread = (whole * (1 - whole) / int(totals[name])) ** 0.5
    if not whole - 1.96 * spread <= int(counts[name]) / int(totals[name]) <= whole + 1.96 * spread:
        wanted.append(name)
found = outside_limits(counts, totals)
assert sorted(found) == sorted(wanted), tell("The airports outside their limits are not the right ones.")
check_function(
    outside_limits,
    [
        ((pd.Series({"a": 10, "b": 20}), pd.Series({"a": 100, "b": 200})), []),
        ((pd.Series({"a": 5, "b": 95}), pd.Series({"a": 100, "b": 900})), []),
        ((pd.Series({"a": 20, "b": 80}), pd.Series({"a": 100, "b": 900})), ["a"]),
        ((pd.Series({"a": 1, "b": 99}), pd.Series({"a": 100, "b": 900})), ["a"]),
        ((pd.Series({"a": 100, "b": 300}), pd.Series({"a": 900, "b": 900})), ["a", "b"]),
    ],
    message="outside_limits looks on both sides, with limits that fit the number of cases.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Fifty questions
#
# `sorted` puts the smallest first, and `enumerate` counts along from 0:

# %%
for place, p in enumerate(sorted([0.2, 0.01, 0.04])):
    print(place, p)

# %% [markdown]
# **Holm's rule.** With m p-values, hold the smallest against level / m, the next against level / (m − 1), the third against level / (m − 2), and so on. A p-value passes if it is **not larger** than its limit. At the **first that fails**
# stop: it and all behind it fail.
#
# **Your turn.** Write `surviving(p_values, level)`, which takes a list in any order and gives back **how many** p-values survive.

# %% nbgrader={"grade": false, "grade_id": "holm", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def surviving(p_values, level):
    for place, p in enumerate(sorted(p_values)):
        if p > level / (len(p_values) - place):
            return place
    return len(p_values)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "holm_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert surviving([0.001], 0.05) is not None, "Nothing came back. Is there a return?"
assert surviving([0.04], 0.05) == 1, "A single question is held against the whole level"
assert surviving([0.04, 0.04], 0.05) == 0, "The smallest of two is held against 0.025 and fails"
assert surviving([0.04, 0.001], 0.05) == 2, "0.001 passes 0.025, and then 0.04 passes 0.05"

# %% nbgrader={"grade": true, "grade_id": "holm_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_function

check_function(
    surviving,
    [
        (([0.5, 0.9, 0.6], 0.05), 0),
        (([0.03, 0.02, 0.01], 0.05), 3),
        (([0.03, 0.02, 0.01], 0.2), 3),
        (([0.049, 0.0001, 0.03, 0.0002], 0.05), 2),
        (([0.024, 0.049, 0.001], 0.05), 3),
        (([0.0625, 0.5, 0.125, 0.25], 0.25), 1),
        (([0.2, 0.001, 0.002, 0.003, 0.004], 0.01), 4),
        (([0.04, 0.03, 0.001], 0.05), 1),
        (([], 0.05), 0),
        (([0.001] * 50, 0.05), 50),
    ],
    message="surviving loosens the limit step by step, and stops at the first that fails.",
)
given = [0.3, 0.001, 0.2]
surviving(given, 0.05)
assert given == [0.3, 0.001, 0.2], "the list that was handed in"
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Advise the department
#
# The ten worst airports of 1990 to 1996 had an average share of 25 per cent, and 17 per cent in the years after. The department takes it for the success of its inspections and would like to inspect the ten worst of every list.
#
# **Your turn.** Write, between the three quotation marks, a memo of 60 to 180 words.
#
# **A trainer reads it and gives up to three points:** one for why the worst ten of any list improve, in words that need no course; one for something besides management that differs between airports, without blame that the data do
# not bear; one for a comparison that would show whether inspections help: who is compared with whom, and how they are chosen.

# %% nbgrader={"grade": true, "grade_id": "memo", "locked": false, "points": 3, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
memo = """
The worst ten airports fell from 25 to 17 per cent. Part of it would have happened without inspections. Who stands last in a list is there partly because the years were unlucky for it, and luck does not repeat itself; the best ten
became worse in the same years, and nobody had harmed them.

Nor does the list show which airports are badly run. Some serve small private planes, which a bird damages more easily than an airliner, and some file a report for every feather while others file the bad cases only. A few have so few reports that one more moves them by several places.

To learn whether inspections help, take twenty airports with high shares and many reports, draw ten of them by lot, inspect these, and compare both groups after two years. Until then we should claim neither success nor failure.
"""
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "memo_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert 60 <= len(memo.split()) <= 180, "The memo should have 60 to 180 words"
assert "25" in memo, "Name the average of the first period: 25 per cent"
assert "17" in memo, "Name the average of the second period: 17 per cent"

# %% [markdown]
# **Well done.** Which list in your office is read from the top? Put the number of cases beside it. Save the notebook and submit it.
