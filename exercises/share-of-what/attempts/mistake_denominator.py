# %% [markdown]
# Shares of all years instead of the year, and points where per cent was asked.

# %% grade_id="keep"
receipts_2014 = receipts.loc[receipts["year"] == 2014]
total_2014 = sum(receipts_2014["amount_musd"])

# %% grade_id="group"
by_category = receipts_2014.groupby("category").amount_musd.sum()

# %% grade_id="shares"
shares_2014 = 100 * by_category / receipts["amount_musd"].sum()

# %% grade_id="change"
times_as_large = dollars_2014 / dollars_1962
change_points = share_2014 - share_1962
change_percent = share_2014 - share_1962

# %% grade_id="tidy"
tidy = pd.melt(wide, id_vars="category", var_name="year", value_name="amount_musd")


# %% grade_id="share_of"
def share_of(table, year, category):
    part = table[(table["year"] == year) & (table["category"] == category)]["amount_musd"].sum()
    return 100 * part / table["amount_musd"].sum()
