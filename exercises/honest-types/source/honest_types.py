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
# # Honest types
#
# Each task shows one line of code on an example and then asks for a variation. Where a cell says `# YOUR CODE HERE`
# and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task;
# final checks run when you submit, and try your functions on values and tables that you have not seen.
#
# The table holds pedestrians in the centre of Auckland: one row is one hour, one column is one counter. The second line keeps the year 2019.

# %%
import pandas as pd

counts = pd.read_csv("data/counts.csv")
counts = counts[counts["date"] < "2020-01-01"].copy()
counters = list(counts.columns[2:])
counts.head()

# %% [markdown]
# ## 1. The hour as a number
#
# `split` cuts a text at a mark and gives back a list of its parts; `int` makes a whole number of a text that looks like one:

# %%
parts = "2019-07-04".split("-")
parts, int(parts[1])

# %% [markdown]
# **Your turn.** Write `first_hour(text)`, which gives back the hour at which the count began, as a whole number: 6 for `"6:00-6:59"`. Cut at the colon `":"`.

# %% nbgrader={"grade": false, "grade_id": "hour", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def first_hour(text):
    return int(text.split(":")[0])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "hour_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert first_hour("6:00-6:59") is not None, "Nothing came back. Is there a return?"
assert first_hour("6:00-6:59") != "6", "This is the text '6'; make a number of it with int"
assert first_hour("6:00-6:59") == 6, "The count from 6:00 to 6:59 began at 6"
assert first_hour("17:00-17:59") == 17, "The count from 17:00 to 17:59 began at 17"

# %% nbgrader={"grade": true, "grade_id": "hour_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_function

check_function(
    first_hour,
    [(("0:00-0:59",), 0), (("23:00-23:59",), 23), (("09:00-09:59",), 9), (("10:30-11:29",), 10)],
    message="first_hour gives the number before the first colon.",
)
### END HIDDEN TESTS

# %% [markdown]
# The next cell gives the table a column with your numbers.

# %% nbgrader={"grade": false, "grade_id": "add_hour", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
counts["start"] = counts["hour"].apply(first_hour)
### END SOLUTION

# %% [markdown]
# ## 2. From wide to long
#
# `melt` keeps the columns named in `id_vars` and melts those named in `value_vars`. A small example:

# %%
small = pd.DataFrame({"year": [2021, 2022], "north": [5, 7], "south": [1, 2]})
small.melt(id_vars=["year"], value_vars=["north", "south"], var_name="office", value_name="visits")

# %% [markdown]
# **Your turn.** Make the table `long` from `counts`: keep `date` and `start`, melt the columns in the list `counters`, and name the new columns
# `counter` and `passings`. Do not leave out the blanks; they say that a counter was not there.

# %% nbgrader={"grade": false, "grade_id": "long", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
long = counts.melt(
    id_vars=["date", "start"], value_vars=counters, var_name="counter", value_name="passings"
)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "long_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert set(long.columns) == {"date", "start", "counter", "passings"}, (
    "long should have the four columns date, start, counter and passings"
)
assert len(long) == len(counts) * len(counters), "Each row and counter should give one row"
assert abs(long["passings"].sum() - counts[counters].sum().sum()) < 1, "The total has changed on the way"

# %% nbgrader={"grade": true, "grade_id": "long_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_number, check_series

