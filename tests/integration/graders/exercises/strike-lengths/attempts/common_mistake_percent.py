# %% grade_id="size"
rows = len(strikes)

# %% grade_id="means"
means = strikes.groupby("year")["days"].mean()

# %% grade_id="share"
def share_longer(table, limit):
    return (table["days"] > limit).mean() * 100
