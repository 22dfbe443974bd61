# %% [markdown]
# Limits are exceeded instead of reached, steps hold their upper border, and the share is not a percentage.

# %% grade_id="spread"
def spread(table, by, value):
    groups = table.groupby(by)[value]
    return pd.DataFrame(
        {"lower": groups.quantile(0.25), "median": groups.quantile(0.5), "upper": groups.quantile(0.75)}
    )

# %% grade_id="share"
def share_at_least(table, by, value, limit):
    condition = table[value] > limit
    return condition.groupby(table[by]).mean().sort_values(ascending=False)

# %% grade_id="steps"
def count_steps(values, borders):
    return list(pd.cut(values, borders + [float("inf")]).value_counts(sort=False))

# %% grade_id="enough"
def large_enough(table, by, least):
    sizes = table.groupby(by).size()
    return table[table[by].isin(sizes[sizes > least].index)]

# %% grade_id="first"
def first_group(table, by, value):
    table = table.reset_index(drop=True)
    groups = table.groupby(by)[value]
    return [groups.mean().idxmax(), groups.apply(mean_of_rest).idxmax()]
