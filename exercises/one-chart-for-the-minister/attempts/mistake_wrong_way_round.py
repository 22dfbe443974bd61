# %% [markdown]
# The change is taken the wrong way round, the short year is kept, a pie-like thought chooses bars for everything, and the words lack numbers.

# %% grade_id="rise"
def rise(table, first, last):
    before = table[table["month"] == first].set_index("industry")["rate"]
    after = table[table["month"] == last].set_index("industry")["rate"]
    return (before - after).sort_values()

# %% grade_id="yearly"
def yearly_average(table, industry):
    return table[table["industry"] == industry].groupby("year")["rate"].mean()

# %% grade_id="choice"
charts = {"a": "bars", "b": "line", "c": "bars", "d": "bars", "e": "table", "f": "line"}

# %% grade_id="words"
def in_words(values, what, unit):
    return f"Bar chart of {len(values)} bars showing {what} in {unit}, highest for {values.idxmax()}"

# %% grade_id="page"
page = """
Unemployment by industry
The source is the Current Population Survey.
The chart shows unemployment.
"""
