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
# # Ask and reach
#
# You mark the faults of a questionnaire, work out whom an online form would hear, and mend two questions. Where a cell says `# YOUR CODE HERE`
# and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task; final checks run when you
# submit, and try your functions on tables that you have not seen. A trainer reads the last task.
#
# A file of adults from the American Community Survey of 2012 stands for the people of a town. One row is one adult.

# %%
import pandas as pd

adults = pd.read_csv("data/adults.csv")
adults.head()

# %% [markdown]
# ## 1. Find the fault
#
# Each of these seven questions has one main fault, or none. The codes are
#
# - `"leads"`: it tells people what they should say;
# - `"two"`: it asks two things at once;
# - `"memory"`: people cannot know the answer;
# - `"boxes"`: its answers overlap or leave gaps;
# - `"jargon"`: it uses the office's words;
# - `"assumes"`: it takes something for granted that need not be so;
# - `"good"`: it can be used as it is.

# %%
questions = {
    "q1": "Is the office easy to reach and open at the right hours? Yes / No",
    "q2": "How many days did you wait? 0 to 5 / 5 to 10 / 10 to 20",
    "q3": "Do you agree that our hard-working staff deserve better rooms? Yes / No",
    "q4": "When you last came to the office, did you get the form you needed? Yes / No / I never came",
    "q5": "How often have you telephoned a public office in the last five years? ____ times",
    "q6": "Why do you prefer our online form to paper? ____",
    "q7": "Were you informed of the statutory limitation period for reconsideration? Yes / No",
}

# %% [markdown]
# A dictionary joins each key to a value. For two other questions it would read `{"a": "leads", "b": "good"}`.
#
# **Your turn.** Give the name `faults` to a dictionary with the keys `"q1"` to `"q7"` and one code for each.

