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
# # Where to help
#
# You turn counts into rates, list where people are missing, keep small places from leading a ranking, and join two tables without losing anybody. Where a cell
# says `# YOUR CODE HERE` and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task; final checks run when you
# submit, and try your functions on tables that you have not seen.
#
# One row is one entry of the World Factbook in the edition of 2014. The numbers of internet users are at least three years older than the populations.

# %%
import pandas as pd

factbook = pd.read_csv("data/factbook.csv")
factbook = factbook[factbook["country"] != "European Union"]
factbook = factbook.dropna(subset=["internet_users", "population"]).reset_index(drop=True)
factbook[["country", "population", "internet_users"]].head()

# %% [markdown]
# ## 1. From counts to rates
#
# Columns are divided row by row. People for each square kilometre:

# %%
(factbook["population"] / factbook["area"]).head(3)

# %% [markdown]
# **Your turn.** Write `rate(table, part, whole, per)`, which gives back a column: for each row, `part` divided by `whole`, times `per`. Where `whole` is 0, the rate is not known:
# give back a blank. `column.where(condition)` keeps the values for which the condition holds and makes the others blank.

# %% nbgrader={"grade": false, "grade_id": "rate", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def rate(table, part, whole, per):
    return per * table[part] / table[whole].where(table[whole] > 0)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "rate_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

towns = pd.DataFrame({"cases": [3, 0, 5], "people": [1000, 50, 0]})
given_back = rate(towns, "cases", "people", 1000)
assert given_back is not None, "Nothing came back. Is there a return?"
assert abs(given_back[0] - 3) < 0.001, "3 cases among 1,000 people are 3 per 1,000"
assert abs(rate(towns, "cases", "people", 100)[0] - 0.3) < 0.001, "per says for how many people the rate is"
assert given_back.isna()[2], "Where nobody lives, the rate is not known; it should be blank"

# %% nbgrader={"grade": true, "grade_id": "rate_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_series

unseen = pd.DataFrame({"a": [1.0, 2.0, None, 0.0, 4.0], "b": [4.0, 0.0, 5.0, 8.0, None]}, index=[7, 7, 1, 0, 2])
before_call = unseen.copy()
check_series(
    rate(unseen, "a", "b", 100),
    pd.Series([25.0, None, None, 0.0, None], index=[7, 7, 1, 0, 2]),
    tolerance=0.001,
    message="rate is right row by row, with blanks where one of the two is blank or the whole is 0.",
)
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# The next cell gives the table a column with your rates.

# %% nbgrader={"grade": false, "grade_id": "add_rate", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
factbook["online"] = rate(factbook, "internet_users", "population", 100)
### END SOLUTION

# %% [markdown]
# ## 2. Where are the people who are missing?
#
# `sort_values("population", ascending=False)` puts the largest first, `head(3)` keeps three, and `list(...)` makes a list of a column:

# %%
list(factbook.sort_values("population", ascending=False).head(3)["country"])

# %% [markdown]
# **Your turn.** Write `most_not_online(table, n)`, which gives back the list of the `n` values of `country` with the most **people who are not online**, the largest number first. The table has the columns `country`,
# `population` and `internet_users`. Rows in which one of the two is blank are left out. The table that is handed in must not change: begin with `rows = table.dropna(...)`, and then use `rows.assign(missing=...)`, which gives back a table with one more
# column.

# %% nbgrader={"grade": false, "grade_id": "missing", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def most_not_online(table, n):
    rows = table.dropna(subset=["population", "internet_users"])
    rows = rows.assign(missing=rows["population"] - rows["internet_users"])
    return list(rows.sort_values("missing", ascending=False).head(n)["country"])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "missing_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

three = pd.DataFrame(
    {"country": ["A", "B", "C"], "population": [100, 500, 300], "internet_users": [10, 480, 100]}
)
assert most_not_online(three, 2) is not None, "Nothing came back. Is there a return?"
assert list(most_not_online(three, 2)) == ["C", "A"], "C has 200 people who are not online, A has 90, B has 20"

# %% nbgrader={"grade": true, "grade_id": "missing_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_function

