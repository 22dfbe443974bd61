# %% [markdown]
# Only the later twin is marked, any zero counts towards the run, and cells are counted as they stand.

# %% grade_id="twins"
def rows_with_a_twin(table, columns):
    return table[table.duplicated(columns)]

# %% grade_id="blanks"
def blanks_by_group(table, column, by):
    return (100 * table[column].isna().groupby(table[by]).mean()).sort_values(ascending=False)

# %% grade_id="zeros"
def longest_zero_run(values):
    return sum(1 for value in values if value == 0)

# %% grade_id="total"
typical = breaches["individuals"].median()
average = breaches["individuals"].mean()


def share_of_largest(values, n):
    return values.sort_values(ascending=False).head(n).sum() / values.sum() * 100

# %% grade_id="kinds"
def count_kinds(cells):
    return cells.value_counts()

# %% grade_id="reading"
supported = ["a", "b", "c"]
