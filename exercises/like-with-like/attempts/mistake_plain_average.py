# %% [markdown]
# A reversal is looked for in one direction, the shares of the parts are averaged, and the group keeps its own mix.

# %% grade_id="mix"
def mix_of(table, group, third):
    counts = table.groupby([group, third]).size().unstack(fill_value=0)
    return counts.div(counts.sum(axis=1), axis=0) * 100

# %% grade_id="turned"
def turns_round(table, group, third, a, b):
    total = table.groupby(group)["damaged"].mean()
    parts = table.groupby([group, third])["damaged"].mean().unstack()
    return bool(total[a] < total[b] and (parts.loc[a] > parts.loc[b]).all())

# %% grade_id="standard"
def standardised(table, group, third, weights):
    parts = table.groupby([group, third])["damaged"].mean().unstack()
    return 100 * parts.mean(axis=1)

# %% grade_id="other"
night_with_day_mix = 9.7
day_with_night_mix = 11.5

# %% grade_id="question"
fits = {"q1": "alike", "q2": "alike", "q3": "alike", "q4": "comes", "q5": "alike"}
