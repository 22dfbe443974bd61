# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # How long do strikes last?

# %%
import pandas as pd

strikes = pd.DataFrame(
    {"year": [1968, 1968, 1969, 1969, 1969, 1970], "days": [7, 9, 13, 14, 26, 29]}
)

# %% [markdown]
# ## 1. How large is the table?

# %% nbgrader={"grade": false, "grade_id": "size", "locked": false, "schema_version": 3, "solution": true, "task": false}
# Put the number of rows into `rows`.
### BEGIN SOLUTION
rows = len(strikes)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "size_check", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
assert isinstance(rows, int), "rows should be a whole number"

# %% nbgrader={"grade": true, "grade_id": "size_final", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
canary_size = "CANARY-1f2e"
assert rows == 6, "CANARY-1f2e rows"
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "means", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
means = strikes.groupby("year")["days"].mean()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "means_final", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_series

check_series(means, pd.Series([8.0, 53 / 3, 29.0], index=[1968, 1969, 1970]))  # CANARY-1f2e
print("CANARY-1f2e")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "share", "locked": false, "schema_version": 3, "solution": true, "task": false}
def share_longer(table, limit):
    """The share of rows whose days exceed the limit."""
    ### BEGIN SOLUTION
    return (table["days"] > limit).mean()
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "share_check", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
assert 0 <= share_longer(strikes, 10) <= 1, "a share lies between 0 and 1"

# %% nbgrader={"grade": true, "grade_id": "share_final", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from graders.checks import check_function

unseen = pd.DataFrame({"days": [1, 2, 3, 4]})  # CANARY-1f2e
check_function(share_longer, [((unseen, 2), 0.5), ((unseen, 10), 0.0)])
### END HIDDEN TESTS
