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
# # The repair desk
#
# Charts with right numbers come to your desk, and you mend what they make people believe. You compare like months, undo a running total, find the window that
# somebody could have chosen, and compute a contrast. Where a cell says `# YOUR CODE HERE` and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand
# below each task; final checks run when you submit, and try your functions on data that you have not seen. A trainer reads the last task.
#
# One row of the table is one industry in one month; `rate` is the unemployment rate in per cent, not adjusted for the season.

# %%
import pandas as pd

unemployment = pd.read_csv("data/unemployment.csv")
unemployment.head()

# %% [markdown]
# ## 1. Like with like
#
# The parts of a text column can be cut out by place: `.str[:4]` holds the first four letters, `.str[5:7]` the sixth and seventh.

# %%
unemployment["month"].str[:4].head(2), unemployment["month"].str[5:7].head(2)

# %% [markdown]
# **Your turn.** Write `same_month(table, industry, month)`. `month` is a text of two digits, such as `"02"` for February. Give back the rates of that industry in that month of **each year**, as a column
# with the year, a whole number, as label, in the order of the years. `rows.set_index(years)["rate"]` puts labels on a column; `.astype(int)` makes whole numbers of texts; `.sort_index()` puts labels in order.

# %% nbgrader={"grade": false, "grade_id": "same", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def same_month(table, industry, month):
    rows = table[(table["industry"] == industry) & (table["month"].str[5:7] == month)]
    years = rows["month"].str[:4].astype(int)
    return rows.set_index(years)["rate"].sort_index()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "same_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

tiny = pd.DataFrame(
    {
        "month": ["2021-02-01", "2020-02-01", "2020-03-01", "2020-02-01"],
        "industry": ["A", "A", "A", "B"],
        "rate": [7.0, 9.0, 8.0, 1.0],
    }
)
february = same_month(tiny, "A", "02")
assert february is not None, "Nothing came back. Is there a return?"
assert len(february) == 2, "Industry A has a February in two years"
assert [int(year) for year in february.index] == [2020, 2021], "The labels should be the years, in order"
assert abs(february[2020] - 9) < 0.001, "In February 2020 the rate of A is 9"

# %% nbgrader={"grade": true, "grade_id": "same_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_series

fresh_table = pd.read_csv("data/unemployment.csv")
before_call = fresh_table.copy()
for name, month in (("Construction", "02"), ("Agriculture", "11"), ("Government", "07")):
    rows = fresh_table[fresh_table["industry"].eq(name) & fresh_table["month"].str.contains(f"-{month}-")]
    wanted = pd.Series(rows["rate"].tolist(), index=rows["month"].str[:4].astype(int).tolist()).sort_index()
    check_series(
        same_month(fresh_table.sample(frac=1, random_state=6), name, month),
        wanted,
        tolerance=0.001,
        message="same_month gives the rate of one month in each year, in the order of the years.",
    )
