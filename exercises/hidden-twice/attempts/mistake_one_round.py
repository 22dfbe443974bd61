# %% [markdown]
# The rows are solved once and the columns never, the second dash stands in the row only, and a rounded total is taken from the rounded counts.

# %% grade_id="hide"
def hide_small(counts, threshold):
    return counts.mask((counts < threshold) & (counts != 0))

# %% grade_id="fill"
def fill_one(values, total):
    if values.isna().sum() == 1:
        return values.fillna(total - values.sum())
    return values

# %% grade_id="work"
def work_out(table, row_totals, column_totals):
    known = table.copy()
    for row in known.index:
        known.loc[row] = fill_one(known.loc[row], row_totals[row])
    return known

# %% grade_id="protect"
published = hide_small(degree, 15)
published.loc["45 to 59", "none"] = None

# %% grade_id="leaks"
def leaks(larger, smaller, threshold):
    difference = (larger - smaller).fillna(0)
    return int(((difference < threshold) & (difference > 0)).values.sum())

# %% grade_id="rounded"
def round_to(counts, base):
    return counts // base * base

gap = 0