fresh_table = pd.read_csv("data/factbook.csv")
fresh_table = fresh_table[fresh_table["country"] != "European Union"]
gap = fresh_table["population"] - fresh_table["internet_users"]
wanted = fresh_table.loc[gap.sort_values(ascending=False).index, "country"].tolist()[:12]
unseen = pd.DataFrame(
    {
        "country": ["p", "q", "r", "s"],
        "population": [50.0, 90.0, None, 70.0],
        "internet_users": [1.0, None, 3.0, 69.0],
        "remark": [None, None, None, "seen"],
    },
    index=[3, 3, 3, 0],
)
before_call = unseen.copy()
check_function(
    most_not_online,
    [
        ((fresh_table, 12), wanted),
        ((fresh_table.sample(frac=1, random_state=8), 5), wanted[:5]),
        ((unseen, 4), ["p", "s"]),
        ((unseen, 1), ["p"]),
        ((unseen.head(0), 3), []),
    ],
    message="most_not_online takes users from people and leaves blanks out.",
)
most_not_online(unseen, 2)
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. A ranking that small places do not lead
#
# **Your turn.** Write `top_rates(table, measure, least_people, n)`, which gives back the list of the `n` values of `country` with the **highest** value in the column `measure`, among the entries with **at least**
# `least_people` people. Blanks in `measure` are left out.

# %% nbgrader={"grade": false, "grade_id": "top", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def top_rates(table, measure, least_people, n):
    rows = table[table["population"] >= least_people].dropna(subset=[measure])
    return list(rows.sort_values(measure, ascending=False).head(n)["country"])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "top_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

four = pd.DataFrame(
    {"country": ["A", "B", "C", "D"], "population": [10, 1000, 2000, 1500], "risk": [99.0, 4.0, 7.0, None]}
)
assert top_rates(four, "risk", 1000, 2) is not None, "Nothing came back. Is there a return?"
assert list(top_rates(four, "risk", 1000, 2)) == ["C", "B"], "A has 10 people only; C and B are left, C first"
assert list(top_rates(four, "risk", 1, 1)) == ["A"], "With a least number of one, A comes first"

# %% nbgrader={"grade": true, "grade_id": "top_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_function

fresh_table = pd.read_csv("data/factbook.csv")
cases = []
for measure, least in (("net_migration_rate", 1000000), ("birth_rate", 50000000), ("death_rate", 1)):
    rows = fresh_table[(fresh_table["population"] >= least) & fresh_table[measure].notna()]
    ordered = rows.sort_values([measure], ascending=False, kind="stable")
    if ordered[measure].head(4).is_unique:
        cases.append(((fresh_table, measure, least, 3), ordered["country"].tolist()[:3]))
unseen = pd.DataFrame(
    {"country": list("wxyz"), "population": [5, 6, 7, None], "m": [4.0, 3.0, 8.0, 9.0]}, index=[1, 1, 0, 0]
)
cases.append(((unseen, "m", 6, 9), ["y", "x"]))
cases.append(((unseen, "m", 8, 2), []))
check_function(top_rates, cases, message="top_rates keeps entries with enough people and puts the highest first.")
### END HIDDEN TESTS

# %% [markdown]
# Compare the two lists. Who led only because of being small?

# %%
# Take away the signs # from the next two lines and run the cell.
# print(top_rates(factbook, "online", 0, 8))
# print(top_rates(factbook, "online", 1000000, 8))

# %% [markdown]
# ## 4. Who finds no partner?
#
# Another office has a table of regions. Its names are written in its own way.

# %%
regions = pd.DataFrame(
    {
        "name": ["India", "South Korea", "China", "Brazil", "Myanmar", "Iceland", "Czechia"],
        "region": ["South Asia", "East Asia", "East Asia", "Latin America", "South-East Asia", "Europe", "Europe"],
    }
)
regions.head(3)

# %% [markdown]
# `set(a) - set(b)` holds what is in `a` and not in `b`; `sorted(...)` makes a sorted list of it:

# %%
sorted({"x", "z", "y"} - {"y"})