same_month(fresh_table, "Other", "01")
check_frame(fresh_table, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Undo a running total
#
# A list can be built step by step. This turns amounts into a running total:

# %%
def running_total(amounts):
    totals = []
    total = 0
    for amount in amounts:
        total = total + amount
        totals.append(total)
    return totals


running_total([10, 4, 5])

# %% [markdown]
# **Your turn.** Write `amounts_of(totals)`, which takes the list of running totals and gives back the list of amounts, so that `amounts_of([10, 14, 19])` is `[10, 4, 5]`. Each amount is a total less the one before; before the first stands 0.

# %% nbgrader={"grade": false, "grade_id": "amounts", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def amounts_of(totals):
    amounts = []
    before = 0
    for total in totals:
        amounts.append(total - before)
        before = total
    return amounts
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "amounts_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert amounts_of([10, 14, 19]) is not None, "Nothing came back. Is there a return?"
assert len(amounts_of([10, 14, 19])) == 3, "Three totals come from three amounts"
assert list(amounts_of([10, 14, 19])) == [10, 4, 5], "10, then 14 - 10, then 19 - 14"
assert list(amounts_of([7])) == [7], "A single total is its own amount"

# %% nbgrader={"grade": true, "grade_id": "amounts_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_function

check_function(
    amounts_of,
    [
        (([],), []),
        (([3, 3, 3],), [3, 0, 0]),
        (([5, 2, 2.5],), [5, -3, 0.5]),
        (([100, 130, 150, 160, 165],), [100, 30, 20, 10, 5]),
    ],
    tolerance=0.001,
    message="amounts_of gives back the amounts from which the totals were made.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. The window that somebody could have chosen
#
# Two loops, one inside the other, try all pairs of a beginning and an end. This finds the largest **rise** between an earlier and a later value of a list:

# %%
def largest_rise(values):
    largest = 0
    for end in range(len(values)):
        for start in range(end):
            rise = values[end] - values[start]
            if rise > largest:
                largest = rise
    return largest


largest_rise([5, 2, 9, 4])

# %% [markdown]
# `range(end)` counts from 0 up to the place before `end`, so the start always lies before the end.
#
# **Your turn.** Write `kindest_window(values)`, which gives back the list `[start, end]` of the two **places** (counted from 0) between which the values **fall** the most, the start before the end. If nothing ever falls, give back
# `None`. Remember the places whenever you find a larger fall.

# %% nbgrader={"grade": false, "grade_id": "window", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def kindest_window(values):
    largest = 0
    window = None
    for end in range(len(values)):
        for start in range(end):
            fall = values[start] - values[end]
            if fall > largest:
                largest = fall
                window = [start, end]
    return window
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "window_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert kindest_window([5, 2, 9, 4]) is not None, "Nothing came back. Is there a return?"
assert list(kindest_window([5, 2, 9, 4])) == [2, 3], "The largest fall is from 9, at place 2, to 4, at place 3"
assert list(kindest_window([8, 9, 1, 3])) == [1, 2], "From 9 to 1 the values fall by 8"
assert kindest_window([1, 2, 3]) is None, "In 1, 2, 3 nothing falls"

# %% nbgrader={"grade": true, "grade_id": "window_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_function

fresh_table = pd.read_csv("data/unemployment.csv")
values = fresh_table.loc[fresh_table["industry"] == "Construction", "rate"].tolist()[36:84]
best, wanted = 0, None
for end in range(len(values)):
    for start in range(end):
        if values[start] - values[end] > best + 1e-9:
            best, wanted = values[start] - values[end], [start, end]
check_function(
    kindest_window,
    [
        (([],), None),
        (([4],), None),
        (([2, 2, 2],), None),
        (([3, 10, 9, 0, 20, 12],), [1, 3]),
        (([0, -5, 7, -1.5],), [2, 3]),
        (([9, 1, 8, 2],), [0, 1]),
        ((values,), wanted),
    ],
    message="kindest_window finds the places of the largest fall, and the start lies before the end.",
)
### END HIDDEN TESTS

# %% [markdown]
# Try it on construction from 2003 to 2006. Which months would a friendly writer choose, and what would an unfriendly one do?

# %%
# Take away the signs # from the next lines and run the cell.
# building = unemployment[unemployment["industry"] == "Construction"].iloc[36:84].reset_index(drop=True)
# building.loc[kindest_window(list(building["rate"]))]

# %% [markdown]
# ## 4. Can it be seen?
#
# The next cell holds a function that says how light a colour is, from 0 for black to 1 for white. It follows the Web Content Accessibility Guidelines; you need not read it. Colours are written as on the web, with six signs after a
# `#`.

# %%
def lightness(colour):
    """Relative luminance as the guidelines define it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


lightness("#ffffff"), lightness("#1d4f91")

# %% [markdown]
# The **contrast ratio** of two colours is (lightness of the lighter one + 0.05) divided by (lightness of the darker one + 0.05). `max(a, b)` gives the larger of two numbers, `min(a, b)` the smaller.
#
# **Your turn.** Write `contrast(one, other)`, which gives back the contrast ratio of two colours, whichever is lighter.

# %% nbgrader={"grade": false, "grade_id": "contrast", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def contrast(one, other):
    a, b = lightness(one), lightness(other)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "contrast_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert contrast("#000000", "#ffffff") is not None, "Nothing came back. Is there a return?"
assert abs(contrast("#000000", "#ffffff") - 21) < 0.01, "Black and white have the ratio 21"
assert abs(contrast("#ffffff", "#000000") - 21) < 0.01, "The order of the two colours makes no difference"
assert abs(contrast("#1d4f91", "#1d4f91") - 1) < 0.01, "A colour has the ratio 1 with itself"

# %% nbgrader={"grade": true, "grade_id": "contrast_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_function


def fresh_lightness(colour):
    channels = []
    for place in (1, 3, 5):
        part = int(colour[place : place + 2], 16) / 255
        channels.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


cases = []
for one, other in (("#b1b4b6", "#ffffff"), ("#ffffff", "#ffdd00"), ("#d4351c", "#00703c"), ("#010203", "#0a0b0c")):
    light, dark = sorted((fresh_lightness(one), fresh_lightness(other)), reverse=True)
    cases.append(((one, other), (light + 0.05) / (dark + 0.05)))
check_function(contrast, cases, tolerance=0.01, message="contrast is right for other colours, in either order.")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Mend the leaflet
#
# A leaflet of the ministry has one chart. Its title is *"Construction: the crisis is over!"* A pale yellow line on white shows the unemployment rate in construction from **February 2009 (21.4 per cent)** to **October 2009 (18.7 per cent)**. The axis runs from 18
# to 22. Beside it stands the name of the line: "Constr. NSA".
#
# **Your turn.** Write, between the three quotation marks: **three faults**, with what each makes the reader believe or miss; and then a **title and two sentences** that you would sign. You may use the table: `same_month` helps.
#
# **A trainer reads it and gives up to three points:** one for three faults that are really there, each with its effect on the reader; one for a title and sentences that compare like with like, with right figures; one for naming what the figures cannot show, or who is missing from them.

# %% nbgrader={"grade": true, "grade_id": "leaflet", "locked": false, "points": 3, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
leaflet = """
The window runs from February to October, and the rate falls between these months every year, so the reader takes the season for a recovery.
The axis from 18 to 22 makes a fall of 2.7 points look like a plunge to the ground. The pale yellow line can hardly be seen on white, and
"NSA" says nothing to most readers, so many people are left out.
Title: Unemployment in construction higher than a year before
In October 2009 18.7 per cent of the workers in construction were unemployed, against 10.8 per cent in October 2008; the figures are not
adjusted for the season, so only the same months can be compared. Those who have given up looking for work are not counted.
"""
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "leaflet_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import re

assert len(leaflet.split()) >= 70, "Three faults with their effects, a title and two sentences need seventy words or more"
assert len(leaflet.split()) <= 260, "That is more than 260 words; what could go?"
assert len(re.findall(r"\d+(?:[.,]\d+)?", leaflet)) >= 3, "A comparison needs figures"

# %% [markdown]
# **Well done.** Take the chart of your own that you like best, and give it to somebody for two minutes. Save the notebook and submit it.
