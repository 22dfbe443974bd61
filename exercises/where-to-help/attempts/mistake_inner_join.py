# %% [markdown]
# Small places lead the ranking, spellings are ignored, and the join drops whoever finds no partner.

# %% grade_id="rate"
def rate(table, part, whole, per):
    return per * table[part] / table[whole].where(table[whole] != 0)

# %% grade_id="add_rate"
factbook["online"] = rate(factbook, "internet_users", "population", 100)

# %% grade_id="missing"
def most_not_online(table, n):
    missing = (table["population"] - table["internet_users"]).to_numpy()
    rows = pd.DataFrame({"country": table["country"].to_numpy(), "missing": missing}).dropna()
    return list(rows.nlargest(n, "missing")["country"])

# %% grade_id="top"
def top_rates(table, measure, least_people, n):
    return list(table.nlargest(n, measure)["country"])

# %% grade_id="partner"
def without_partner(names, others, spelling):
    return sorted(set(names) - set(others))

# %% grade_id="join"
def safe_join(left, right, key):
    if right[key].duplicated().any():
        raise ValueError("a key stands twice")
    return left.merge(right, on=key)
