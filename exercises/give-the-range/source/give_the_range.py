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
# # Give the range
#
# You put ranges beside shares and differences, test the recipe, and write down a result. Where a cell says `# YOUR CODE HERE`
# and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task; final checks run when you
# submit, and try your functions on numbers that you have not seen. A trainer reads the last task.

# %%
import numpy as np
import pandas as pd

adults = pd.read_csv("data/adults.csv")
workers = pd.read_csv("data/workers.csv")
older = adults[(adults["age_band"] == "60 and over") & (adults["education"] == "degree")]
pd.crosstab(older["sex"], older["in_work"])

# %% [markdown]
# ## 1. The range of a share
#
# The best-known recipe: take the share, and go 1.96 standard errors up and down. It looks like this, in per cent:

# %%
def plain(count, n):
    share = count / n
    error = (share * (1 - share) / n) ** 0.5
    return 100 * (share - 1.96 * error), 100 * (share + 1.96 * error)


[plain(33, 79), plain(0, 24)]

# %% [markdown]
# For none of 24 it makes a range without width, as if one were certain. **Wilson's** recipe holds there too. With $p$ for the share and $z$ for 1.96:
#
# $$\text{middle} = \frac{p + z^2 / 2n}{1 + z^2 / n} \qquad \text{reach} = \frac{z}{1 + z^2 / n}\sqrt{\frac{p(1-p)}{n} + \frac{z^2}{4n^2}}$$
#
# In words: `middle` is the share plus z² / (2n), divided by 1 + z² / n. `reach` is the square root of p(1 − p) / n plus z² / (4n²), times z, divided by 1 + z² / n.
#
# **Your turn.** Write `wilson(count, n)`, which gives back both ends in **per cent**: `return low, high`. A root is `** 0.5`.

# %% nbgrader={"grade": false, "grade_id": "wilson", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def wilson(count, n):
    p, z = count / n, 1.96
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z * (p * (1 - p) / n + z**2 / (4 * n**2)) ** 0.5 / (1 + z**2 / n)
    return 100 * (middle - reach), 100 * (middle + reach)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "wilson_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
ends = wilson(33, 79)
assert ends is not None, "Nothing came back. Is there a return?"
assert len(ends) == 2, "Two numbers should come back, low and high"
assert abs(ends[0] - 31.5) < 0.1, "For 33 of 79 the lower end is about 31.5 per cent"
assert abs(ends[1] - 52.8) < 0.1, "For 33 of 79 the upper end is about 52.8 per cent"

# %% nbgrader={"grade": true, "grade_id": "wilson_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_number


def expected_ends(count, n):
    """The two shares from which the count lies exactly 1.96 standard errors away."""
    z, p = 1.96, count / n
    a, b, c = 1 + z * z / n, -(2 * p + z * z / n), p * p
    root = max(0.0, b * b - 4 * a * c) ** 0.5
    return 100 * (-b - root) / (2 * a), 100 * (-b + root) / (2 * a)


for count, n in ((0, 24), (24, 24), (1, 3), (837, 1561), (5, 50), (50, 1000), (1, 1)):
    low, high = expected_ends(count, n)
    found = wilson(count, n)
    check_number(found[0], low, tolerance=0.001, message="The lower end of the range is right.")
    check_number(found[1], high, tolerance=0.001, message="The upper end of the range is right.")
### END HIDDEN TESTS

# %% [markdown]
# ## 2. The range of a difference
#
# The squared standard error of a share is p(1 − p) / n. For 33 of 79:

# %%
33 / 79 * (1 - 33 / 79) / 79

# %% [markdown]
# For a **difference**, add the squares of both groups, take the root, and go 1.96 times that up and down.
#
# **Your turn.** Write `difference(count_a, n_a, count_b, n_b)`, which gives back three numbers in **percentage points**, `return gap, low, high`: the share of a less the share of b, and both ends of its range.

# %% nbgrader={"grade": false, "grade_id": "gap", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def difference(count_a, n_a, count_b, n_b):
    a, b = count_a / n_a, count_b / n_b
    error = (a * (1 - a) / n_a + b * (1 - b) / n_b) ** 0.5
    return 100 * (a - b), 100 * (a - b - 1.96 * error), 100 * (a - b + 1.96 * error)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "gap_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
three = difference(175, 212, 258, 435)
assert three is not None, "Nothing came back. Is there a return?"
assert len(three) == 3, "Three numbers should come back: gap, low, high"
assert abs(three[0] - 23.2) < 0.1, "175 of 212 and 258 of 435 differ by about 23.2 points"
assert three[1] < three[0] < three[2], "The gap lies between the two ends"

# %% nbgrader={"grade": true, "grade_id": "gap_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_number

words = ("The gap is right.", "The lower end of the range is right.", "The upper end of the range is right.")
for case, wanted in (
    ((50, 100, 50, 100), (0.0, -13.8593, 13.8593)),
    ((33, 79, 23, 74), (10.6911, -4.4575, 25.8397)),
    ((23, 74, 33, 79), (-10.6911, -25.8397, 4.4575)),
    ((10, 10, 40, 200), (80.0, 74.4563, 85.5437)),
    ((1, 4, 900, 1000), (-65.0, -107.4756, -22.5244)),
):
    for number, value, message in zip(difference(*case), wanted, words, strict=True):
        check_number(number, value, tolerance=0.01, message=message)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Does the recipe hold?
#
# Draw from a town in which the truth is known and see. One survey of 50, and the number of people with low pay in it:

