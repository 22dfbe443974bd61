# %% [markdown]
# The borders of the bands fall on the wrong side, and the ticket number stays in the list.

# %% grade_id="groups"
sizes = adults.groupby(["age_band", "education"]).size()
smallest = min(sizes)


# %% grade_id="smallest"
def smallest_group(table, columns):
    return table[columns].value_counts().min()


# %% grade_id="alone"
five = adults.value_counts()
n_alone = len(five[five == 1])


# %% grade_id="bands"
def age_band(age):
    if age <= 30:
        return "under 30"
    if age <= 60:
        return "30 to 59"
    return "60 and over"


# %% grade_id="add_band"
visits["band"] = visits["age"].apply(age_band)

# %% grade_id="protect"
protected = visits[["ticket", "band", "sex", "reason"]]

# %% grade_id="unseen"
not_in_table = ["b", "c", "d"]
