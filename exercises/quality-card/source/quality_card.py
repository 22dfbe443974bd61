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
# # A quality card
#
# Each task shows one line of code on an example and then asks for a variation. Where a cell says `# YOUR CODE HERE`
# and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task;
# final checks run when you submit, and try your functions on tables that you have not seen. A trainer reads your note at the end.
#
# The table is the World Factbook in the edition of 2014. One row is one entry: a country, a territory, an island, or the European Union.

# %%
import pandas as pd

factbook = pd.read_csv("data/factbook.csv")
factbook.head()

# %% [markdown]
# ## 1. How much is blank?
#
# `isna()` marks the blanks of a table, and `sum()` counts the marks in each column:

# %%
factbook.isna().sum()

# %% [markdown]
# **Your turn.** Give the name `missing_percent` to the **percentage** of blanks in each column, with the **emptiest column first**.
# `100 * counts / len(factbook)` turns counts into percentages; `.sort_values(ascending=False)` puts the largest first.

# %% nbgrader={"grade": false, "grade_id": "missing", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
missing_percent = (100 * factbook.isna().sum() / len(factbook)).sort_values(ascending=False)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "missing_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert len(missing_percent) == 11, "There are eleven columns, so there should be eleven percentages"
assert missing_percent.max() > 1, "These are shares of 1; multiply by 100 for per cent"
assert missing_percent.max() < 100, "These are counts of blanks; divide by the number of rows"
assert missing_percent.iloc[0] == missing_percent.max(), "The emptiest column should come first"

# %% nbgrader={"grade": true, "grade_id": "missing_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_number, check_series

