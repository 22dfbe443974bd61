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
# # First look at a register
#
# You need no experience. Each task explains one line of code with an example and then asks you for
# a small variation of it.
#
# **How it works**
#
# - Click a cell and press **Shift + Enter** to run it. Run the cells from top to bottom.
# - Where a cell says `# YOUR CODE HERE` and `raise NotImplementedError()`, delete those two lines and
#   write yours in their place.
# - Below each task stand **practice checks**. Run them as often as you like: if they say nothing, you are on
#   the right track. If they complain, read the last line of the message.
# - When you submit, **final checks** run as well. They also try your answer on data that you have not seen.
#
# If you get lost, choose *Kernel → Restart Kernel and Run All Cells…* and look at the first message.
#
# The table holds reports of collisions between aircraft and wildlife, as filed with the United States Federal
# Aviation Administration from 1990 to 2002. One row is one report. Your table may be a random nine tenths of
# the register, drawn for you alone; your figures then differ a little from your neighbour's.

# %%
import pandas as pd

strikes = pd.read_csv("data/strikes.csv")
strikes["year"] = strikes["date"].str[:4].astype(int)
strikes.head()

# %% [markdown]
# The last line shows the first five rows. The line before it adds a column: the first four
# characters of the date, as a number.
#
# ## 1. How large is the table?
#
# `len` counts. It works on lists and on tables alike:

# %%
animals = ["goose", "starling", "deer"]
len(animals)

# %% [markdown]
# For a table, `len(table)` is the number of rows. `table.columns` is the list of its column names.
#
# **Your turn.** Give the name `n_reports` to the number of rows of `strikes`, and the name `n_columns` to
# the number of its columns. To give a name, write it on the left of an equals sign: `n_animals = len(animals)`.

# %% nbgrader={"grade": false, "grade_id": "size", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
n_reports = len(strikes)
n_columns = len(strikes.columns)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "size_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert n_reports == int(n_reports), "n_reports should be a whole number: len(strikes)"
assert n_reports > n_columns, "This table has more rows than columns; are the two names swapped?"
assert n_columns > 1, "n_columns should count the columns: len(strikes.columns)"

# %% nbgrader={"grade": true, "grade_id": "size_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_number

