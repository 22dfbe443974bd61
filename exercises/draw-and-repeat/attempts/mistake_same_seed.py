# %% [markdown]
# One seed is used for every survey, the middle 90 is taken, and no difference is read as no change.

# %% grade_id="draw"
def sample_share(values, n, seed):
    rng = np.random.default_rng(seed)
    return 100 * rng.choice(values, size=n).sum() / n

# %% grade_id="many"
def many_shares(values, n, times, seed):
    return [sample_share(values, n, seed) for turn in range(times)]

# %% grade_id="middle"
def middle_95(shares):
    return np.percentile(shares, 5), np.percentile(shares, 95)

# %% grade_id="apart"
def percent_apart(values, n, gap, times, seed):
    pairs = zip(many_shares(values, n, times, seed), many_shares(values, n, times, seed + 1))
    return 100 * np.mean([abs(a - b) >= gap for a, b in pairs])

# %% grade_id="reading"
supported = ["a", "c"]
