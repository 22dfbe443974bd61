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
# # The least that will do
#
# You count how data about people got out, strike out what a purpose does not need, and act when something has gone wrong. Where a cell
# says `# YOUR CODE HERE` and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task;
# final checks run when you submit, and try your functions on tables that you have not seen. A trainer reads the last task.
#
# One row is one report of a breach of health data in the United States, from October 2009 to February 2015.

# %%
import pandas as pd

breaches = pd.read_csv("data/breaches.csv")
breaches.head(3)

# %% [markdown]
# ## 1. In how many reports?
#
# A cell of `breach_type` may name several kinds, with commas between. So we do not ask whether the cell **is** a word, but whether the
# word **occurs** in it. The mean of True and False is a share:

# %%
breaches["breach_type"].str.contains("Loss").mean()

# %% [markdown]
# **Your turn.** Write `percent_with(table, column, word)`, which gives back the **percentage** of rows whose `column` mentions `word`.
# For a table without rows give back `None`.

# %% nbgrader={"grade": false, "grade_id": "mentions", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def percent_with(table, column, word):
    if len(table) == 0:
        return None
    return 100 * table[column].str.contains(word).mean()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "mentions_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

four_reports = pd.DataFrame({"breach_type": ["Theft", "Loss, Theft", "Other", "Loss"]})
assert percent_with(four_reports, "breach_type", "Theft") is not None, "Nothing came back. Is there a return?"
assert percent_with(four_reports, "breach_type", "Theft") == 50, "Theft plays a part in two of the four"
assert percent_with(four_reports, "breach_type", "Other") == 25, "Other stands in one of the four"

# %% nbgrader={"grade": true, "grade_id": "mentions_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_function

fresh = pd.read_csv("data/breaches.csv")
unseen = pd.DataFrame(
    {"where": ["Laptop", "Paper", "Laptop, Paper", "Email", "Paper"], "kind": ["a", "b", "b", "b", "a"]},
    index=[4, 4, 0, 7, 1],
)
before_call = unseen.copy()
check_function(
    percent_with,
    [
        ((fresh, "breach_type", "Theft"), 100 * float(fresh["breach_type"].str.contains("Theft").mean())),
        ((fresh, "location", "Email"), 100 * float(fresh["location"].str.contains("Email").mean())),
        ((unseen, "where", "Paper"), 60.0),
        ((unseen, "kind", "a"), 40.0),
        ((unseen, "where", "Server"), 0.0),
        ((unseen.iloc[:1], "where", "Laptop"), 100.0),
        ((unseen.iloc[:0], "where", "Paper"), None),
    ],
    message="percent_with asks whether the word occurs, and divides by all rows.",
)
percent_with(unseen, "where", "Email")
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Lost devices
#
# A stroke between two words means *or*: `"Theft|Loss"` fits a cell that mentions one or both. Two conditions that must both hold are put into
# brackets and joined by `&`. These are the reports of paper that was disposed of carelessly:

# %%
paper = breaches[breaches["location"].str.contains("Paper") & breaches["breach_type"].str.contains("Disposal")]
len(paper)

# %% [markdown]
# **Your turn.** Give the name `lost_devices` to the table of those reports in which `location` mentions `Laptop` or `Portable`, and `breach_type`
# mentions `Theft` or `Loss`. Give the name `people_affected` to the number of `individuals` in them.

# %% nbgrader={"grade": false, "grade_id": "devices", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
portable = breaches["location"].str.contains("Laptop|Portable")
gone = breaches["breach_type"].str.contains("Theft|Loss")
lost_devices = breaches[portable & gone]
people_affected = lost_devices["individuals"].sum()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "devices_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert list(lost_devices.columns) == list(breaches.columns), "Keep all columns; only rows are chosen"
assert 0 < len(lost_devices) < len(breaches), "Some reports are about lost devices, and some are not"
assert people_affected > len(lost_devices), "Each report affects 500 people or more; add up individuals"

# %% nbgrader={"grade": true, "grade_id": "devices_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_number

