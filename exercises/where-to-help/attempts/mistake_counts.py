# %% [markdown]
# Rates divide by zero, counts stand in for people not online, blanks lead, and repeated keys double people.

# %% grade_id="rate"
def rate(table, part, whole, per):
    return per * table[part] / table[whole]

# %% grade_id="add_rate"
factbook["online"] = rate(factbook, "internet_users", "population", 100)

# %% grade_id="missing"
def most_not_online(table, n):
    return list(table.sort_values("population", ascending=False).head(n)["country"])

# %% grade_id="top"
def top_rates(table, measure, least_people, n):
    rows = table[table["population"] >= least_people].dropna(subset=[measure])
    return list(rows.sort_values(measure, ascending=False).head(n)["country"])

# %% grade_id="partner"
def without_partner(names, others, spelling):
    return sorted({name for name in names if spelling.get(name, name) not in set(others)})

# %% grade_id="join"
def safe_join(left, right, key):
    return left.merge(right, how="left", on=key)