fresh_table = pd.read_csv("data/counts.csv")
fresh_table = fresh_table[fresh_table["date"] < "2020-01-01"]
fresh_names = list(fresh_table.columns[2:9])
check_number(
    int(long["passings"].isna().sum()),
    int(fresh_table[fresh_names].isna().sum().sum()),
    message="The blanks are still blank.",
)
check_series(
    long.groupby("counter")["passings"].sum(),
    fresh_table[fresh_names].sum(),
    tolerance=0.5,
    order=False,
    message="Every counter has kept its passings.",
)
fresh_start = fresh_table["hour"].str.split(":").str[0].astype(int)
check_series(
    long.groupby("start")["passings"].sum(),
    fresh_table[fresh_names].sum(axis=1).groupby(fresh_start).sum(),
    tolerance=0.5,
    order=False,
    message="Every hour of the day has kept its passings.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. The day to which the hour belongs
#
# `pd.to_datetime` makes dates of text, and a `Timedelta` is a length of time that can be added to a date:

# %%
pd.to_datetime("2020-02-28") + pd.Timedelta(days=2)

# %% [markdown]
# A day of this table begins at 6 in the morning. The hours 0 to 5 stand at its end and belong to the **next** day.
#
# **Your turn.** Write `real_day(date, start)`, which takes a date as text and the hour as a number, and gives back the date of the calendar as pandas
# understands it (not as text): the same day from 6 on, the next day before 6.

# %% nbgrader={"grade": false, "grade_id": "day", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def real_day(date, start):
    day = pd.to_datetime(date)
    if start < 6:
        day = day + pd.Timedelta(days=1)
    return day
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "day_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

assert real_day("2019-07-04", 12) is not None, "Nothing came back. Is there a return?"
assert str(real_day("2019-07-04", 12))[:10] == "2019-07-04", "Noon belongs to the day itself"
assert str(real_day("2019-07-04", 2))[:10] == "2019-07-05", "Two at night belongs to the next day"
assert real_day("2019-07-04", 12) == pd.Timestamp("2019-07-04"), (
    "The date is right, but it is text; pd.to_datetime makes a date of it"
)

# %% nbgrader={"grade": true, "grade_id": "day_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_text, tell

cases = [
    ("2019-12-31", 0, "2020-01-01"),
    ("2020-02-28", 5, "2020-02-29"),
    ("2020-02-28", 6, "2020-02-28"),
    ("2021-02-28", 3, "2021-03-01"),
    ("2022-06-30", 23, "2022-06-30"),
]
for date, start, wanted in cases:
    check_text(
        str(real_day(date, start))[:10],
        wanted,
        message="real_day gives the day of the calendar, at the turn of a month and a year as well.",
    )
assert int(real_day("2019-12-31", 0).year) == 2020, tell("real_day gives back a date with a year.")
### END HIDDEN TESTS

# %% [markdown]
# ## 4. The busiest hour
#
# `groupby` and `mean` you know; `idxmax` gives the label of the largest value. For the long table this is the counter with the largest average:

# %%
# Take away the sign # from the next line and run the cell.
# long.groupby("counter")["passings"].mean().idxmax()

# %% [markdown]
# **Your turn.** Write `busiest_hour(table, counter)`. It takes a **long** table with the columns `counter`, `start` and `passings`, keeps the rows of the one counter,
# and gives back the hour `start` with the largest **average** of passings. If the table has no row for the counter, give back `None`.

# %% nbgrader={"grade": false, "grade_id": "busiest", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def busiest_hour(table, counter):
    rows = table[table["counter"] == counter]
    if len(rows) == 0:
        return None
    return int(rows.groupby("start")["passings"].mean().idxmax())
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "busiest_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

tiny = pd.DataFrame(
    {
        "counter": ["A", "A", "A", "A", "B", "B"],
        "start": [8, 9, 9, 9, 8, 17],
        "passings": [30, 20, 20, 20, 1, 5],
    }
)
assert busiest_hour(tiny, "A") is not None, "Nothing came back. Is there a return?"
assert busiest_hour(tiny, "A") != 9, "9 has the largest sum, because it was counted three times; the average decides"
assert busiest_hour(tiny, "A") == 8, "At A the average is 30 at 8 and 20 at 9"
assert busiest_hour(tiny, "B") == 17, "At B the average is largest at 17"

# %% nbgrader={"grade": true, "grade_id": "busiest_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_function

unseen = pd.DataFrame(
    {
        "counter": ["x", "y", "x", "x", "y", "x", "x"],
        "start": [3, 22, 14, 14, 5, 0, 3],
        "passings": [7, 4, 9, None, 6, 8, 7],
    },
    index=[2, 2, 7, 0, 1, 1, 5],
)
before_call = unseen.copy()
skewed = pd.DataFrame({"counter": ["z"] * 6, "start": [1, 1, 1, 2, 2, 2], "passings": [0, 0, 9, 2, 2, 2]})
check_function(
    busiest_hour,
    [
        ((skewed, "z"), 1),
        ((unseen, "x"), 14),
        ((unseen, "y"), 5),
        ((unseen.sort_values("start"), "x"), 14),
        ((unseen[unseen["start"] != 14], "x"), 0),
        ((unseen, "z"), None),
        ((unseen.head(0), "x"), None),
    ],
    message="busiest_hour compares averages, and leaves blanks out of them.",
)
busiest_hour(unseen, "x")
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Numbers that arrive as text
#
# `replace` puts one text in place of another, and `strip` takes blanks off both ends:

# %%
"  3,250 ".strip().replace(",", ".")

# %% [markdown]
# **Your turn.** Write `to_number(text)` for a form on which a comma separates thousands:
#
# - `"1,234"` becomes the number 1234, and `" 56 "` becomes 56; `"12.5"` becomes 12.5 (`float` makes a number that may have decimals);
# - `""`, `"-"` and `"n/a"` mean that nothing was entered, with or without blanks around them: give back `None`;
# - anything else must **stop with an error**. You need not do anything for that: `float("about 40")` stops by itself.

# %% nbgrader={"grade": false, "grade_id": "number", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def to_number(text):
    plain = text.strip()
    if plain in ["", "-", "n/a"]:
        return None
    return float(plain.replace(",", ""))
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "number_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert to_number("1,234") is not None, "Nothing came back. Is there a return?"
assert abs(to_number("1,234") - 1234) < 0.001, "The comma separates thousands; take it away"
assert abs(to_number("12.5") - 12.5) < 0.001, "12.5 keeps its decimals"
assert to_number(" - ") is None, "A dash means that nothing was entered"

# %% nbgrader={"grade": true, "grade_id": "number_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_function, tell

check_function(
    to_number,
    [
        ((" 56 ",), 56.0),
        (("12,345,678",), 12345678.0),
        (("-3",), -3.0),
        (("0",), 0.0),
        (("n/a",), None),
        (("   ",), None),
        ((" 1,000.25",), 1000.25),
    ],
    tolerance=0.001,
    message="to_number reads amounts, and tells an empty entry from a zero.",
)
refused = 0
for odd in ("about 40", "40 people", "none"):
    try:
        to_number(odd)
    except Exception:
        refused += 1
assert refused == 3, tell("to_number must not guess: a text that is no number should stop with an error.")
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Codes are text
#
# `zfill` fills a text with zeros on the left, up to a length:

# %%
"42".zfill(8)

# %% [markdown]
# **Your turn.** Town codes of **five** characters came back from a spreadsheet; some are numbers now, some are text, and some have lost their zeros.
# Write `mend_codes(codes)`, which takes a list and gives back a list of texts of five characters. `str` makes a text of a number.

# %% nbgrader={"grade": false, "grade_id": "codes", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def mend_codes(codes):
    return [str(code).strip().zfill(5) for code in codes]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "codes_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert mend_codes([1001]) is not None, "Nothing came back. Is there a return?"
assert list(mend_codes([1001, "36061"])) == ["01001", "36061"], (
    "1001 should become '01001', and '36061' should stay as it is"
)

# %% nbgrader={"grade": true, "grade_id": "codes_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_function

check_function(
    mend_codes,
    [
        (([],), []),
        (([7, "08", "  519", 72153],), ["00007", "00008", "00519", "72153"]),
        ((["01001", "01001"],), ["01001", "01001"]),
    ],
    message="mend_codes gives texts of five characters, in the order of the list.",
)
### END HIDDEN TESTS

# %% [markdown]
# **Well done.** Two small functions and one honest date, and the next person can ask this table anything. Save the notebook and submit it.
