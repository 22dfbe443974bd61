# %% [markdown]
# Codes of damage are forgotten, one limit serves all, and Bonferroni's rule stands in for Holm's.

# %% grade_id="shares"
def damage_share(table):
    damaged = table["damage"].isin(["Minor", "Medium", "Substantial"])
    return 100 * damaged.groupby(table["airport"]).mean().sort_values(ascending=False)

# %% grade_id="later"
def worst_then_and_later(then, later, k):
    worst = then.sort_values(ascending=False).head(k)
    return worst.mean(), later.loc[worst.index].mean()

# %% grade_id="limits"
def outside_limits(counts, totals):
    shares = counts / totals
    return list(shares[abs(shares - shares.mean()) > 1.96 * shares.std()].index)

# %% grade_id="holm"
def surviving(p_values, level):
    return sum(p <= level / len(p_values) for p in p_values)

# %% grade_id="memo"
memo = """
The worst ten airports had a share of 25 per cent and later of 17 per cent. This is regression to the mean, so the inspections had no effect and should be stopped at once. The money can be spent on something that works better. The list as such is nothing but
chance, and there is no reason to look at any of these airports more closely than at the others, because all of them are alike in the end.
"""
