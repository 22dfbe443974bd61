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
# # One page for the committee
#
# The airport safety committee asks: **in which phase of flight does a reported strike most often mention damage?** You have one page.
#
# Each task shows one line of code on an example and then asks for a variation. Where a cell says `# YOUR CODE HERE`
# and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task;
# final checks run when you submit. The five sentences at the end are read by a trainer.

# %%
import pandas as pd

strikes = pd.read_csv("data/strikes.csv")
strikes["damaged"] = strikes["damage"] != "No damage"
strikes[["phase", "damage", "damaged"]].head()

# %% [markdown]
# The new column `damaged` holds `True` or `False`. Its mean is the share of `True`:

# %%
100 * strikes["damaged"].mean()

# %% [markdown]
# ## 1. Share of damage by phase
#
# The same for each time of day, in per cent:

# %%
100 * strikes.groupby("time_of_day")["damaged"].mean()

# %% [markdown]
# **Your turn.** Do this for each `phase`, and name the result `by_phase`.

# %% nbgrader={"grade": false, "grade_id": "shares", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
by_phase = 100 * strikes.groupby("phase")["damaged"].mean()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "shares_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert len(by_phase) == 7, "There are seven phases of flight, so by_phase should hold seven shares"
assert by_phase.max() > 1, "These are shares of 1; multiply by 100 for per cent"
assert by_phase.max() < 100, "No share can be over 100 per cent. Did you take mean() of damaged?"

# %% nbgrader={"grade": true, "grade_id": "shares_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_series

