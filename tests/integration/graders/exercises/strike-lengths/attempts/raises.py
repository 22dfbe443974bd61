# %% grade_id="size"
rows = len(strikes)

# %% grade_id="means"
means = strikes.groupby("yaer")["days"].mean()

# %% grade_id="share"
def share_longer(table, limit):
    return (strikes["days"] > limit).mean()