# %% nbgrader={"grade": false, "grade_id": "faults", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
faults = {
    "q1": "two",
    "q2": "boxes",
    "q3": "leads",
    "q4": "good",
    "q5": "memory",
    "q6": "assumes",
    "q7": "jargon",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "faults_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
codes = {"leads", "two", "memory", "boxes", "jargon", "assumes", "good"}
assert set(faults) == {"q1", "q2", "q3", "q4", "q5", "q6", "q7"}, "faults should have the keys q1 to q7"
assert set(faults.values()) <= codes, "Each value should be one of the seven codes"
assert len(set(faults.values())) > 1, "Not all of them have the same fault"

# %% nbgrader={"grade": true, "grade_id": "faults_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_text, tell

hints = {
    "q1": ("two", "q1: what would somebody answer who finds the office easily and always closed?"),
    "q2": ("boxes", "q2: which box belongs to somebody who waited five days, or thirty?"),
    "q3": ("leads", "q3: who would like to say No to that?"),
    "q4": ("good", "q4: look for one thing, a clear moment, and a box for everybody."),
    "q5": ("memory", "q5: do you know it of yourself?"),
    "q6": ("assumes", "q6: what about somebody who prefers paper?"),
    "q7": ("jargon", "q7: would your neighbour use these words?"),
}
for key, (wanted, hint) in hints.items():
    check_text(faults[key], wanted, message=hint)
### END HIDDEN TESTS

# %% [markdown]
# ## 2. How many would answer?
#
# Suppose that we knew how many in a hundred of each age band answer an online form. These numbers are **assumed**:

# %%
online = {"18 to 44": 40, "45 to 59": 25, "60 and over": 10}
sizes = adults.groupby("age_band").size()
sizes

# %% [markdown]
# `pd.Series(...)` makes a column of a dictionary, and two columns with the same labels are multiplied label by label. If one in two of everybody answered:

# %%
half = pd.Series({"18 to 44": 50, "45 to 59": 50, "60 and over": 50})
sizes * half / 100

# %% [markdown]
# **Your turn.** Write `expected_answers(table, rates)`, which gives back for each `age_band` of the table how many answers are to be expected. `rates` is a
# dictionary such as `online`. Do not round.

# %% nbgrader={"grade": false, "grade_id": "expected", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def expected_answers(table, rates):
    return table.groupby("age_band").size() * pd.Series(rates) / 100
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "expected_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

village = pd.DataFrame({"age_band": ["young", "young", "young", "old"], "in_work": ["yes", "no", "yes", "no"]})
answers = expected_answers(village, {"young": 50, "old": 100})
assert answers is not None, "Nothing came back. Is there a return?"
assert abs(answers["young"] - 1.5) < 0.001, "Half of three young people are 1.5 expected answers"
assert abs(answers["old"] - 1) < 0.001, "All of one old person is 1 expected answer"

# %% nbgrader={"grade": true, "grade_id": "expected_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_series

fresh_table = pd.read_csv("data/adults.csv")
fresh_sizes = fresh_table.groupby("age_band").size()
for fresh_rates in (
    {"18 to 44": 40, "45 to 59": 25, "60 and over": 10},
    {"60 and over": 33, "18 to 44": 0, "45 to 59": 100},
):
    check_series(
        expected_answers(fresh_table, dict(fresh_rates)),
        fresh_sizes * pd.Series(fresh_rates) / 100,
        tolerance=0.001,
        order=False,
        message="expected_answers multiplies each band by its own rate.",
    )
unseen = pd.DataFrame({"age_band": list("abacab"), "in_work": ["yes"] * 6}, index=[1, 1, 2, 3, 0, 0])
before_call = unseen.copy()
check_series(
    expected_answers(unseen, {"b": 10, "c": 50, "a": 20}),
    pd.Series({"a": 0.6, "b": 0.2, "c": 0.5}),
    tolerance=0.001,
    order=False,
    message="expected_answers works for other bands.",
)
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. What would they say?
#
# The share in work in the whole town, in per cent:

# %%
100 * (adults["in_work"] == "yes").mean()

# %% [markdown]
# Among those who **answer** it is another share, because the bands answer unequally. Each person counts with the rate of the own band. `map` looks up each
# value of a column in a dictionary:

# %%
adults["age_band"].map(online).head()

# %% [markdown]
# **Your turn.** Write `share_in_work(table, rates)`, which gives back the percentage in work among the answers to be expected: add up the rates of the people in work, add up the
# rates of all people, and divide. If nobody answers, give back `None`.

# %% nbgrader={"grade": false, "grade_id": "share", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def share_in_work(table, rates):
    chance = table["age_band"].map(rates)
    if chance.sum() == 0:
        return None
    return 100 * chance[table["in_work"] == "yes"].sum() / chance.sum()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "share_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

village = pd.DataFrame({"age_band": ["young", "young", "old", "old"], "in_work": ["yes", "yes", "no", "no"]})
assert share_in_work(village, {"young": 20, "old": 20}) is not None, "Nothing came back. Is there a return?"
assert abs(share_in_work(village, {"young": 20, "old": 20}) - 50) < 0.001, (
    "If all answer equally, the answers show the share of the village: 50 per cent"
)
assert abs(share_in_work(village, {"young": 30, "old": 10}) - 75) < 0.001, (
    "The young answer three times as often, so three answers in four come from people in work"
)

# %% nbgrader={"grade": true, "grade_id": "share_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_function, check_number

fresh_table = pd.read_csv("data/adults.csv")
yes = fresh_table["in_work"].eq("yes")
town = 100 * float(yes.mean())
fresh_rates = {"18 to 44": 40, "45 to 59": 25, "60 and over": 10}
weights = fresh_table["age_band"].map(fresh_rates)
wanted = 100 * float(weights[yes].sum() / weights.sum())
unseen = pd.DataFrame(
    {"age_band": ["a", "b", "b", "c"], "in_work": ["no", "yes", "no", "yes"]}, index=[6, 6, 0, 2]
)
before_call = unseen.copy()
check_function(
    share_in_work,
    [
        ((fresh_table, fresh_rates), wanted),
        ((unseen, {"a": 10, "b": 20, "c": 50}), 70.0),
        ((unseen, {"a": 10, "b": 0, "c": 0}), 0.0),
        ((unseen, {"a": 0, "b": 0, "c": 0}), None),
        ((unseen.iloc[[3, 1, 0, 2]], {"c": 50, "b": 20, "a": 10}), 70.0),
    ],
    tolerance=0.001,
    message="share_in_work lets each person count with the rate of the own band.",
)
for rate in (1, 17, 100):
    check_number(
        share_in_work(fresh_table, dict.fromkeys(fresh_rates, rate)),
        town,
        tolerance=0.001,
        message="With equal rates the answers show the share of the town, however few they are.",
    )
share_in_work(unseen, {"a": 1, "b": 2, "c": 3})
check_frame(unseen, before_call, index=True, message="The table that was handed in is unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# Try it: what does a paper form do that brings the oldest band to 25 in a hundred?

# %%
# Take away the sign # from the next line and run the cell.
# share_in_work(adults, {"18 to 44": 40, "45 to 59": 25, "60 and over": 25})

# %% [markdown]
# ## 4. Who is heard too little?
#
# **Your turn.** Write `least_heard(table, rates)`, which gives back the **name of the band** whose share of the answers falls furthest below its share of the town, in
# percentage points. Use your function `expected_answers`; `sizes / sizes.sum()` turns numbers into shares, and `.idxmax()` gives the label of the largest value.

# %% nbgrader={"grade": false, "grade_id": "least", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def least_heard(table, rates):
    sizes = table.groupby("age_band").size()
    answers = expected_answers(table, rates)
    gap = sizes / sizes.sum() - answers / answers.sum()
    return gap.idxmax()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "least_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import pandas as pd

village = pd.DataFrame({"age_band": ["young"] * 6 + ["old"] * 4, "in_work": ["yes"] * 10})
assert least_heard(village, {"young": 50, "old": 10}) is not None, "Nothing came back. Is there a return?"
assert least_heard(village, {"young": 50, "old": 10}) == "old", "The old answer least and lose share"
assert least_heard(village, {"young": 5, "old": 10}) == "young", "Here the young answer less than the old"

# %% nbgrader={"grade": true, "grade_id": "least_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_function

fresh_table = pd.read_csv("data/adults.csv")
unseen = pd.DataFrame({"age_band": ["p"] * 10 + ["q"] * 2 + ["r"] * 8, "in_work": ["no"] * 20})
check_function(
    least_heard,
    [
        ((fresh_table, {"18 to 44": 40, "45 to 59": 25, "60 and over": 10}), "60 and over"),
        ((fresh_table, {"18 to 44": 10, "45 to 59": 25, "60 and over": 40}), "18 to 44"),
        ((unseen, {"p": 20, "q": 1, "r": 40}), "p"),
        ((unseen.sample(frac=1, random_state=5), {"p": 40, "q": 40, "r": 20}), "r"),
    ],
    message="least_heard compares shares of the town with shares of the answers, and not rates alone.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Mend it
#
# Here are two questions from a form about the town's library.
#
# 1. *Do you agree that our popular library should be open on Sundays and lend out tools? Yes / No*
# 2. *How many books did you borrow in the last three years? 0 to 10 / 10 to 50*
#
# **Your turn.** Write, between the three quotation marks, a better version of each with its answers, and one or two sentences on how people without the internet will be asked.
#
# **A trainer reads it and gives up to three points:** one for each question that is neutral, asks one thing that people can answer, and has a box for everybody; one for a route that would really reach people
# who are not online, and says who does what.

# %% nbgrader={"grade": true, "grade_id": "mended", "locked": false, "points": 3, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
mended = """
1. On which days should the library be open? Monday to Saturday, as now / Sunday as well / Sunday instead of Monday / I do not mind
A second question asks about tools: Would you borrow tools from the library? Yes / No / I am not sure
2. When did you last borrow a book from the library? In the last month / In the last year / Longer ago / Never
Paper forms lie at the doctor's, the food bank and the two grocers with a box beside them; library staff collect them each Friday.
A volunteer of the carers' association reads the form to people at home and writes down their answers.
"""
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "mended_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert len(mended.split()) >= 50, "Two questions with answers and a route need fifty words or more"
assert len(mended.split()) <= 220, "That is more than 220 words; what could go?"
assert mended.count("/") >= 3, "Write the answers of each question, with a stroke / between them"
assert "do you agree" not in mended.lower(), "A question that begins with Do you agree leads"

# %% [markdown]
# **Well done.** Before you send out a form of your own, sit beside one person who fills it in. Save the notebook and submit it.
