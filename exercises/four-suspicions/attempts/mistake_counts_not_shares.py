# %% [markdown]
# Blanks are counted instead of related to their group, the mean is taken for typical, a share of 1 is given, and blanks stay on the words.

# %% grade_id="twins"
def rows_with_a_twin(table, columns):
    return table.loc[table.duplicated(subset=columns, keep=False)]

# %% grade_id="blanks"
def blanks_by_group(table, column, by):
    return table[column].isna().groupby(table[by]).sum().sort_values(ascending=False)

# %% grade_id="zeros"
def longest_zero_run(values):
    longest, run = 0, 0
    for value in values:
        if value == 0:
            run += 1
        else:
            longest = max(longest, run)
            run = 0
    return longest

# %% grade_id="total"
typical = breaches["individuals"].mean()
average = breaches["individuals"].median()


def share_of_largest(values, n):
    return values.nlargest(n).sum() / values.sum()

# %% grade_id="kinds"
def count_kinds(cells):
    return cells.str.split(", ").explode().value_counts()

# %% grade_id="reading"
supported = ["c", "d"]