# %% [markdown]
# **Your turn.** Write `without_partner(names, others, spelling)`. `names` and `others` are lists of names; `spelling` is a dictionary that says how a name of the first list is written in the second, such as
# `{"South Korea": "Korea, South"}`. Give back the **sorted list** of the names of the first list that, also after respelling, are not in the second. Give them back as the **first** list writes them.
# `spelling.get(name, name)` gives the other spelling, or the name itself when there is none.

# %% nbgrader={"grade": false, "grade_id": "partner", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def without_partner(names, others, spelling):
    return sorted({name for name in names if spelling.get(name, name) not in set(others)})
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "partner_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert without_partner(["A", "B"], ["A"], {}) is not None, "Nothing came back. Is there a return?"
assert list(without_partner(["A", "B"], ["A"], {})) == ["B"], "B has no partner"
assert list(without_partner(["A", "B"], ["A", "b"], {"B": "b"})) == [], "B is written b in the second list"

# %% nbgrader={"grade": true, "grade_id": "partner_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_function

check_function(
    without_partner,
    [
        ((["q", "p", "q"], [], {}), ["p", "q"]),
        ((["one", "two", "three"], ["one", "II", "four"], {"two": "II", "three": "III"}), ["three"]),
        ((["Two"], ["two"], {}), ["Two"]),
        (([], ["a"], {"b": "a"}), []),
        ((["x"], ["y"], {"x": "y", "z": "w"}), []),
    ],
    message="without_partner lists each name without a partner once, as the first list writes it.",
)
### END HIDDEN TESTS

# %%
# Take away the sign # from the next line. Which spellings would you add?
# without_partner(list(regions["name"]), list(factbook["country"]), {"South Korea": "Korea, South"})

# %% [markdown]
# ## 5. A join that loses and doubles nobody
#
# `left.merge(right, how="left", on="key")` puts the columns of `right` beside those of `left`, row by row, where the key agrees. With `how="left"` no row of `left` is lost; but a key that stands **twice** in `right` doubles a row.
#
# **Your turn.** Write `safe_join(left, right, key)`, which gives back the joined table with all rows of `left` in their order. If a key stands twice in `right`, **stop**: write `raise ValueError("a key stands twice")`. `right[key].duplicated().any()` asks for it.

# %% nbgrader={"grade": false, "grade_id": "join", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def safe_join(left, right, key):
    if right[key].duplicated().any():
        raise ValueError("a key stands twice")
    return left.merge(right, how="left", on=key)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "join_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

people = pd.DataFrame({"code": ["b", "a", "c"], "people": [1, 2, 3]})
names = pd.DataFrame({"code": ["a", "b"], "name": ["Aland", "Bland"]})
joined = safe_join(people, names, "code")
assert joined is not None, "Nothing came back. Is there a return?"
assert len(joined) == 3, "All three rows of people should be there, c as well"
assert joined["people"].sum() == 6, "No person may be lost or doubled"
assert list(joined["name"])[:2] == ["Bland", "Aland"], "Each row should get the name of its own code"

# %% nbgrader={"grade": true, "grade_id": "join_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, tell

left = pd.DataFrame({"k": ["x", "y", "x", "w"], "n": [1, 2, 3, 4]})
right = pd.DataFrame({"k": ["y", "x", "v"], "r": ["why", "ex", "vee"]})
before_left, before_right = left.copy(), right.copy()
check_frame(
    safe_join(left, right, "k"),
    pd.DataFrame({"k": ["x", "y", "x", "w"], "n": [1, 2, 3, 4], "r": ["ex", "why", "ex", None]}),
    message="Every row of the first table is there once, in its order, also when its key repeats there.",
)
check_frame(left, before_left, index=True, message="The first table is unchanged.")
check_frame(right, before_right, index=True, message="The second table is unchanged.")
twice = pd.concat([right, right.head(1)])
stopped = False
try:
    safe_join(left, twice, "k")
except Exception:
    stopped = True
assert stopped, tell("A key that stands twice in the second table must stop the join.")
### END HIDDEN TESTS

# %% [markdown]
# **Well done.** Before the next map: count, rate, or who is missing? Save the notebook and submit it.
