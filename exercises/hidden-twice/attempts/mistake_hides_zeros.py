# %% [markdown]
# Zeros are hidden with the small counts, every blank gets what is missing to the total, and a difference of nothing counts as a leak.

# %% grade_id="hide"
def hide_small(counts, threshold):
    return counts.mask(counts < threshold)

# %% grade_id="fill"
def fill_one(values, total):
    return values.fillna(total - values.sum())

# %% grade_id="work"
def work_out(table, row_totals, column_totals):
    known = table.copy()
    for turn in range(table.size):
        for row in known.index:
            known.loc[row] = fill_one(known.loc[row], row_totals[row])
        for column in known.columns:
            known[column] = fill_one(known[column], column_totals[column])
    return known

# %% grade_id="protect"
published = degree.mask(degree < 15)
published.loc[["45 to 59", "60 and over"], ["1 to 19,999", "20,000 to 49,999"]] = None

# %% grade_id="leaks"
def leaks(larger, smaller, threshold):
    return ((larger - smaller) < threshold).sum().sum()

# %% grade_id="rounded"
def round_to(counts, base):
    return (counts / base + 0.5) // 1 * base

gap = round_to(row_totals["45 to 59"], 5) - sum(round_to(degree.loc["45 to 59"], 5))
