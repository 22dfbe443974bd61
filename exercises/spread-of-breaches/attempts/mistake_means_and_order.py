# %% [markdown]
# The mean stands in for the median, the steps come sorted by frequency, and the largest case of the whole table is left out instead of that of each group.

# %% grade_id="spread"
def spread(table, by, value):
    groups = table.groupby(by)[value]
    return pd.DataFrame(
        {"lower": groups.min(), "median": groups.mean(), "upper": groups.max()}
    )

# %% grade_id="share"
def share_at_least(table, by, value, limit):
    return (100 * (table[value] >= limit).groupby(table[by]).mean()).sort_values(ascending=False)

# %% grade_id="steps"
def count_steps(values, borders):
    return list(pd.cut(values, borders + [float("inf")], right=False).value_counts())

# %% grade_id="enough"
def large_enough(table, by, least):
    return table.groupby(by).filter(lambda rows: len(rows) >= least)

# %% grade_id="first"
def first_group(table, by, value):
    groups = table.groupby(by)[value]
    rest = table[table[value] < table[value].max()]
    return [groups.mean().idxmax(), rest.groupby(by)[value].median().idxmin()]