fresh_table = pd.read_csv("data/factbook.csv")
fresh_percent = 100 * fresh_table.isna().mean()
check_series(
    missing_percent,
    fresh_percent,
    tolerance=0.06,
    order=False,
    message="missing_percent holds the percentage of blanks of every column.",
)
check_number(
    missing_percent.iloc[1],
    float(fresh_percent.sort_values().iloc[-2]),
    tolerance=0.06,
    message="The second emptiest column stands in the second place.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 2. What does the label leave out?
#
# A label is often a file of its own. Here is the one that came with the table, as a **dictionary**: each word on the left of a colon is a key, and its
# value stands on the right. It describes the columns in a dictionary inside.

# %%
label = {
    "title": "World Factbook",
    "licence": "United States Government work",
    "published": 2014,
    "columns": {
        "country": "name of the entry",
        "area": "square kilometres",
        "birth_rate": "births a year per 1,000 people",
        "death_rate": "",
        "infant_mortality_rate": "deaths under one year per 1,000 live births",
        "life_exp_at_birth": "years",
        "population": "people",
        "internet_users": "   ",
        "gdp": "US dollars",
    },
}
label["columns"]["area"]

# %% [markdown]
# `"birth_rate" in label["columns"]` asks whether a column is described at all; `.strip()` takes blanks off both ends of a text. A list can be built in one line:
# this one holds the columns whose name has more than ten letters.

# %%
[name for name in factbook.columns if len(name) > 10]

# %% [markdown]
# **Your turn.** Write `undocumented(table, label)`, which gives back the **list of those columns of the table**, in the table's order, that
# `label["columns"]` does not describe: either the name is not there, or its description is empty or nothing but blanks.
# `label["columns"].get(name, "")` gives the description, or an empty text when there is none.

# %% nbgrader={"grade": false, "grade_id": "undocumented", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def undocumented(table, label):
    return [name for name in table.columns if not label["columns"].get(name, "").strip()]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "undocumented_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

two_columns = pd.DataFrame({"town": ["A"], "births": [3]})
assert undocumented(two_columns, {"columns": {}}) is not None, "Nothing came back. Is there a return?"
assert list(undocumented(two_columns, {"columns": {"town": "name"}})) == ["births"], (
    "births is not described, so it should be in the list, and town should not"
)
assert list(undocumented(two_columns, {"columns": {"town": "", "births": "people"}})) == ["town"], (
    "An empty description describes nothing"
)

# %% nbgrader={"grade": true, "grade_id": "undocumented_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_function

unseen = pd.DataFrame({"z": [1], "a": [2], "m": [3], "b": [4]})
before_call = unseen.copy()
fresh_label = {"columns": {"a": "one", "b": " \t ", "q": "not a column of the table", "m": "three"}}
full_label = {"columns": {"z": "1", "a": "2", "m": "3", "b": "4"}}
check_function(
    undocumented,
    [
        ((unseen, fresh_label), ["z", "b"]),
        ((unseen, full_label), []),
        ((unseen, {"columns": {}}), ["z", "a", "m", "b"]),
        ((unseen[["b", "z"]], fresh_label), ["b", "z"]),
        ((unseen.head(0), fresh_label), ["z", "b"]),
    ],
    message="undocumented names the columns without a description, in the order of the table.",
)
undocumented(unseen, fresh_label)
check_frame(unseen, before_call, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. A share of those with both figures
#
# `dropna(subset=[...])` keeps the rows in which none of the named columns is blank. This keeps the entries with a birth rate and a death rate:

# %%
both_rates = factbook.dropna(subset=["birth_rate", "death_rate"])
len(factbook), len(both_rates)

# %% [markdown]
# **Your turn.** Write `share_online(table)`, which gives back how many of 100 people use the internet:
#
# - keep the rows that have both `internet_users` and `population`;
# - leave out the row whose `country` is `"European Union"`, since its members have rows of their own (`!=` means "is not equal");
# - add up users, add up people, and divide.
#
# If no row is left, or nobody lives in those that are left, give back `None`.

# %% nbgrader={"grade": false, "grade_id": "share", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def share_online(table):
    rows = table[table["country"] != "European Union"]
    rows = rows.dropna(subset=["internet_users", "population"])
    people = rows["population"].sum()
    if people == 0:
        return None
    return 100 * rows["internet_users"].sum() / people
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "share_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

three_rows = pd.DataFrame(
    {
        "country": ["A", "B", "C"],
        "internet_users": [10, 30, None],
        "population": [100, 100, 800],
    }
)
assert share_online(three_rows) is not None, "Nothing came back. Is there a return?"
assert abs(share_online(three_rows) - 4) > 0.01, "C has no number of users; leave its people out as well"
assert abs(share_online(three_rows) - 20) < 0.01, "A and B have 40 users among 200 people: 20 per cent"
assert abs(share_online(three_rows.head(1)) - 10) < 0.01, "A alone has 10 users among 100 people"

# %% nbgrader={"grade": true, "grade_id": "share_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_function, check_number

fresh_table = pd.read_csv("data/factbook.csv")
fresh_rows = fresh_table[fresh_table["country"] != "European Union"]
fresh_rows = fresh_rows.dropna(subset=["internet_users", "population"])
fresh_share = 100 * float(fresh_rows["internet_users"].sum() / fresh_rows["population"].sum())
unseen = pd.DataFrame(
    {
        "country": ["Big", "European Union", "Tiny", "Lost", "Empty"],
        "internet_users": [500.0, 400.0, 9.0, None, 7.0],
        "population": [1000.0, 900.0, 10.0, 5000.0, None],
    },
    index=[3, 3, 0, 8, 1],
)
before_call = unseen.copy()
check_function(
    share_online,
    [
        ((fresh_table,), fresh_share),
        ((fresh_table.sample(frac=1, random_state=4),), fresh_share),
        ((unseen,), 100 * 509 / 1010),
        ((unseen.iloc[[2]],), 90.0),
        ((unseen.iloc[[3, 4]],), None),
        ((unseen.head(0),), None),
    ],
    tolerance=0.001,
    message="share_online divides the users by the people of the same rows.",
)
share_online(unseen)
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 4. The card
#
# A function may give back a dictionary. Here is one with two entries:

# %%
def size_of(table):
    return {"rows": len(table), "columns": len(table.columns)}


size_of(factbook)

# %% [markdown]
# **Your turn.** Write `quality_card(table, label)`, which gives back a dictionary with these five keys:
#
# - `"rows"` and `"columns"`: the size;
# - `"complete_rows"`: how many rows have no blank at all; `len(table.dropna())` counts them;
# - `"repeated_rows"`: how many rows repeat an earlier one in every column; `table.duplicated().sum()` counts them;
# - `"undocumented"`: the list from your function of task 2.

# %% nbgrader={"grade": false, "grade_id": "card", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def quality_card(table, label):
    return {
        "rows": len(table),
        "columns": len(table.columns),
        "complete_rows": len(table.dropna()),
        "repeated_rows": int(table.duplicated().sum()),
        "undocumented": undocumented(table, label),
    }
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "card_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

card = quality_card(pd.DataFrame({"a": [1, 1, None], "b": [2, 2, 3]}), {"columns": {"a": "number"}})
assert card is not None, "Nothing came back. Is there a return?"
assert set(card) == {"rows", "columns", "complete_rows", "repeated_rows", "undocumented"}, (
    "The card should have exactly the five keys"
)
assert card["rows"] == 3, "The table has three rows"
assert card["complete_rows"] == 2, "One of the three rows has a blank"
assert card["repeated_rows"] == 1, "The second row repeats the first"

# %% nbgrader={"grade": true, "grade_id": "card_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_function

unseen = pd.DataFrame(
    {"x": [5, None, None, 5, 5], "y": ["p", "q", "q", "p", None], "z": [1, 1, 1, 1, 1]},
    index=[9, 9, 2, 4, 0],
)
before_call = unseen.copy()
fresh_label = {"title": "any", "columns": {"y": "a letter", "x": ""}}
check_function(
    quality_card,
    [
        (
            (unseen, fresh_label),
            {
                "rows": 5,
                "columns": 3,
                "complete_rows": 2,
                "repeated_rows": 2,
                "undocumented": ["x", "z"],
            },
        ),
        (
            (unseen.head(0), {"columns": {"x": "1", "y": "2", "z": "3"}}),
            {"rows": 0, "columns": 3, "complete_rows": 0, "repeated_rows": 0, "undocumented": []},
        ),
    ],
    message="quality_card counts rows, columns, complete rows and repeated rows of any table.",
)
quality_card(unseen, fresh_label)
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# Try your card on the table and its label.

# %%
# Take away the sign # from the next line and run the cell.
# quality_card(factbook, label)

# %% [markdown]
# ## 5. A note for the next reader
#
# What a program cannot find out has to be written. Write three or four sentences for a colleague who wants to use the column `internet_users` for a
# speech about **today**. Put them between the three quotation marks.
#
# **A trainer reads them and gives up to three points:** one for saying of which time the figures are and how you know; one for naming who is missing from a share
# computed with them, with at least one figure; one for saying what the colleague may do with the column and what not, and where to ask.

# %% nbgrader={"grade": true, "grade_id": "note", "locked": false, "points": 3, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
note = """
The table is called an edition of 2014, but its numbers of internet users were in print in 2011 already, so they
are older than the populations beside them. 46 of 259 entries have no number of users; 24 of these are inhabited, with
285 million people, and Nigeria with 177 million is the largest of them. The column can show how unequal access was
some years ago. It cannot give a share for today; ask the International Telecommunication Union for a figure with its year.
"""
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "note_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import re

assert len(note.split()) >= 40, "A note of fewer than forty words can hardly say all three things"
assert len(note.split()) <= 150, "The note has more than 150 words; what could go?"
assert re.search(r"\d", note), "Name at least one figure"

# %% [markdown]
# **Well done.** The next table that you are handed gets its card before anything else. Save the notebook and submit it.
