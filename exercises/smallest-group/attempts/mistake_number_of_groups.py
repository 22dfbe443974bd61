# %% [markdown]
# The number of groups is taken for the size of the smallest one, and sizes are added where groups should be counted.

# %% grade_id="groups"
sizes = adults.groupby(["age_band", "education"]).size()
smallest = len(sizes)


# %% grade_id="smallest"
def smallest_group(table, columns):
    return len(table.groupby(columns).size())


# %% grade_id="alone"
five = adults.groupby(["age_band", "sex", "education", "in_work", "income_band"]).size()
n_alone = (five < 10).sum()


# %% grade_id="bands"
def age_band(age):
    if age < 30:
        return "under 30"
    elif age < 60:
        return "30 to 59"
    else:
        return "60 and over"


# %% grade_id="add_band"
visits["band"] = visits["age"].apply(age_band)

# %% grade_id="protect"
protected = visits[["sex", "reason"]]

# %% grade_id="unseen"
not_in_table = ["d", "b"]
