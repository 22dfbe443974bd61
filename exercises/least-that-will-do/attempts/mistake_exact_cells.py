# %% [markdown]
# Cells are compared as a whole, one condition is forgotten, and the month is added to the table that was handed in.

# %% grade_id="mentions"
def percent_with(table, column, word):
    return 100 * (table[column] == word).mean()

# %% grade_id="devices"
lost_devices = breaches[breaches["location"].str.contains("Laptop|Portable")]
people_affected = lost_devices["individuals"].sum()

# %% grade_id="least"
def minimise(table, columns, first_day):
    table["month"] = table["day"].str[:7]
    return table[table["day"] > first_day][columns]

# %% grade_id="hours"
def hours_left(noticed, now):
    return 72 - (pd.Timestamp(now) - pd.Timestamp(noticed)).total_seconds() / 3600

# %% grade_id="notice"
notice = """
We take the protection of your data very seriously. On 3 May an incident occurred in our dispatch, owing to a fault of a machine that has been used without any problem for many years. The rules
were followed at all times. We regret any inconvenience that may have been caused. There is no reason to be worried about it.
The number is 0100 200 for those who have further questions on this matter.
"""
