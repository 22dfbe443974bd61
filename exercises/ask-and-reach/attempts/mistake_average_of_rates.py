# %% [markdown]
# Two faults are mixed up, the rates are averaged without regard to the sizes, and the band with the lowest rate is taken for the least heard.

# %% grade_id="faults"
faults = {
    "q1": "leads",
    "q2": "boxes",
    "q3": "leads",
    "q4": "two",
    "q5": "memory",
    "q6": "assumes",
    "q7": "jargon",
}

# %% grade_id="expected"
def expected_answers(table, rates):
    return table.groupby("age_band").size() * pd.Series(rates) / 100

# %% grade_id="share"
def share_in_work(table, rates):
    by_band = (table["in_work"] == "yes").groupby(table["age_band"]).mean()
    return 100 * (by_band * pd.Series(rates)).sum() / sum(rates.values())

# %% grade_id="least"
def least_heard(table, rates):
    return min(rates, key=rates.get)

# %% grade_id="mended"
mended = """
1. Do you agree that our library should be open on Sundays? Yes / No
2. How many books did you borrow in the last three years? 0 to 10 / 11 to 50 / more than 50
The form will also be announced by e-mail to everybody who has registered with us and has an address.
"""
