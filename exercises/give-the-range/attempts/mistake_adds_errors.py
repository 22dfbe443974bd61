# %% [markdown]
# The errors of two groups are added without squaring, all surveys use one seed, and small differences are not told apart.

# %% grade_id="wilson"
def wilson(count, n):
    p, z = count / n, 1.96
    whole = 1 + z * z / n
    reach = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return 100 * (p + z * z / (2 * n) - reach) / whole, 100 * (p + z * z / (2 * n) + reach) / whole

# %% grade_id="gap"
def difference(count_a, n_a, count_b, n_b):
    a, b = count_a / n_a, count_b / n_b
    error = (a * (1 - a) / n_a) ** 0.5 + (b * (1 - b) / n_b) ** 0.5
    return 100 * (a - b), 100 * (a - b - 1.96 * error), 100 * (a - b + 1.96 * error)

# %% grade_id="hold"
def percent_holding(values, n, times, seed):
    rng = np.random.default_rng(seed)
    good = 0
    for turn in range(times):
        low, high = wilson(rng.choice(values, size=n).sum(), n)
        good += low <= 100 * values.mean() <= high
    return 100 * good / times

# %% grade_id="verdict"
def verdict(low, high, matters):
    if low > 0:
        return "more"
    return "less" if high < 0 else "cannot tell"

# %% grade_id="words"
answer = """
Men of 60 and over with a degree are in work 10.69 points more often than women, 41.77 per cent against 31.08 per cent.
"""
