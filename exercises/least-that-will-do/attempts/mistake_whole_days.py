# %% [markdown]
# The hours of whole days are forgotten, rows without the month are kept to the exact day, and nothing is done about an empty table.

# %% grade_id="mentions"
def percent_with(table, column, word):
    return 100 * table[column].str.contains(word).sum() / len(table)

# %% grade_id="devices"
lost_devices = breaches[
    breaches["location"].str.contains("Laptop|Portable") & breaches["breach_type"].str.contains("Theft|Loss")
]
people_affected = breaches["individuals"].sum()

# %% grade_id="least"
def minimise(table, columns, first_day):
    rows = table[table["day"] > first_day].copy()
    rows["month"] = rows["day"].str[:7]
    return rows[columns]

# %% grade_id="hours"
def hours_left(noticed, now):
    passed = pd.Timestamp(now) - pd.Timestamp(noticed)
    return 72 - passed.seconds / 3600

# %% grade_id="notice"
notice = """
On 3 May your letter was sent to another household by our mistake. It shows your name, your address and the topic of our advice. We called everybody the next day, and most of the letters
have come back to us. We are sorry for this and will check every envelope twice from now on. If you have questions, or if somebody speaks to you about the letter, please call 0100 200. You may
also complain to the authority for data protection.
"""