fresh_table = pd.read_csv("data/strikes.csv")
fresh_shares = 100 * fresh_table["damage"].ne("No damage").groupby(fresh_table["phase"]).mean()
check_series(
    by_phase,
    fresh_shares,
    tolerance=0.06,
    order=False,
    message="by_phase holds, for each phase, the percentage of its reports that mention damage.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Only groups that are large enough
#
# A share of eleven reports is an anecdote. Count the reports of each phase first:

# %%
n_phase = strikes.groupby("phase").size()
n_phase

# %% [markdown]
# A condition in square brackets works here as well. This keeps the phases with more than a thousand reports, smallest share first:
# `by_phase[n_phase > 1000].sort_values()`.
#
# **Your turn.** Keep the phases with **at least 30** reports (`>=` means "at least"), with the **largest share first** (`ascending=False` in
# the brackets of `sort_values`). Name the result `chart_table`.

# %% nbgrader={"grade": false, "grade_id": "table", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
chart_table = by_phase[n_phase >= 30].sort_values(ascending=False)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "table_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert "Parked" not in list(chart_table.index), "Parked has 11 reports, fewer than 30"
assert "Taxi" not in list(chart_table.index), "Taxi has 18 reports, fewer than 30"
assert chart_table.iloc[0] == chart_table.max(), "The largest share should come first"
assert chart_table.max() < 100, "chart_table should hold the percentages of by_phase"

# %% nbgrader={"grade": true, "grade_id": "table_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_series

fresh_table = pd.read_csv("data/strikes.csv")
fresh_groups = fresh_table["damage"].ne("No damage").groupby(fresh_table["phase"])
fresh_shares = 100 * fresh_groups.mean()[fresh_groups.size() >= 30]
check_series(
    chart_table,
    fresh_shares.sort_values(ascending=False),
    tolerance=0.06,
    message="chart_table holds the shares of the phases with at least 30 reports, largest first.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. A chart that stands alone
#
# The next cell holds a function that draws bars. You need not read it; it needs a table, a title, a label for the axis,
# and the number at which the bars begin. An example with the time of day:

# %%
def draw(table, title, axis_label, starts_at):
    """Draw horizontal bars with their values."""
    chart = table.iloc[::-1].plot.barh(title=title, xlabel=axis_label, ylabel="", color="#1d4f91")
    chart.set_xlim(left=starts_at)
    chart.bar_label(chart.containers[0], fmt="%.1f", padding=3)
    return chart


by_time = 100 * strikes.groupby("time_of_day")["damaged"].mean()
draw(by_time, "Strikes at dusk mention damage most often", "% of the reports at that time of day", 0);

# %% [markdown]
# **Your turn.** Give your chart what it needs:
#
# - `title`: the finding, in five words or more;
# - `axis_label`: the unit and what it is a share of;
# - `starts_at`: the number at which the bars begin;
# - `description`: a text of fifteen words or more for somebody who cannot see the chart. Say what is compared, and name the
#   phase with the **highest** and the one with the **lowest** share, each with its number.

# %% nbgrader={"grade": false, "grade_id": "chart", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
title = "Strikes in descent and climb mention damage most often"
axis_label = "% of the reports of that phase"
starts_at = 0
description = (
    "Bar chart of five phases of flight, by the share of reports that mention damage. "
    "It is highest in Descent, 18.3 per cent, and lowest in Landing Roll, 5.6 per cent."
)
### END SOLUTION

# %% [markdown]
# Run this cell to see your chart.

# %%
# Take away the sign # from the next line.
# draw(chart_table, title, axis_label, starts_at);

# %% nbgrader={"grade": true, "grade_id": "chart_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert len(title.split()) >= 5, "The title should say the finding, in five words or more"
assert len(axis_label.split()) >= 2, "The label should say the unit and what it is a share of"
assert starts_at is not None, "starts_at should be a number"
assert len(description.split()) >= 15, "The description should have fifteen words or more"

# %% nbgrader={"grade": true, "grade_id": "chart_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import re

import pandas as pd
from academy_checks import check_number, tell

check_number(starts_at, 0, message="Bars begin at zero, since the eye compares their lengths.")
plain_label = str(axis_label).casefold()
assert any(sign in plain_label for sign in ("%", "per cent", "percent")), tell(
    "The label of the axis should say that the unit is per cent."
)
fresh_table = pd.read_csv("data/strikes.csv")
fresh_groups = fresh_table["damage"].ne("No damage").groupby(fresh_table["phase"])
fresh_shares = 100 * fresh_groups.mean()[fresh_groups.size() >= 30]
plain_text = " ".join(str(description).casefold().replace(",", ".").split())
numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", plain_text)]
for which, phase in (("highest", fresh_shares.idxmax()), ("lowest", fresh_shares.idxmin())):
    assert phase.casefold() in plain_text, tell(f"The description should name the phase with the {which} share.")
    assert any(abs(number - fresh_shares[phase]) < 0.6 for number in numbers), tell(
        f"The description should give the number of the {which} share."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 4. How much does an axis exaggerate?
#
# If bars begin at `start`, a value `a` has the length `a - start`. This function gives that length:

# %%
def length_of_bar(a, start):
    return a - start


length_of_bar(13.9, 9)

# %% [markdown]
# **Your turn.** Write `looks_times(a, b, start)`, which gives back how many times as long as the bar of `b` the bar of `a` looks.

# %% nbgrader={"grade": false, "grade_id": "axis", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def looks_times(a, b, start):
    return (a - start) / (b - start)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "axis_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert looks_times(30, 10, 0) is not None, "Nothing came back. Is there a return?"
assert abs(looks_times(30, 10, 0) - 3) < 0.001, "From zero, 30 looks three times as long as 10"
assert abs(looks_times(30, 10, 5) - 5) < 0.001, "From 5, the bars are 25 and 5 long: five times"

# %% nbgrader={"grade": true, "grade_id": "axis_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_function

check_function(
    looks_times,
    [((60, 50, 40), 2.0), ((13.9, 9.7, 9), 7.0), ((2, 8, 0), 0.25), ((-1, -3, -5), 2.0), ((7, 7, 3), 1.0)],
    tolerance=0.001,
    message="looks_times compares the lengths as they are drawn.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Five sentences
#
# Write the text that stands below your chart, for the committee: **finding, comparison, source, limit, consequence**, one
# sentence each. Write them as a list of five texts, between square brackets, with commas between them:
#
# ```python
# sentences = [
#     "The finding, with its figure.",
#     "The comparison.",
#     "Where it comes from.",
#     "What it cannot show.",
#     "What follows.",
# ]
# ```
#
# **A trainer reads these and gives up to three points:** one for a right finding and comparison, each with figure and
# denominator; one for the source, and a limit that matters here and says which way it points; one for a consequence that
# follows from the figures and claims no more.

# %% nbgrader={"grade": true, "grade_id": "words", "locked": false, "points": 3, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
sentences = [
    "Reports of strikes during descent mention damage most often, in 18.3 per cent of 399 reports.",
    "During the landing roll it is 5.6 per cent, and over all reports 10.6 per cent.",
    "The figures rest on 10,000 reports from fifty airports, filed voluntarily with the FAA from 1990 to July 2002.",
    "They count reports and not strikes, and a harmless strike is easily left unreported, so the true shares are probably lower.",
    "If the committee looks at one phase first, descent and climb deserve it, subject to how many flights they concern.",
]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "words_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import re

assert len(sentences) == 5, "There should be five sentences in the list"
assert all(len(sentence.split()) >= 5 for sentence in sentences), (
    "A sentence of fewer than five words is hardly one"
)
assert all(len(sentence.split()) <= 45 for sentence in sentences), (
    "One of the sentences has more than 45 words; what could go?"
)
assert len(set(re.findall(r"\d+(?:[.,]\d+)?", " ".join(sentences)))) >= 2, (
    "A finding and a comparison need at least two figures"
)

# %% [markdown]
# **Well done.** Read your sentences aloud once. Then save the notebook and submit it.
