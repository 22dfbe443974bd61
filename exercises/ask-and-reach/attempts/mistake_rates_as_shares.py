# %% [markdown]
# The rates are used without dividing by a hundred, equal counting ignores who answers, and the largest band wins.

# %% grade_id="faults"
faults = {
    "q1": "two",
    "q2": "boxes",
    "q3": "leads",
    "q4": "good",
    "q5": "memory",
    "q6": "assumes",
    "q7": "jargon",
}

# %% grade_id="expected"
def expected_answers(table, rates):
    return table.groupby("age_band").size() * pd.Series(rates)

# %% grade_id="share"
def share_in_work(table, rates):
    return 100 * (table["in_work"] == "yes").mean()

# %% grade_id="least"
def least_heard(table, rates):
    return expected_answers(table, rates).idxmin()

# %% grade_id="mended"
mended = """
1. Should the library be open on Sundays? Yes / No / I do not mind
2. When did you last borrow a book from the library? In the last month / In the last year / Longer ago / Never
Paper forms lie in the library and at the town hall. People who cannot come may send a letter or ask a
neighbour to bring the form, and the staff of the library will type in what they have written down on it.
"""
