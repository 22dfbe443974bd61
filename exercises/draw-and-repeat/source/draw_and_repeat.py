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
# # Draw and repeat
#
# You draw surveys from a town that does not change, and measure what chance does. Where a cell says `# YOUR CODE HERE`
# and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task; final checks run when you
# submit, and try your functions on values that you have not seen.
#
# The town is the file of 12,000 full-time workers. `low_pay` says of each whether he or she earned less than ten dollars an hour.

# %%
import numpy as np
import pandas as pd

workers = pd.read_csv("data/workers.csv")
low_pay = (workers["earnings_band"] == "under 10").to_numpy()
100 * low_pay.mean()

# %% [markdown]
# ## 1. Draw one survey
#
# `np.random.default_rng(seed)` makes a source of chance, and its `choice` draws. Each draw is made from all values, so one may be drawn twice. Here are five draws from a bag with three balls:

# %%
rng = np.random.default_rng(7)
rng.choice(["red", "green", "blue"], size=5)

# %% [markdown]
# **Your turn.** Write `sample_share(values, n, seed)`. It draws `n` of the values, which are `True` or `False`, with a source of chance made from `seed`, and gives back the
# **percentage** of `True` among the drawn ones.

# %% nbgrader={"grade": false, "grade_id": "draw", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def sample_share(values, n, seed):
    rng = np.random.default_rng(seed)
    return 100 * rng.choice(values, size=n).mean()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "draw_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import numpy as np

assert sample_share(np.array([True]), 10, 1) is not None, "Nothing came back. Is there a return?"
assert sample_share(np.array([True]), 10, 1) == 100, "Where everybody is True, every survey finds 100 per cent"
coin = np.array([True, False])
assert sample_share(coin, 50, 3) == sample_share(coin, 50, 3), "The same seed should draw the same people"
assert len({float(sample_share(coin, 50, seed)) for seed in range(20)}) > 3, "Other seeds should draw other people"

# %% nbgrader={"grade": true, "grade_id": "draw_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import numpy as np
from academy_checks import check_number, tell

quarter = np.array([True, False, False, False])
check_number(
    sample_share(quarter, 40000, 5), 25, tolerance=1.5, message="A very large survey lies near the truth."
)
check_number(sample_share(np.array([False, False]), 30, 2), 0, message="Where nobody is True, a survey finds 0.")
singles = [float(sample_share(quarter, 1, seed)) for seed in range(200)]
assert set(singles) == {0.0, 100.0}, tell("A survey of one person finds 0 or 100 per cent.")
assert 25 <= sum(share == 100 for share in singles) <= 80, tell("The draws are not by chance from all values.")
tens = [float(sample_share(quarter, 10, seed)) for seed in range(100)]
assert all(abs(share / 10 - round(share / 10)) < 1e-9 for share in tens), tell("A survey of ten finds whole tenths.")
assert tens == [float(sample_share(quarter, 10, seed)) for seed in range(100)], tell("The seed is not used.")
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Draw many
#
# A list can be built from a loop. Here are three surveys of 20 with different seeds:

# %%
[sample_share(low_pay, 20, 100 + turn) for turn in range(3)]

# %% [markdown]
# **Your turn.** Write `many_shares(values, n, times, seed)`, which gives back a **list of `times` shares**, each from a survey of `n`. Every survey needs its own seed: use
# `seed`, `seed + 1`, `seed + 2` and so on.

# %% nbgrader={"grade": false, "grade_id": "many", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def many_shares(values, n, times, seed):
    return [sample_share(values, n, seed + turn) for turn in range(times)]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "many_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert many_shares(low_pay, 50, 8, 1) is not None, "Nothing came back. Is there a return?"
assert len(many_shares(low_pay, 50, 8, 1)) == 8, "Eight surveys should give eight shares"
assert len({float(share) for share in many_shares(low_pay, 50, 8, 1)}) > 2, (
    "The surveys should differ; does each have its own seed?"
)

# %% nbgrader={"grade": true, "grade_id": "many_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import numpy as np
from academy_checks import check_number, tell

third = np.array([True, False, False])
for n in (25, 100, 400):
    shares = np.array([float(share) for share in many_shares(third, n, 300, 11)])
    wanted = 100 * (2 / 9 / n) ** 0.5
    check_number(
        shares.std(), wanted, tolerance=0.2 * wanted, message="The shares spread as surveys of this size should."
    )
    check_number(shares.mean(), 100 / 3, tolerance=4 * wanted / 300**0.5, message="The shares lie around the truth.")
