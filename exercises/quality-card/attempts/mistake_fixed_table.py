# %% [markdown]
# The functions look at the table of the lesson and not at the one that they are handed; empty descriptions count as descriptions.

# %% grade_id="missing"
missing_percent = (factbook.isna().mean() * 100).sort_values(ascending=False)

# %% grade_id="undocumented"
def undocumented(table, label):
    return [name for name in table.columns if name not in label["columns"]]

# %% grade_id="share"
def share_online(table):
    rows = factbook.dropna(subset=["internet_users", "population"])
    return 100 * rows["internet_users"].sum() / rows["population"].sum()

# %% grade_id="card"
def quality_card(table, label):
    return {
        "rows": len(factbook),
        "columns": len(factbook.columns),
        "complete_rows": len(factbook.dropna()),
        "repeated_rows": 0,
        "undocumented": undocumented(table, label),
    }

# %% grade_id="note"
note = """
The numbers of internet users were in print in 2011, so they are three years older than the populations of 2014, and a share made of
both is too low. 46 rows have none, and among these is Nigeria with 177 million people. Use them to compare regions of that time only.
"""
