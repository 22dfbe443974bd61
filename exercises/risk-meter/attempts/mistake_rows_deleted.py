# %% [markdown]
# A group of exactly k counts as small, a share is left a fraction, and the rows of small groups are deleted.

# %% grade_id="small"
def in_small_groups(table, columns, k):
    sizes = table.groupby(columns).size()
    return sizes[sizes <= k].sum()

# %% grade_id="weighs"
def heaviest_column(table, columns):
    best, largest = None, -1
    for name in columns:
        k = table.groupby([other for other in columns if other != name]).size().min()
        if k > largest:
            best, largest = name, k
    return best

# %% grade_id="sameness"
def largest_share(table, columns, sensitive):
    return table.groupby(columns)[sensitive].value_counts(normalize=True).max()

# %% grade_id="both"
def alone_in_both(sample, whole, columns):
    mine = is_alone(sample, columns)
    return is_alone(whole, columns).loc[mine[mine].index].sum()

# %% grade_id="safer"
every = list(workers.columns)
safer = workers[workers.groupby(every)["sex"].transform("size") >= 10]
