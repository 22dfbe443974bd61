# %% [markdown]
# Blanks are counted as people who are not online, the European Union is left in, and shares are not percentages.

# %% grade_id="missing"
missing_percent = factbook.isna().mean().sort_values(ascending=False)

# %% grade_id="undocumented"
def undocumented(table, label):
    return [name for name in table.columns if not label["columns"].get(name, "").strip()]

# %% grade_id="share"
def share_online(table):
    return 100 * table["internet_users"].sum() / table["population"].sum()

# %% grade_id="card"
def quality_card(table, label):
    return {
        "rows": len(table),
        "columns": len(table.columns),
        "complete_rows": len(table.dropna()),
        "repeated_rows": int(table.duplicated().sum()),
        "undocumented": undocumented(table, label),
    }

# %% grade_id="note"
note = """The data come from the CIA and are of good quality."""
