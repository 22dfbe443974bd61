# %% [markdown]
# The worst are chosen anew in the second period, only the upper limit is looked at, and every p-value is held against the level.

# %% grade_id="shares"
def damage_share(table):
    return (100 * (table["damage"] != "No damage").groupby(table["airport"]).mean()).sort_values(ascending=False)

# %% grade_id="later"
def worst_then_and_later(then, later, k):
    return then.nlargest(k).mean(), later.nlargest(k).mean()

# %% grade_id="limits"
def outside_limits(counts, totals):
    whole = counts.sum() / totals.sum()
    error = (whole * (1 - whole) / totals) ** 0.5
    return list(counts[counts / totals > whole + 1.96 * error].index)

# %% grade_id="holm"
def surviving(p_values, level):
    return sum(p <= level / (len(p_values) - place) for place, p in enumerate(sorted(p_values)))

# %% grade_id="memo"
memo = """
The inspections were a great success. The worst ten airports improved from 25 to 17 per cent within six years, and eight of them went down, which can hardly be chance. We therefore recommend that the ten worst airports of each year be inspected, that
their managers be asked for an explanation, and that those which do not improve be named in public. The airports at the good end of the list need no inspection for the time being, since their numbers speak for themselves.
"""