# %%
low_pay = (workers["earnings_band"] == "under 10").to_numpy()
np.random.default_rng(4).choice(low_pay, size=50).sum()

# %% [markdown]
# **Your turn.** Write `percent_holding(values, n, times, seed)`. It draws `times` surveys of `n` from `values`, with the seeds `seed`, `seed + 1` and so on, and gives back in what **percentage** of them the range
# of `wilson` holds the true percentage of `values`, both ends included.

# %% nbgrader={"grade": false, "grade_id": "hold", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def percent_holding(values, n, times, seed):
    truth = 100 * values.mean()
    holding = 0
    for turn in range(times):
        low, high = wilson(np.random.default_rng(seed + turn).choice(values, size=n).sum(), n)
        holding += low <= truth <= high
    return 100 * holding / times
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "hold_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import numpy as np

assert percent_holding(low_pay, 100, 200, 1) is not None, "Nothing came back. Is there a return?"
assert 88 < percent_holding(low_pay, 100, 200, 1) < 100, "Of 200 ranges some 95 in 100 should hold the truth"
assert percent_holding(np.array([True, False]), 1, 40, 1) == 100, "The ranges of one person are so wide that all hold 50"

# %% nbgrader={"grade": true, "grade_id": "hold_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import numpy as np
from academy_checks import check_number


def holding(values, n, times, seed):
    truth, good = float(values.mean()), 0
    for turn in range(times):
        p = float(np.random.default_rng(seed + turn).choice(values, size=n).mean())
        good += abs(p - truth) <= 1.96 * (truth * (1 - truth) / n) ** 0.5 + 1e-12
    return 100 * good / times


tenth, half = np.array([True] + [False] * 9), np.array([True, False])
for case in ((tenth, 30, 300, 5), (half, 41, 250, 60), (half, 10, 200, 8), (tenth, 7, 200, 901)):
    check_number(
        percent_holding(*case), holding(*case), tolerance=0.01,
        message="percent_holding counts the surveys whose range holds the truth.",
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 4. From range to verdict
#
# `if` chooses, and the first `return` that is reached ends the function. Three numbers can be compared in one go:

# %%
def where(low, high):
    if low <= 50 <= high:
        return "around a half"
    return "somewhere else"


where(42, 55)

# %% [markdown]
# **Your turn.** Write `verdict(low, high, matters)`. `low` and `high` are the ends of the range of a difference, and a difference smaller than `matters` points, up or down, would not matter. Give back
#
# - `"no difference that matters"` if the whole range lies between `-matters` and `matters`, ends not included,
# - else `"cannot tell"` if the range holds 0,
# - else `"more"` if the range lies above 0, and `"less"` if it lies below.

# %% nbgrader={"grade": false, "grade_id": "verdict", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def verdict(low, high, matters):
    if -matters < low and high < matters:
        return "no difference that matters"
    if low <= 0 <= high:
        return "cannot tell"
    if low > 0:
        return "more"
    return "less"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "verdict_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert verdict(-4.5, 25.8, 2) == "cannot tell", "The range from -4.5 to 25.8 holds 0 and much else"
assert verdict(16.4, 30.1, 2) == "more", "The range from 16.4 to 30.1 lies above 0"
assert verdict(-0.5, 0.6, 2) == "no difference that matters", "All of it is smaller than 2 points"

# %% nbgrader={"grade": true, "grade_id": "verdict_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_function

none = "no difference that matters"
check_function(
    verdict,
    [
        ((-9, -3, 2), "less"),
        ((0.3, 0.8, 2), none),
        ((-0.8, -0.3, 2), none),
        ((0.3, 2, 2), "more"),
        ((-2, -0.3, 2), "less"),
        ((-2, 1, 2), "cannot tell"),
        ((-1, 2, 2), "cannot tell"),
        ((0, 5, 2), "cannot tell"),
        ((-5, 0, 2), "cannot tell"),
        ((0.1, 5, 2), "more"),
        ((-30, 4.9, 5), "cannot tell"),
        ((-4.9, 4.9, 5), none),
    ],
    message="verdict asks first whether the range is small as a whole, and then on which side of 0 it lies.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. In two sentences
#
# Of the people of 60 and over with a degree in our file, 33 of 79 men and 23 of 74 women are in work. The range of the difference runs from −4.5 to 25.8 points.
#
# **Your turn.** Write, between the three quotation marks, two or three sentences, 30 to 110 words, for the equality officer, who has not taken this course.
#
# **A trainer reads it and gives up to three points:** one for both shares, rounded, with the people behind them; one for what the difference could be, from one end to the other, in plain words; one if
# neither a difference nor its absence is claimed, and one thing is named that the range leaves out.

# %% nbgrader={"grade": true, "grade_id": "words", "locked": false, "points": 3, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
answer = """
In our file 33 of the 79 men of 60 and over with a degree are in work, about 42 per cent, and 23 of the 74 women, about 31 per cent. With so few people the difference could be anything from four points in favour
of the women to 26 points in favour of the men, so these data cannot tell whether one group works more often. The range covers chance alone: who did not answer the survey, or has no address, is in neither share.
"""
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "words_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert 30 <= len(answer.split()) <= 110, "Write 30 to 110 words"
assert "79" in answer, "Say how many men are behind the share: 79"
assert "74" in answer, "Say how many women are behind the share: 74"

# %% [markdown]
# **Well done.** Take a figure from your last report: how many people were behind it? Save the notebook and submit it.