first = [float(share) for share in many_shares(third, 60, 30, 5)]
assert len(first) == 30, tell("There should be as many shares as times says.")
assert first == [float(share) for share in many_shares(third, 60, 30, 5)], tell("The seed is not used.")
assert first != [float(share) for share in many_shares(third, 60, 30, 900)], tell("The seed is not used.")
assert first[1:] == [float(share) for share in many_shares(third, 60, 29, 6)], tell(
    "Use seed, seed + 1, seed + 2 and so on."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. The middle 95
#
# `np.percentile(values, 10)` gives the value below which ten in a hundred lie. The middle 80 in a hundred of these numbers:

# %%
numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
[np.percentile(numbers, 10), np.percentile(numbers, 90)]

# %% [markdown]
# **Your turn.** Write `middle_95(shares)`, which gives back the lower and the upper end of the **middle 95 in a hundred**: `return low, high`.

# %% nbgrader={"grade": false, "grade_id": "middle", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def middle_95(shares):
    return np.percentile(shares, 2.5), np.percentile(shares, 97.5)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "middle_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
ends = middle_95(list(range(201)))
assert ends is not None, "Nothing came back. Is there a return?"
assert len(ends) == 2, "Two numbers should come back, low and high"
assert ends[0] < ends[1], "The lower end comes first"
assert ends[0] + ends[1] == 200, "Of the numbers 0 to 200 as many should be left out below as above"

# %% nbgrader={"grade": true, "grade_id": "middle_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_number

for values, low, high in (
    (list(range(401)), 10, 390),
    ([4.0] * 50, 4, 4),
    (list(range(1000, -1, -1)), 25, 975),
    ([float(number**2) for number in range(41)], 1, 1521),
):
    found = middle_95(list(values))
    check_number(found[0], low, tolerance=0.001, message="The lower end leaves out 2.5 in a hundred.")
    check_number(found[1], high, tolerance=0.001, message="The upper end leaves out 2.5 in a hundred.")
### END HIDDEN TESTS

# %% [markdown]
# Try it with the town, for two sizes of survey.

# %%
# Take away the sign # from the next two lines and run the cell.
# print(middle_95(many_shares(low_pay, 100, 1000, 1)))
# print(middle_95(many_shares(low_pay, 400, 1000, 1)))

# %% [markdown]
# ## 4. How often so far apart?
#
# `zip` goes through two lists side by side, and `abs` drops the sign:

# %%
[abs(a - b) for a, b in zip([10, 20, 30], [12, 20, 25])]

# %% [markdown]
# **Your turn.** Write `percent_apart(values, n, gap, times, seed)`. It draws `times` **pairs** of surveys of `n` and gives back in what **percentage** of the pairs the two shares lie `gap` points
# **or more** apart, up or down. Use `many_shares` twice, the second time with a seed that is larger by `times`, so that no survey is drawn twice.

# %% nbgrader={"grade": false, "grade_id": "apart", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def percent_apart(values, n, gap, times, seed):
    first = many_shares(values, n, times, seed)
    second = many_shares(values, n, times, seed + times)
    far = [abs(a - b) >= gap for a, b in zip(first, second)]
    return 100 * sum(far) / times
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "apart_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert percent_apart(low_pay, 100, 5.5, 100, 1) is not None, "Nothing came back. Is there a return?"
assert percent_apart(low_pay, 100, 0, 100, 1) == 100, "All pairs lie 0 points or more apart"
assert percent_apart(low_pay, 100, 101, 100, 1) == 0, "No pair can lie more than 100 points apart"
assert 10 < percent_apart(low_pay, 100, 5.5, 100, 1) < 60, (
    "A gap of more than 5 points is common with surveys of 100; do the two lists differ?"
)

# %% nbgrader={"grade": true, "grade_id": "apart_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import numpy as np
import pandas as pd
from academy_checks import check_number

town = pd.read_csv("data/workers.csv")["earnings_band"].eq("under 10").to_numpy()
coin = np.array([True, False])


def recomputed(values, n, gap, times, seed):
    shares = [
        100 * float(np.random.default_rng(seed + turn).choice(values, size=n).mean()) for turn in range(2 * times)
    ]
    return 100 * float(np.mean([abs(a - b) >= gap for a, b in zip(shares[:times], shares[times:], strict=True)]))


for case in ((town, 100, 5.5, 400, 3), (town, 400, 5.5, 200, 9), (coin, 36, 12.3, 300, 77), (coin, 4, 25, 300, 5)):
    check_number(
        percent_apart(*case), recomputed(*case), tolerance=0.01,
        message="percent_apart counts the pairs that lie gap or more apart, in either direction.",
    )
check_number(percent_apart(np.array([True]), 9, 1, 50, 1), 0, message="Where all are alike no two surveys differ.")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. What may you say?
#
# Last year a survey of 100 found 22 workers with low pay, this year another of 100 found 16. Both were drawn by chance from a list of full-time workers. Which sentences are **supported**?
#
# - **a** A difference of this size is common between two such surveys when nothing has changed.
# - **b** Low pay has fallen by more than a quarter.
# - **c** Low pay has not changed.
# - **d** Surveys of 1,600 would spread a quarter as far.
# - **e** Surveys of 1,600 would also tell us about people in part-time work.
# - **f** Whether low pay has fallen cannot be told from these two surveys.
#
# **Your turn.** Give the name `supported` to a list of the letters, such as `["b", "d"]`.

# %% nbgrader={"grade": false, "grade_id": "reading", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
supported = ["a", "d", "f"]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reading_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert len(supported) > 0, "At least one sentence is supported"
assert set(supported) <= set("abcdef"), "supported should hold letters from a to f, as a list"
assert len(set(supported)) < 6, "b and c contradict each other, so not all can be supported"

# %% nbgrader={"grade": true, "grade_id": "reading_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_text, tell

letters = sorted(set(supported))
assert "c" not in letters, tell("Not being able to tell a change is not the same as no change.")
assert "e" not in letters, tell("People who are not on the list stay out of a survey of any size.")
check_text("".join(letters), "adf", message="The supported sentences are those that the draws bear out.")
### END HIDDEN TESTS

# %% [markdown]
# **Well done.** Which change in your own office's figures was explained last month, and how many cases was it? Save the notebook and submit it.
