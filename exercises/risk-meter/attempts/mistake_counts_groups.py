# %% [markdown]
# Groups are counted instead of persons, the column with most values is taken for the heaviest, and shares are those of the whole table.

# %% grade_id="small"
def in_small_groups(table, columns, k):
    sizes = table.groupby(columns).size()
    return (sizes < k).sum()

# %% grade_id="weighs"
def heaviest_column(table, columns):
    return max(columns, key=lambda name: table[name].nunique())

# %% grade_id="sameness"
def largest_share(table, columns, sensitive):
    return 100 * table[sensitive].value_counts(normalize=True).max()

# %% grade_id="both"
def alone_in_both(sample, whole, columns):
    return min(is_alone(sample, columns).sum(), is_alone(whole, columns).sum())

# %% grade_id="safer"
safer = workers[["sex", "education", "earnings_band"]].copy()
