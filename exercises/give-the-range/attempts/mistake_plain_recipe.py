# %% [markdown]
# The plain recipe stands in for Wilson's, the gap has no sign, and a range with 0 in it counts as no difference.

# %% grade_id="wilson"
def wilson(count, n):
    return plain(count, n)

# %% grade_id="gap"
def difference(count_a, n_a, count_b, n_b):
    a, b = count_a / n_a, count_b / n_b
    error = (a * (1 - a) / n_a + b * (1 - b) / n_b) ** 0.5
    gap = abs(a - b)
    return 100 * gap, 100 * (gap - 1.96 * error), 100 * (gap + 1.96 * error)

# %% grade_id="hold"
def percent_holding(values, n, times, seed):
    truth = 100 * values.mean()
    ranges = [wilson(np.random.default_rng(seed + turn).choice(values, size=n).sum(), n) for turn in range(times)]
    return 100 * sum(low <= truth <= high for low, high in ranges) / times

# %% grade_id="verdict"
def verdict(low, high, matters):
    if low <= 0 <= high:
        return "no difference that matters"
    return "more" if low > 0 else "less"

# %% grade_id="words"
answer = """
There is no significant difference between women and men of 60 and over with a degree, as the range of the difference holds zero. The 79 men and the 74 women in our file can therefore be regarded as alike in this respect.
"""
