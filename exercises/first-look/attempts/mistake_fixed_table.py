# %% [markdown]
# The function ignores the table that it is handed, and the sentence claims more than reports can show.

# %% grade_id="size"
n_reports = strikes.shape[0]
n_columns = strikes.shape[1]

# %% grade_id="rows"
substantial = strikes.query("damage == 'Substantial'")
n_substantial = substantial.shape[0]

# %% grade_id="blanks"
missing_speed = int(strikes["speed_knots"].isna().sum())
percent_missing_speed = round(100 * missing_speed / n_reports, 1)

# %% grade_id="zeros"
mean_cost_all = strikes.cost_usd.sum() / len(strikes)
mean_cost_entered = strikes.loc[strikes["cost_usd"] != 0, "cost_usd"].mean()


# %% grade_id="phase"
def count_phase(table, phase):
    return len(strikes[strikes["phase"] == phase])


# %% grade_id="reading"
reports_per_year = strikes.groupby("year").size()
supported = "a"
