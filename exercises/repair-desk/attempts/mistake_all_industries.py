# %% [markdown]
# All industries are mixed, the formula lacks its brackets, and the size of the fall is given instead of its places.

# %% grade_id="same"
def same_month(table, industry, month):
    rows = table[table["month"].str[5:7] == month]
    years = rows["month"].str[:4].astype(int)
    return rows.set_index(years)["rate"].groupby(level=0).mean()

# %% grade_id="amounts"
def amounts_of(totals):
    amounts = []
    before = 0
    for total in totals:
        amounts.append(total - before)
        before = total
    return amounts

# %% grade_id="window"
def kindest_window(values):
    largest = 0
    for end in range(len(values)):
        for start in range(end):
            largest = max(largest, values[start] - values[end])
    return largest

# %% grade_id="contrast"
def contrast(one, other):
    a, b = lightness(one), lightness(other)
    return max(a, b) + 0.05 / min(a, b) + 0.05

# %% grade_id="leaflet"
leaflet = """
The axis begins at 18 and not at 0, and a line must always begin at 0, so the chart is false. The line is yellow, and yellow is the colour
of warning, so the reader is warned. The title has an exclamation mark. A better title: Construction recovers in 2009. From February to October
the rate fell from 21.4 to 18.7 per cent, because the programme of the ministry has worked, and it will go on falling in the next
year until it has reached the level that it had before the crisis began.
"""
