# %% [markdown]
# Columns add up in place of rows, one part that turns is enough, and the weights are not divided out.

# %% grade_id="mix"
def mix_of(table, group, third):
    return 100 * pd.crosstab(table[group], table[third], normalize="columns")

# %% grade_id="turned"
def turns_round(table, group, third, a, b):
    total = table.groupby(group)["damaged"].mean()
    parts = table.groupby([group, third])["damaged"].mean().unstack()
    if total[a] < total[b]:
        return bool((parts.loc[a] > parts.loc[b]).any())
    return bool((parts.loc[a] < parts.loc[b]).any())

# %% grade_id="standard"
def standardised(table, group, third, weights):
    parts = table.groupby([group, third])["damaged"].mean().unstack()
    return 100 * (parts * weights).sum(axis=1)

# %% grade_id="other"
day_mix = both[both["time_of_day"] == "Day"]["size"].value_counts(normalize=True)
night_mix = both[both["time_of_day"] == "Night"]["size"].value_counts(normalize=True)
night_with_day_mix = standardised(both, "time_of_day", "size", day_mix)["Night"]
day_with_night_mix = standardised(both, "time_of_day", "size", night_mix)["Day"]

# %% grade_id="question"
fits = {"q1": "comes", "q2": "comes", "q3": "comes", "q4": "comes", "q5": "alike"}
