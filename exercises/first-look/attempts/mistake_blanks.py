# %% [markdown]
# A share where a percentage was asked, zeros taken for blanks, and both means over all rows.

# %% grade_id="size"
n_reports = len(strikes)
n_columns = len(strikes.columns)

# %% grade_id="rows"
substantial = strikes[strikes["damage"] == "Substantial"]
n_substantial = len(substantial)

# %% grade_id="blanks"
missing_speed = (strikes["speed_knots"].fillna(0) == 0).sum()
percent_missing_speed = missing_speed / len(strikes)

# %% grade_id="zeros"
mean_cost_all = strikes["cost_usd"].mean()
mean_cost_entered = strikes["cost_usd"].mean()


# %% grade_id="phase"
def count_phase(table, phase):
    return len(table[table["phase"] == phase])


# %% grade_id="reading"
reports_per_year = strikes["year"].value_counts().sort_index()
supported = "b"
