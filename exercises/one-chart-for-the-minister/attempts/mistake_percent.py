# %% [markdown]
# Per cent are given where points were asked, sorted by name, and the text knows only the first and the last bar.

# %% grade_id="rise"
def rise(table, first, last):
    before = table[table["month"] == first].set_index("industry")["rate"]
    after = table[table["month"] == last].set_index("industry")["rate"]
    return 100 * (after - before) / before

# %% grade_id="yearly"
def yearly_average(table, industry):
    rows = table[table["industry"] == industry]
    months = rows.groupby("year").size()
    return rows.groupby("year")["rate"].mean()[months == 12]

# %% grade_id="choice"
charts = {"a": "bars", "b": "line", "c": "points", "d": "distribution", "e": "table", "f": "line"}

# %% grade_id="words"
def in_words(values, what, unit):
    first, last = values.index[0], values.index[-1]
    return (
        f"Bar chart, {len(values)} bars, {what}: from {first} with {values.iloc[0]:.1f} "
        f"to {last} with {values.iloc[-1]:.1f} {unit}"
    )

# %% grade_id="page"
page = """
Unemployment rose by 158 per cent in construction
Rates of February 2007 and February 2010.
Construction rose by 158 per cent and is therefore the worst industry, so all the money should go there and nothing to the 13 others.
"""
