# %% [markdown]
# The first amount is lost, the start may lie behind the end, and the order of colours counts.

# %% grade_id="same"
def same_month(table, industry, month):
    rows = table[(table["industry"] == industry) & (table["month"].str[5:7] == month)]
    return rows.set_index(rows["month"].str[:4].astype(int))["rate"].sort_index()

# %% grade_id="amounts"
def amounts_of(totals):
    return [totals[place] - totals[place - 1] for place in range(1, len(totals))]

# %% grade_id="window"
def kindest_window(values):
    values = list(values)
    if not values or max(values) == min(values):
        return None
    return [values.index(max(values)), values.index(min(values))]

# %% grade_id="contrast"
def contrast(one, other):
    return (lightness(one) + 0.05) / (lightness(other) + 0.05)

# %% grade_id="leaflet"
leaflet = """The colours are ugly and the title is too short. A better title would be Unemployment in construction."""