fresh = pd.read_csv("data/breaches.csv")
wanted = fresh[
    fresh["location"].str.contains("Laptop|Portable") & fresh["breach_type"].str.contains("Theft|Loss")
]
columns = ["submitted", "location", "breach_type", "individuals"]
check_frame(
    lost_devices[columns], wanted[columns], order=False,
    message="lost_devices holds each report of a stolen or lost portable device once.",
)
check_number(
    people_affected, int(wanted["individuals"].sum()), message="people_affected adds up the people of lost_devices."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Strike out
#
# An advice centre keeps this list. The people in it are made up.

# %%
clients = pd.DataFrame(
    {
        "name": ["A. Archer", "B. Baker", "C. Carter", "D. Draper"],
        "office": ["North", "South", "South", "North"],
        "day": ["2024-12-30", "2025-01-02", "2025-01-28", "2025-02-11"],
        "topic": ["debt", "housing", "housing", "care"],
        "telephone": ["0101", "0102", "0103", "0104"],
    }
)

# %% [markdown]
# Dates that are written year first can be compared as text: `"2024-12-30" < "2025-01-01"` is true. And `.str[:4]` keeps the first four characters
# of each text, here the year:

# %%
clients["day"].str[:4]

# %% [markdown]
# **Your turn.** Write `minimise(table, columns, first_day)`. It gives back a new table
#
# - with those rows only whose `day` is `first_day` or later,
# - with the columns of the list `columns` only, in that order,
# - and if `"month"` is in the list, it stands for a new column with year and month of `day`, such as `"2025-01"`.
#
# The list `columns` never holds `"day"` itself: the exact day is finer than the purpose. The table that was handed in must stay as it was.

# %% nbgrader={"grade": false, "grade_id": "least", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def minimise(table, columns, first_day):
    rows = table[table["day"] >= first_day].copy()
    rows["month"] = rows["day"].str[:7]
    return rows[columns]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "least_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
small = minimise(clients, ["office", "month"], "2025-01-02")
assert small is not None, "Nothing came back. Is there a return?"
assert list(small.columns) == ["office", "month"], "Only office and month were asked for, in this order"
assert len(small) == 3, "Three visits were on 2 January 2025 or later"
assert list(small["month"]) == ["2025-01", "2025-01", "2025-02"], "month holds year and month of the day"

# %% nbgrader={"grade": true, "grade_id": "least_final", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame

unseen = pd.DataFrame(
    {
        "day": ["2023-11-05", "2023-12-31", "2024-01-01", "2023-12-31", "2024-10-09"],
        "case": [5, 6, 7, 8, 9],
        "phone": ["a", "b", "c", "d", "e"],
        "kind": ["x", "x", "y", "z", "z"],
    },
    index=[3, 3, 8, 0, 1],
)
before_call = unseen.copy()
first = minimise(unseen, ["kind", "month"], "2023-12-31")
check_frame(
    first,
    pd.DataFrame({"kind": ["x", "y", "z", "z"], "month": ["2023-12", "2024-01", "2023-12", "2024-10"]}),
    message="minimise keeps the rows from the first day on, that day included.",
)
assert list(first.columns) == ["kind", "month"], "columns and their order"
second = minimise(unseen, ["kind", "case"], "2024-01-01")
check_frame(
    second,
    pd.DataFrame({"kind": ["y", "z"], "case": [7, 9]}),
    message="minimise adds no column that was not asked for.",
)
assert list(second.columns) == ["kind", "case"], "columns and their order"
nobody = minimise(unseen, ["month"], "2031-01-01")
assert len(nobody) == 0, "rows before the first day"
assert list(nobody.columns) == ["month"], "the columns of an empty table"
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 4. How long is left?
#
# pandas reads a time with `pd.Timestamp`, and the difference of two times knows its seconds:

# %%
(pd.Timestamp("2025-05-03 10:30") - pd.Timestamp("2025-05-03 09:00")).total_seconds()

# %% [markdown]
# **Your turn.** Where you work a breach must be reported to the authority within 72 hours after somebody noticed it. Write `hours_left(noticed, now)`, which takes
# two texts such as `"2025-05-03 09:00"` and gives back the hours that are left, as a number. When the time has run out, give back 0.

# %% nbgrader={"grade": false, "grade_id": "hours", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def hours_left(noticed, now):
    passed = pd.Timestamp(now) - pd.Timestamp(noticed)
    return max(0, 72 - passed.total_seconds() / 3600)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "hours_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert hours_left("2025-05-03 09:00", "2025-05-03 09:00") is not None, "Nothing came back. Is there a return?"
assert hours_left("2025-05-03 09:00", "2025-05-03 09:00") == 72, "Nothing has passed, so all 72 hours are left"
assert hours_left("2025-05-03 09:00", "2025-05-03 10:30") == 70.5, "An hour and a half has passed"

# %% nbgrader={"grade": true, "grade_id": "hours_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_function

check_function(
    hours_left,
    [
        (("2025-05-03 09:00", "2025-05-05 09:00"), 24.0),
        (("2025-02-27 23:00", "2025-03-01 01:00"), 46.0),
        (("2024-12-31 18:15", "2025-01-01 18:00"), 48.25),
        (("2025-05-03 09:00", "2025-05-06 08:00"), 1.0),
        (("2025-05-03 09:00", "2025-05-06 09:00"), 0.0),
        (("2025-05-03 09:00", "2025-05-09 12:00"), 0.0),
    ],
    message="hours_left counts whole days and hours, and never falls below 0.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Write to them
#
# On **3 May** a letter that says what each client was advised on was put into wrong envelopes. Each of 61 households received the letter of another one. It shows name,
# address and topic, such as debt or care. You noticed it on the next morning, called all 61 households, and 58 letters have come back unopened or were destroyed. People can call
# **0100 200** from 8 to 18 o'clock.
#
# **Your turn.** Write, between the three quotation marks, the notice to a client whose letter went to somebody else: 60 to 200 words.
#
# **A trainer reads it and gives up to two points:** one for what happened, when, and to which data, in plain words and without excuses; one for what you have done,
# what the reader can do now, and whom to call.

# %% nbgrader={"grade": true, "grade_id": "notice", "locked": false, "points": 2, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
notice = """
On 3 May we put your letter into the wrong envelope. It went to another household. The letter shows your name, your address and what we advised you on.
This was our mistake and we are sorry.

We noticed it the next morning and called all 61 households concerned. Until now 58 letters have come back unopened or were destroyed. We shall tell you
whether yours is among them as soon as you call. From now on two people check each envelope.

You can ask us for a new number under which your file is kept, and you can complain to the data protection authority. Please tell us if somebody speaks to you
about the letter. Call 0100 200 from 8 to 18 o'clock; a person will answer, in your language if you wish.
"""
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "notice_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
words = notice.lower().split()
assert len(words) >= 60, "The notice should have 60 words or more"
assert len(words) <= 200, "That is more than 200 words; the reader is worried and wants to know"
assert "3 may" in " ".join(words), "Say on which day it happened: 3 May"
assert "0100 200" in " ".join(words), "Say whom to call: 0100 200"

# %% [markdown]
# **Well done.** Which file on your own computer could you delete today? Save the notebook and submit it.