fresh_table = pd.read_csv("data/strikes.csv")
check_number(n_reports, len(fresh_table), message="n_reports counts the rows of the file.")
check_number(
    n_columns,
    len(fresh_table.columns) + 1,
    message="n_columns counts the columns of the file and the column year that the first cell adds.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Pick out rows
#
# To keep only some rows, write the condition in square brackets. Two equals signs ask "is it equal?".

# %%
at_night = strikes[strikes["time_of_day"] == "Night"]
len(at_night)

# %% [markdown]
# Read it from the inside: `strikes["time_of_day"]` is one column, `== "Night"` asks each row a question, and
# the outer brackets keep the rows that answered yes.
#
# **Your turn.** Make the table `substantial` of the reports whose `damage` is `"Substantial"`, and give the name
# `n_substantial` to the number of its rows.

# %% nbgrader={"grade": false, "grade_id": "rows", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
substantial = strikes[strikes["damage"] == "Substantial"]
n_substantial = len(substantial)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "rows_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert "damage" in list(substantial.columns), "substantial should be a table: strikes[ ... ]"
assert n_substantial == len(substantial), "n_substantial should count the rows of substantial"
assert n_substantial > 0, "No row was kept. Is the word spelled Substantial, with a capital S?"
assert n_substantial < len(strikes), "All rows were kept. Did you write a condition in the brackets?"

# %% nbgrader={"grade": true, "grade_id": "rows_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_number, check_one_of

fresh_table = pd.read_csv("data/strikes.csv")
check_number(
    n_substantial,
    int(fresh_table["damage"].eq("Substantial").sum()),
    message="n_substantial counts the reports with substantial damage, and no others.",
)
for found in substantial["damage"].unique().tolist():
    check_one_of(found, ["Substantial"], message="Only substantial damage belongs in the table.")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Count the blanks
#
# `isna()` ("is not available") marks the blanks of a column, and `sum()` counts the marks. The column `airport` has no blank:

# %%
strikes["airport"].isna().sum()

# %% [markdown]
# **Your turn.** Give the name `missing_speed` to the number of blanks in the column `speed_knots`. Then give the
# name `percent_missing_speed` to the percentage of all rows that this is. A percentage is *part divided by whole times
# 100*; a star multiplies: `100 * part / whole`.

# %% nbgrader={"grade": false, "grade_id": "blanks", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
missing_speed = strikes["speed_knots"].isna().sum()
percent_missing_speed = 100 * missing_speed / len(strikes)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "blanks_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert missing_speed == int(missing_speed), "missing_speed should be one whole number"
assert 0 < missing_speed < len(strikes), "Some rows lack a speed, and not all of them"
assert percent_missing_speed > 1, "That looks like a share between 0 and 1; multiply it by 100"
assert abs(percent_missing_speed - 100 * missing_speed / len(strikes)) < 0.06, (
    "The percentage should be 100 * missing_speed / number of rows"
)

# %% nbgrader={"grade": true, "grade_id": "blanks_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_number

fresh_blanks = pd.read_csv("data/strikes.csv")["speed_knots"].isna()
check_number(missing_speed, int(fresh_blanks.sum()), message="missing_speed counts blanks only.")
check_number(
    percent_missing_speed,
    100 * float(fresh_blanks.mean()),
    tolerance=0.06,
    message="percent_missing_speed is the blanks as a percentage of all rows.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Zeros that are blanks
#
# The column `cost_usd` has no blank, yet in most rows it is 0, even where the damage was substantial. There a zero
# means that nobody entered a cost. `mean()` gives the average of a column:

# %%
strikes["speed_knots"].mean()

# %% [markdown]
# **Your turn.** Give the name `mean_cost_all` to the mean of `cost_usd` over all rows. Then keep only the rows in
# which `cost_usd` is greater than 0 (write `> 0`), and give the name `mean_cost_entered` to their mean.

# %% nbgrader={"grade": false, "grade_id": "zeros", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
mean_cost_all = strikes["cost_usd"].mean()
entered = strikes[strikes["cost_usd"] > 0]
mean_cost_entered = entered["cost_usd"].mean()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "zeros_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert mean_cost_all > 0, "mean_cost_all should be the mean of the whole column, zeros included"
assert mean_cost_entered > 10 * mean_cost_all, (
    "Without the zeros the mean should be far larger. Did you keep only rows with cost_usd > 0?"
)

# %% nbgrader={"grade": true, "grade_id": "zeros_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_number

fresh_costs = pd.read_csv("data/strikes.csv")["cost_usd"]
check_number(
    mean_cost_all,
    float(fresh_costs.mean()),
    tolerance=0.6,
    message="mean_cost_all is the mean over every row.",
)
check_number(
    mean_cost_entered,
    float(fresh_costs[fresh_costs > 0].mean()),
    tolerance=0.6,
    message="mean_cost_entered is the mean over the rows with a cost above 0.",
)
### END HIDDEN TESTS

# %% [markdown]
# Look at the two figures. Neither is "the cost of a strike": the first counts silence as nothing, the second knows only
# the two reports in a hundred whose cost somebody took the trouble to enter.
#
# ## 5. Your first function
#
# A **function** is a recipe with a name. `def` begins it, the names in brackets are its ingredients, and `return`
# hands the result back. This one counts the reports at a given time of day, in any table that it is handed:

# %%
def count_time(table, time):
    return len(table[table["time_of_day"] == time])


count_time(strikes, "Dusk")

# %% [markdown]
# **Your turn.** Write the function `count_phase(table, phase)`, which gives back the number of rows of `table`
# whose column `phase` equals the given phase. Mind that the two lines belong together: the second is set in by four
# spaces.

# %% nbgrader={"grade": false, "grade_id": "phase", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def count_phase(table, phase):
    return len(table[table["phase"] == phase])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "phase_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks: a table of three made-up rows
import pandas as pd

three_rows = pd.DataFrame({"phase": ["Climb", "Taxi", "Climb"]})
assert count_phase(three_rows, "Climb") is not None, "Nothing came back. Is there a return?"
assert count_phase(three_rows, "Climb") == 2, (
    "Two of the three rows are Climb. Inside the function, use table and not strikes"
)
assert count_phase(three_rows, "Taxi") == 1, "One of the three rows is Taxi. Do you use phase?"

# %% nbgrader={"grade": true, "grade_id": "phase_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_function

unseen = pd.DataFrame(
    {"size": ["Small", "Large", "Small", "Small"], "phase": ["Climb", "Descent", "Descent", "Parked"]},
    index=[7, 3, 3, 1],
)
nobody = unseen[unseen["phase"] == "Taxi"]
before_call = unseen.copy()
check_function(
    count_phase,
    [
        ((unseen, "Descent"), 2),
        ((unseen, "Parked"), 1),
        ((unseen, "Approach"), 0),
        ((nobody, "Climb"), 0),
    ],
    message="count_phase counts the rows with the given phase in the given table.",
)
count_phase(unseen, "Climb")
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 6. What may you say?
#
# `value_counts()` counts how often each value occurs, and `sort_index()` puts the values in order:

# %%
strikes["size"].value_counts().sort_index()

# %% [markdown]
# **Your turn.** Give the name `reports_per_year` to the same count for the column `year`.
#
# Then decide which of these sentences **the table supports**, and give its letter in quotation marks to the name
# `supported`, for instance `supported = "a"`.
#
# - **a** The number of collisions with wildlife more than doubled between 1990 and 2001.
# - **b** The number of reports in this extract more than doubled between 1990 and 2001.
# - **c** Flying became more dangerous between 1990 and 2001.
# - **d** Collisions became rarer in 2002.

# %% nbgrader={"grade": false, "grade_id": "reading", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
reports_per_year = strikes["year"].value_counts().sort_index()
supported = "b"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reading_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert len(reports_per_year) == 13, "There are 13 years, from 1990 to 2002; count the column year"
assert list(reports_per_year.index) == sorted(reports_per_year.index), (
    "The years should stand in order; add .sort_index()"
)
assert reports_per_year.sum() == len(strikes), "The counts should add up to all reports"

# %% nbgrader={"grade": true, "grade_id": "reading_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_number, check_text, tell

assert str(supported).strip().casefold() != "a", tell(
    "The rows are reports. Whether collisions rose as much is what they cannot show."
)
assert str(supported).strip().casefold() != "c", tell(
    "Danger would need flights and harm to people; the table holds neither."
)
assert str(supported).strip().casefold() != "d", tell(
    "The extract ends in July 2002, so that year is not whole."
)
check_text(supported, "b", message="The sentence is one that reports can support.")
fresh_years = pd.read_csv("data/strikes.csv")["date"].str[:4]
check_number(
    reports_per_year.loc[2001],
    int((fresh_years == "2001").sum()),
    message="2001 has its number of reports.",
)
### END HIDDEN TESTS

# %% [markdown]
# **Well done.** Save the notebook and submit it. On the result page you will see each task in words.
