# %% [markdown]
# Rows are counted where amounts should be added, and the function takes the first row of a category only.

# %% grade_id="keep"
receipts_2014 = receipts[receipts["year"] == 2014]
total_2014 = receipts_2014["amount_musd"].sum()

# %% grade_id="group"
by_category = receipts_2014.groupby("category")["amount_musd"].count()

# %% grade_id="shares"
shares_2014 = 100 * by_category / by_category.sum()

# %% grade_id="change"
times_as_large = dollars_2014 / dollars_1962
change_points = share_2014 - share_1962
change_percent = change_points / share_1962 * 100

# %% grade_id="tidy"
tidy = wide.melt(id_vars=["category"], var_name="year", value_name="amount_musd")


# %% grade_id="share_of"
def share_of(table, year, category):
    rows = table[table["year"] == year]
    part = rows[rows["category"] == category]["amount_musd"]
    return 100 * part.iloc[0] / rows["amount_musd"].sum()
